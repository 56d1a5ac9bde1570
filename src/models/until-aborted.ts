/**
 * The items of a stream until the signal is aborted; then its reason is thrown at once, also where the stream does not
 * listen. However this ends, the stream is closed.
 */
export async function* untilAborted<T>(stream: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = stream[Symbol.asyncIterator]();
  const abortion = abortionOf(signal);
  let state: "waits" | "pauses" | "ended" = "pauses";
  try {
    for (;;) {
      signal.throwIfAborted();
      state = "waits";
      const next = await Promise.race([iterator.next(), abortion.promise]);
      state = next.done === true ? "ended" : "pauses";
      signal.throwIfAborted();
      if (next.done === true) return;
      yield next.value;
    }
  } catch (error) {
    // What a stream says when it is cut off differs; why it was cut off is what counts.
    signal.throwIfAborted();
    state = "ended";
    throw error;
  } finally {
    abortion.stop();
    const closed = state === "ended" ? undefined : iterator.return?.().catch(() => {});
    // A stream that was cut off in the middle of its work may never answer again.
    if (state === "pauses") await closed;
  }
}

/** A promise that rejects when the signal is aborted. */
function abortionOf(signal: AbortSignal): { readonly promise: Promise<never>; stop(): void } {
  let stop = (): void => {};
  const promise = new Promise<never>((_, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener("abort", abort);
    stop = () => signal.removeEventListener("abort", abort);
  });
  // Nobody may be waiting when it rejects.
  promise.catch(() => {});
  return { promise, stop };
}
