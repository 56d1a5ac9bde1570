import { untilAborted } from "./until-aborted.ts";

/** Work that several wait for; it is aborted when the last of them has gone. */
export interface Shared<T> {
  readonly result: Promise<T>;
  join(signal: AbortSignal): Promise<T>;
  /** Whether everybody went before it was done: nobody can join any more. */
  readonly isAbandoned: boolean;
}

export function share<T>(work: (signal: AbortSignal) => Promise<T>): Shared<T> {
  const controller = new AbortController();
  const result = work(controller.signal);
  let waiting = 0;
  let isDone = false;
  const done = (): void => {
    isDone = true;
  };
  result.then(done, done);
  return {
    result,
    get isAbandoned() {
      return controller.signal.aborted;
    },
    join: async (signal) => {
      waiting += 1;
      try {
        return await untilAborted(result, signal);
      } finally {
        waiting -= 1;
        if (waiting === 0 && !isDone) controller.abort(signal.reason);
      }
    },
  };
}
