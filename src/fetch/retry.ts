import { FetchError } from "#errors.ts";
import type { Limits } from "./limits.ts";
import type { Pause } from "./pace.ts";

/**
 * Tries again, a little later each time, what failed in a way that may pass at once: the server or the connection broke,
 * or the server asks for a moment. Whatever else is thrown, and the last failure, passes through.
 */
export async function retrying<T>(
  attempt: () => Promise<T>,
  { retries, backoff, patience }: Limits,
  pause: Pause,
  signal: AbortSignal,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted || tries >= retries || !passes(error, patience)) throw error;
      // Chance keeps those who failed together from coming back together.
      await pause(backoff * 2 ** tries * (1 + Math.random() / 2), signal);
    }
  }
}

function passes(error: unknown, patience: number): boolean {
  if (!(error instanceof FetchError)) return false;
  return error.trouble === "down" || (error.trouble === "busy" && (error.retryAfter ?? 0) * 1000 <= patience);
}
