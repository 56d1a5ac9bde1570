import { FetchError } from "#errors.ts";
import type { Clock, Fetched, FetchRequest } from "#ports.ts";
import { shown } from "./address.ts";
import { readBody } from "./body.ts";
import { ACCEPTED_ENCODINGS } from "./encodings.ts";
import type { Reply } from "./exchange.ts";
import type { Limits } from "./limits.ts";
import { acceptFor, isUsable, readMedia } from "./media.ts";
import { readLocation, type Visited } from "./redirects.ts";
import { statusError } from "./status.ts";
import { conditionsOf, readValidators } from "./validators.ts";

/** The headers of a request, without those that say who asks. */
export function headersFor(request: FetchRequest): Readonly<Record<string, string>> {
  return {
    accept: acceptFor(request.purpose),
    "accept-encoding": ACCEPTED_ENCODINGS,
    "accept-language": "*",
    ...conditionsOf(request.validators),
  };
}

/** What a reply to such a request holds. Throws `FetchError`. */
export async function readPage(
  reply: Reply,
  request: FetchRequest,
  { limits, clock }: { readonly limits: Limits; readonly clock: Clock },
  signal: AbortSignal,
): Promise<Visited<Fetched>> {
  const location = readLocation(reply);
  if (location !== null) return { location };
  if (reply.status === 304 && request.validators !== undefined) return { value: { kind: "unchanged" } };
  if (reply.status !== 200 && reply.status !== 203) throw statusError(reply, clock);
  const media = readMedia(reply.header("content-type"));
  if (!isUsable(media.mediaType)) throw otherKind(reply, media.mediaType);
  const most = request.purpose === "article" ? limits.articleBytes : limits.listingBytes;
  const bytes = await readBody(reply, { most, ratio: limits.ratio }, signal);
  if (bytes.length === 0) throw empty(reply);
  return {
    value: { kind: "found", address: reply.url.href, bytes, ...media, validators: readValidators(reply) },
  };
}

function otherKind(reply: Reply, mediaType: string | null): FetchError {
  return unusable(
    reply,
    `expected a page, a text, a PDF, a DOCX or a feed, found ${mediaType}. Name the address of the article itself`,
  );
}

function empty(reply: Reply): FetchError {
  return unusable(reply, "expected a page, found nothing in it. Try again later, or save the page and ingest the file");
}

function unusable(reply: Reply, what: string): FetchError {
  return new FetchError(`Could not use ${shown(reply.url)}: ${what}.`, { trouble: "unusable" });
}
