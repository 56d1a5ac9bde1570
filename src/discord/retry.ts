import { codes, DiscordError, isRefusal, type Request } from "./request.ts";

/**
 * Repeats calls that Discord failed to handle (5xx) or that broke on the way, after pauses (milliseconds): the client
 * library repeats the first kind without a pause and the second not at all. An acknowledgement that turns out to have
 * arrived the first time counts as done.
 */
export function retrying(request: Request, pauses: readonly number[] = [300, 700, 2000, 5000]): Request {
  return (call) => attempt(request, call, call.isPassing === true ? [] : pauses);
}

async function attempt(request: Request, call: Call, pauses: readonly number[]): Promise<unknown> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await request(call);
    } catch (error) {
      if (failures > 0 && isRefusal(error, codes.alreadyAcknowledged)) {
        return null;
      }
      const pause = pauses[failures];
      if (pause === undefined || !mayPass(error)) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

type Call = Parameters<Request>[0];

function mayPass(error: unknown): boolean {
  return error instanceof DiscordError && (error.status === 0 || error.status >= 500);
}
