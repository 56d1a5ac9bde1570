import { FetchError } from "#errors.ts";
import type { Clock } from "#ports.ts";
import type { IsAllowed } from "./allowed.ts";
import type { Ask } from "./ask.ts";
import { readBody } from "./body.ts";
import { remember } from "./bounded.ts";
import { ACCEPTED_ENCODINGS } from "./encodings.ts";
import type { ReadReply } from "./exchange.ts";
import type { Limits } from "./limits.ts";
import { spacingFor } from "./pace.ts";
import { followRedirects, readLocation, type Visited } from "./redirects.ts";
import { type Rules, readRules } from "./robots.ts";
import { type Shared, share } from "./shared.ts";
import { statusError } from "./status.ts";

/** The rules for an address, of the robots.txt of its origin. Throws `FetchError` where that cannot be read. */
export type RulesFor = (url: URL, signal: AbortSignal) => Promise<Rules>;

export interface RobotsOptions {
  readonly ask: Ask;
  readonly agent: Readonly<Record<string, string>>;
  readonly isAllowed: IsAllowed;
  readonly clock: Clock;
  readonly limits: Limits;
}

/** Milliseconds for which a file counts (RFC 9309, 2.4), and for which one that could not be read is not tried again. */
const KEPT = 24 * 3600 * 1000;
const KEPT_FAILURE = 60 * 1000;
const MOST_FILES = 500;

interface Entry {
  readonly rules: Shared<Rules>;
  /** Milliseconds since 1970. */
  until: number;
}

/** Reads each file once, however many ask for it. */
export function createRobots(options: RobotsOptions): RulesFor {
  const entries = new Map<string, Entry>();
  const now = (): number => options.clock.now().getTime();
  const open = (origin: string): Entry => {
    const loading = share((signal) => load(new URL("/robots.txt", origin), options, signal));
    const entry: Entry = { rules: loading, until: now() + KEPT };
    loading.result.catch(() => {
      entry.until = now() + KEPT_FAILURE;
    });
    return entry;
  };
  return (url, signal) => {
    const known = entries.get(url.origin);
    if (known !== undefined && (known.rules.isAbandoned || now() >= known.until)) entries.delete(url.origin);
    return remember(entries, url.origin, MOST_FILES, () => open(url.origin)).rules.join(signal);
  };
}

async function load(file: URL, options: RobotsOptions, signal: AbortSignal): Promise<Rules> {
  const { ask, agent, isAllowed, limits } = options;
  const headers = { ...agent, accept: "text/plain,*/*;q=0.1", "accept-encoding": ACCEPTED_ENCODINGS };
  const read = readFile(options);
  let redirects = 0;
  const visit = async (url: URL): Promise<Visited<string | null>> => {
    const visited = await ask(url, { headers, spacing: spacingFor(url, null, isAllowed, limits) }, read, signal);
    if ("location" in visited) redirects += 1;
    return visited;
  };
  try {
    return readRules(file, await followRedirects(file, { most: limits.redirects, isAllowed }, visit));
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    // A file that leads astray is one that is not there (RFC 9309, 2.3.1.2).
    if (redirects > 0 && (error.trouble === "forbidden" || error.trouble === "unusable")) return readRules(file, null);
    throw first(error);
  }
}

/** The text of the file; `null` where there is none, which any status between 400 and 499 says but 429. */
function readFile({ clock, limits }: RobotsOptions): ReadReply<Visited<string | null>> {
  return async (reply, signal) => {
    const location = readLocation(reply);
    if (location !== null) return { location };
    if (reply.status >= 400 && reply.status < 500 && reply.status !== 429) return { value: null };
    if (reply.status < 200 || reply.status > 299) throw statusError(reply, clock);
    const bounds = { most: limits.articleBytes, ratio: limits.ratio, enough: limits.robotsBytes };
    return { value: new TextDecoder().decode(await readBody(reply, bounds, signal)) };
  };
}

/** Nothing may be fetched before the file could be read, so what keeps us from that keeps us from the page. */
function first(error: FetchError): FetchError {
  const message = `${error.message} It is read first, for it says what may be fetched.`;
  return new FetchError(message, { trouble: error.trouble, retryAfter: error.retryAfter, cause: error });
}
