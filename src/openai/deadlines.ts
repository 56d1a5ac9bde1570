/** The time limits of one call, and the signal of the one who asked. */
export interface Deadlines {
  /** Aborted with the outer signal's reason, or when a time limit is over. */
  readonly signal: AbortSignal;
  /** The time limit that is over. */
  readonly missed: () => "first" | "whole" | null;
  /** Milliseconds until the next time limit. */
  readonly left: () => number;
  /** The first token is there. */
  began(): void;
  /** The answer is there; what may still come is waited for this long. */
  ending(milliseconds: number): void;
  stop(): void;
}

/** Both limits, in milliseconds, count from now. `first` null: there is only the whole. */
export function startDeadlines(
  limits: { readonly first: number | null; readonly whole: number },
  outer?: AbortSignal,
): Deadlines {
  const controller = new AbortController();
  let missed: "first" | "whole" | null = null;
  const miss = (which: "first" | "whole") => () => {
    missed ??= which;
    controller.abort();
  };
  const onAbort = () => controller.abort(outer?.reason);
  outer?.addEventListener("abort", onAbort, { once: true });
  const started = performance.now();
  let nearest = Math.min(limits.first ?? limits.whole, limits.whole);
  const first = limits.first === null ? undefined : setTimeout(miss("first"), limits.first);
  const timers = [first, setTimeout(miss("whole"), limits.whole)];
  return {
    signal: controller.signal,
    missed: () => missed,
    left: () => started + nearest - performance.now(),
    began: () => {
      clearTimeout(first);
      nearest = limits.whole;
    },
    ending: (milliseconds) => void timers.push(setTimeout(miss("whole"), milliseconds)),
    stop: () => {
      outer?.removeEventListener("abort", onAbort);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
