import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import type { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Client } from "undici";
import { FetchError } from "#errors.ts";
import { shown } from "./address.ts";
import type { Guard } from "./guard.ts";
import type { Limits } from "./limits.ts";
import { withinTime } from "./within-time.ts";

export interface Reply {
  readonly url: URL;
  readonly status: number;
  /** Every value of a header, in order; none: it is not there. */
  header(name: string): readonly string[];
  /** As it comes, still compressed. */
  readonly body: Readable;
}

/** Reads what it needs of a reply; when it is done the connection is closed. */
export type ReadReply<T> = (reply: Reply, signal: AbortSignal) => Promise<T>;

export type Exchange = <T>(
  url: URL,
  headers: Readonly<Record<string, string>>,
  read: ReadReply<T>,
  signal: AbortSignal,
) => Promise<T>;

/** One address after the other, each for a second: Node's quarter is too short for hosts that are far away. */
const TRY_ALL = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 1_000 };

/**
 * One request on a connection of its own, which can only lead to an address that the guard has just checked: nothing is
 * looked up twice, no connection is used twice, no redirect followed. Throws `FetchError`, or the signal's reason.
 */
export function createExchange(guard: Guard, limits: Limits): Exchange {
  return (url, headers, read, signal) =>
    withinTime(url, limits.whole, signal, async (until) => {
      const addresses = await guard(url, until);
      return withClient(url, addresses, limits, until, async (client) =>
        read(await request(client, url, headers, until), until),
      );
    });
}

async function withClient<T>(
  url: URL,
  addresses: readonly LookupAddress[],
  limits: Limits,
  signal: AbortSignal,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client(url.origin, {
    headersTimeout: limits.headers,
    bodyTimeout: limits.idle,
    maxHeaderSize: limits.headerBytes,
    // The signal closes sockets that are still connecting, of which the client knows nothing yet.
    connect: { ...TRY_ALL, lookup: lookupAmong(addresses), timeout: limits.connect, signal },
  });
  const broken: Error[] = [];
  client.on("disconnect", (_url, _targets, error) => void broken.push(error));
  const destroy = (): void => void client.destroy();
  signal.addEventListener("abort", destroy);
  try {
    const result = await use(client);
    // What came after the end breaks the connection, which is told at the end of this turn.
    await nextTurn();
    await nextTurn();
    if (broken.some(isOverrun)) throw overrun(url);
    return result;
  } finally {
    signal.removeEventListener("abort", destroy);
    await client.destroy();
  }
}

/** Answers with the checked addresses, whatever is asked. */
function lookupAmong(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (options.all === true || first === undefined) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
}

async function request(
  client: Client,
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Reply> {
  const path = `${url.pathname}${url.search}`;
  const { statusCode, headers: found, body } = await client.request({ method: "GET", path, headers, signal });
  // What breaks after nobody reads any more is told by whoever read.
  body.on("error", () => {});
  return { url, status: statusCode, header: (name) => [found[name] ?? []].flat(), body };
}

/** undici's words for bytes after the end of an answer: its announced length was too short, so its text is cut. */
function isOverrun(error: Error): boolean {
  return error.message === "bad response";
}

function overrun(url: URL): FetchError {
  return new FetchError(
    `Could not read ${shown(url)}: the server sends more than the length it announces, so the text may be cut. Tell the site, or save the page and ingest the file.`,
    { trouble: "unusable" },
  );
}
