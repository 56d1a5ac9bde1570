import { FetchError } from "#errors.ts";
import { createFetcher, type FetcherOptions } from "#fetch/fetcher.ts";
import type { Fetched } from "#ports.ts";
import type { WebServer } from "../support/web-server.ts";

/** A fetcher that may go to the given servers, does not wait between tries, and gives up soon. */
export function fetcherFor(servers: readonly WebServer[], options: Partial<FetcherOptions> = {}) {
  const { limits, ...rest } = options;
  return createFetcher({
    allowedHosts: servers.map(({ host }) => host),
    contact: "mailto:editor@example.org",
    clock: { now: () => new Date() },
    ...rest,
    limits: { backoff: 10, ...limits },
  });
}

/** Fails where the promise does not reject with a `FetchError`. */
export async function failureOf(promise: Promise<unknown>): Promise<FetchError> {
  const result = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ("value" in result) throw new Error(`Expected a failure, found ${JSON.stringify(result.value).slice(0, 200)}.`);
  if (result.error instanceof FetchError) return result.error;
  throw result.error;
}

/** Fails where nothing was found. */
export function textOf(fetched: Fetched): string {
  if (fetched.kind !== "found") throw new Error(`Expected a page, found ${fetched.kind}.`);
  return new TextDecoder().decode(fetched.bytes);
}
