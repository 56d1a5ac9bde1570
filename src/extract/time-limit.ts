import { type Context, createContext, Script } from "node:vm";

/**
 * The result of `work`, or `null` where it was not done after so many milliseconds and was stopped. For libraries that
 * some input keeps busy without end: a timer could not stop them, since it waits until they are done.
 */
export function withinTime<Result>(milliseconds: number, work: () => Result): Result | null {
  let result: Result | null = null;
  caller ??= createContext();
  try {
    caller.work = () => {
      result = work();
    };
    CALL.runInContext(caller, { timeout: milliseconds });
  } catch (error) {
    if (!isTimeout(error)) {
      throw error;
    }
  } finally {
    caller.work = null;
  }
  return result;
}

const CALL = new Script("work()");

/** Made once, at the first call, since that takes a millisecond. */
let caller: Context | undefined;

function isTimeout(error: unknown): boolean {
  return (
    typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
  );
}
