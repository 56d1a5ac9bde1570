import { FootnoteError } from "#errors.ts";

/**
 * Runs work that is told to end when one of the signals is aborted or the time (milliseconds) is over. It is not waited
 * for after that, whether it listens or not: the signal's reason, or that it took too long, is thrown.
 */
export async function withinTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  milliseconds: number,
  signals: readonly AbortSignal[],
): Promise<T> {
  const end = new AbortController();
  const over = new Promise<never>((_, reject) => {
    end.signal.addEventListener("abort", () => reject(end.signal.reason), { once: true });
  });
  const abort = ({ target }: { readonly target: EventTarget | null }): void => {
    end.abort(target instanceof AbortSignal ? target.reason : undefined);
  };
  const late = `Expected an answer within ${milliseconds / 1000} s, found none; ask again, or look at what the model's server does.`;
  const timer = setTimeout(() => end.abort(new FootnoteError(late, { retryable: true })), milliseconds);
  for (const signal of signals) {
    signal.addEventListener("abort", abort);
  }
  try {
    for (const signal of signals) {
      signal.throwIfAborted();
    }
    return await Promise.race([work(end.signal), over]);
  } finally {
    clearTimeout(timer);
    for (const signal of signals) {
      signal.removeEventListener("abort", abort);
    }
  }
}
