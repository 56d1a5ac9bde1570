/**
 * The items of a stream until the signal is aborted: then it throws the signal's reason at once, also where the stream
 * itself does not listen. The stream is closed at the end, and nobody waits for that.
 */
export async function* itemsUntilAborted<T>(stream: AsyncGenerator<T>, signal: AbortSignal): AsyncGenerator<T> {
  try {
    for (;;) {
      const { done, value } = await untilAborted(stream.next(), signal);
      if (done) return;
      yield value;
    }
  } finally {
    stream.return(undefined).catch(ignore);
  }
}

/** What the promise gives, or the signal's reason as soon as that is aborted. */
export function untilAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** Whoever left does not hear of failures any more. */
function ignore(): void {}
