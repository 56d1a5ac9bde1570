import type { Validators } from "#ports.ts";
import type { Reply } from "./exchange.ts";

/** RFC 9110, 8.8.3. */
const ETAG = /^(?:W\/)?"[!#-~\x80-\xff]{0,1000}"$/;
const DATE = /^[ -~]{1,100}$/;

/** What can be sent back as it came; the rest is taken for not given. */
export function readValidators(reply: Reply): Validators {
  return {
    etag: valid(reply.header("etag")[0], ETAG),
    lastModified: valid(reply.header("last-modified")[0], DATE),
  };
}

/** Headers that ask for a page only if it is another than the one these came with (RFC 9110, 13.1). */
export function conditionsOf(validators: Validators | undefined): Readonly<Record<string, string>> {
  const etag = valid(validators?.etag, ETAG);
  const lastModified = valid(validators?.lastModified, DATE);
  return {
    ...(etag === null ? {} : { "if-none-match": etag }),
    ...(lastModified === null ? {} : { "if-modified-since": lastModified }),
  };
}

function valid(value: string | null | undefined, pattern: RegExp): string | null {
  return value !== null && value !== undefined && pattern.test(value) ? value : null;
}
