import { FetchError } from "#errors.ts";
import { readAddress, shown } from "./address.ts";
import type { IsAllowed } from "./allowed.ts";
import type { Reply } from "./exchange.ts";

/** What a visit came to: a value, or another address as `Location` gives it. */
export type Visited<T> = { readonly value: T } | { readonly location: string };

const STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Where the reply leads on to; `null`: nowhere. Throws `FetchError` where it should say so, but does not. */
export function readLocation(reply: Reply): string | null {
  if (!STATUSES.has(reply.status)) return null;
  const [location] = reply.header("location");
  if (location === undefined) throw problem(reply.url, "it leads on to another address without naming it");
  // Header bytes come as Latin-1, addresses beyond ASCII are sent as UTF-8.
  return Buffer.from(location, "latin1").toString("utf8");
}

interface Rules {
  /** Most redirects in a row. */
  readonly most: number;
  readonly isAllowed: IsAllowed;
}

/** Visits an address and those it leads on to, each checked like the first. Throws `FetchError`. */
export async function followRedirects<T>(
  start: URL,
  rules: Rules,
  visit: (url: URL) => Promise<Visited<T>>,
): Promise<T> {
  const seen = new Set<string>();
  let url = start;
  for (;;) {
    seen.add(url.href);
    const found = await visit(url).catch((error) => Promise.reject(url === start ? error : beyond(start, error)));
    if ("value" in found) return found.value;
    url = nextOf(url, found.location, rules);
    if (seen.has(url.href)) throw problem(start, `it leads in a circle by way of ${shown(url)}`);
    if (seen.size > rules.most) throw problem(start, `it leads on to other addresses more than ${rules.most} times`);
  }
}

function nextOf(from: URL, location: string, { isAllowed }: Rules): URL {
  const next = readAddress(location, from.href);
  if (from.protocol === "https:" && next.protocol === "http:" && !isAllowed(next)) {
    throw new FetchError(
      `Expected ${shown(from)} to stay on https, but it leads on to ${shown(next)}, which anybody on the way can change. Save the page and ingest the file.`,
      { trouble: "forbidden" },
    );
  }
  return next;
}

/** Who named one address and hears of another should know why. */
function beyond(start: URL, error: unknown): unknown {
  if (!(error instanceof FetchError)) return error;
  const { trouble, retryAfter } = error;
  const message = `${shown(start)} leads on to another address. ${error.message}`;
  return new FetchError(message, { trouble, retryAfter, cause: error });
}

function problem(url: URL, what: string): FetchError {
  return new FetchError(
    `Could not read ${shown(url)}: ${what}. Check the address in a browser and name the last one.`,
    {
      trouble: "unusable",
    },
  );
}
