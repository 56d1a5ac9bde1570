import { codes, DiscordError, isRefusal, type Request } from "./request.ts";

/**
 * Repeats calls that Discord failed to handle (5xx) or that broke on the way, after pauses (milliseconds): the client
 * library repeats the first kind without a pause and the second not at all. An acknowledgement that turns out to have
 * arrived the first time counts as done.
 */
export function retrying(request: Request, pauses: readonly number[] = [300, 700, 2000, 5000]): Request {
  return async (call) => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await request(call);
      } catch (error) {
        if (attempt > 0 && isRefusal(error, codes.alreadyAcknowledged)) {
          return null;
        }
        const pause = pauses[attempt];
        if (pause === undefined || !isPassing(error)) {
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  };
}

function isPassing(error: unknown): boolean {
  return error instanceof DiscordError && (error.status === 0 || error.status >= 500);
}
