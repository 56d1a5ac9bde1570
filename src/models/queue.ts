import { ModelError } from "#errors.ts";

interface Bounds {
  /** Calls at the same time, at least 1. */
  readonly concurrency: number;
  /** Calls that may wait for their turn. */
  readonly waiting: number;
  /** How long a call may wait. */
  readonly waitMilliseconds: number;
}

/** Gives the place back; calling it again does nothing. */
type Leave = () => void;

export interface Queue {
  /**
   * Resolves when it is the caller's turn, in the order of the callers. Rejects with `QueueFullError` at once where too
   * many wait, and later where the turn does not come in time; with the signal's reason once it is aborted.
   */
  enter(signal?: AbortSignal): Promise<Leave>;
}

/** Nothing is wrong with the model: it has too much to do for us. */
export class QueueFullError extends ModelError {
  constructor(message: string) {
    super(message, { trouble: "busy", retryable: true });
  }
}

export function createQueue({ concurrency, waiting, waitMilliseconds }: Bounds): Queue {
  /** Oldest first. */
  const waiters = new Set<() => void>();
  let inside = 0;

  const place = (): Leave => {
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      const [next] = waiters;
      // The place goes to the next directly, so that nobody slips in between.
      if (next === undefined) inside -= 1;
      else next();
    };
  };

  const wait = (signal?: AbortSignal): Promise<Leave> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        waiters.delete(admit);
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
      };
      const admit = (): void => {
        stop();
        resolve(place());
      };
      const abort = (): void => {
        stop();
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        stop();
        reject(new QueueFullError(tooLate(waitMilliseconds)));
      }, waitMilliseconds);
      signal?.addEventListener("abort", abort);
      waiters.add(admit);
    });

  return {
    async enter(signal) {
      signal?.throwIfAborted();
      if (inside < concurrency) {
        inside += 1;
        return place();
      }
      if (waiters.size >= waiting) throw new QueueFullError(full(inside, waiters.size));
      return wait(signal);
    },
  };
}

function full(inside: number, waiting: number): string {
  return `Expected a free place at the model, found ${inside} calls under way and ${waiting} waiting. Ask again in a moment.`;
}

function tooLate(milliseconds: number): string {
  return `Expected a turn at the model within ${milliseconds / 1000} s, found it busy with others. Ask again in a moment.`;
}
