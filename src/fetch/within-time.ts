import { FetchError } from "#errors.ts";
import { shown } from "./address.ts";
import { explain } from "./trouble.ts";
import { follow } from "./until-aborted.ts";

/**
 * Does something about an address within so many milliseconds; the work is aborted then, and with the signal. Throws
 * `FetchError`, the signal's reason, or what is no error of a connection.
 */
export async function withinTime<T>(
  url: URL,
  milliseconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { controller, release } = follow(signal);
  const timer = setTimeout(() => controller.abort(tooSlow(url, milliseconds)), milliseconds);
  try {
    return await work(controller.signal);
  } catch (error) {
    // What breaks because it was aborted is told by what aborted it.
    if (controller.signal.aborted) throw controller.signal.reason;
    throw explain(error, url);
  } finally {
    clearTimeout(timer);
    release();
  }
}

function tooSlow(url: URL, milliseconds: number): FetchError {
  return new FetchError(
    `Could not read ${shown(url)}: expected all of it within ${milliseconds / 1000} seconds. Try again later, or save the page and ingest the file.`,
    { trouble: "slow" },
  );
}
