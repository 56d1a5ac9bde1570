import { setMaxListeners } from "node:events";

/** The promise, or at once the signal's reason when it is aborted first; what the promise does then is nobody's matter. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  promise.catch(() => {});
  signal.throwIfAborted();
  let stop = (): void => {};
  const abortion = new Promise<never>((_, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener("abort", abort);
    stop = () => signal.removeEventListener("abort", abort);
  });
  try {
    return await Promise.race([promise, abortion]);
  } finally {
    stop();
  }
}

/** A controller that is aborted with any of the signals; `release` lets go of them. */
export function follow(...signals: readonly (AbortSignal | undefined)[]): {
  readonly controller: AbortController;
  release(): void;
} {
  const controller = new AbortController();
  const undo = signals
    .filter((signal) => signal !== undefined)
    .map((signal) => {
      const abort = (): void => controller.abort(signal.reason);
      // Many may follow one signal: that is no leak, for each lets go of it.
      setMaxListeners(0, signal);
      if (signal.aborted) abort();
      signal.addEventListener("abort", abort);
      return () => signal.removeEventListener("abort", abort);
    });
  return { controller, release: () => void undo.map((stop) => stop()) };
}
