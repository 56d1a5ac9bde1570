import { FetchError, type FetchTrouble } from "#errors.ts";
import type { Clock } from "#ports.ts";
import { shown } from "./address.ts";
import type { Reply } from "./exchange.ts";
import { readRetryAfter } from "./retry-after.ts";

type Meaning = readonly [trouble: FetchTrouble, text: string];

const INSTEAD = "save the page and ingest the file";

const MEANINGS: ReadonlyMap<number, Meaning> = new Map([
  [401, ["denied", `it asks for a login; ${INSTEAD}`]],
  [402, ["denied", `it asks for payment; ${INSTEAD}`]],
  [403, ["denied", `the site does not give it to programs; ${INSTEAD}`]],
  [404, ["missing", "there is no such page; check the address"]],
  [407, ["denied", `it asks for a login; ${INSTEAD}`]],
  [408, ["down", "the server gave up waiting; try again later"]],
  [410, ["gone", "the site says that it was taken away for good"]],
  [429, ["busy", "the site wants to be asked less often"]],
  [451, ["denied", "the site may not show it for legal reasons"]],
  [503, ["busy", "the server has too much to do or is being worked on"]],
]);

/** Why an answer with this status is no page. `busy` carries the seconds of its `Retry-After`. */
export function statusError(reply: Reply, clock: Clock): FetchError {
  const [trouble, text] = MEANINGS.get(reply.status) ?? otherwise(reply.status);
  const retryAfter = trouble === "busy" ? readRetryAfter(reply.header("retry-after")[0] ?? null, clock.now()) : null;
  const when = trouble !== "busy" ? "" : retryAfter === null ? "; try again later" : `; ask again in ${retryAfter} s`;
  return new FetchError(`Could not read ${shown(reply.url)}: ${text}${when} (status ${reply.status}).`, {
    trouble,
    retryAfter,
  });
}

function otherwise(status: number): Meaning {
  return status >= 500
    ? ["down", "the server failed; try again later"]
    : ["unusable", `expected status 200, found one that gives no page; check the address, or ${INSTEAD}`];
}
