import { contentHash, sha256 } from "#text/hash.ts";
import type { ExtractedArticle, RawDocument } from "#types.ts";
import { canonicalAddress, formerAddresses, isWebAddress } from "./address.ts";

/** An extracted article under the id it is stored by. */
export interface IdentifiedArticle {
  readonly id: string;
  /** Ids under which an earlier Footnote may have stored it; see `knownId`. */
  readonly formerIds: readonly string[];
  /** Whether the source itself gave the id. */
  readonly hasOwnId: boolean;
  readonly contentHash: string;
  readonly extracted: ExtractedArticle;
}

export type Identify = (document: RawDocument, extracted: ExtractedArticle) => IdentifiedArticle;

/**
 * Gives articles their ids, for one run. An article's id is the one its source gives; else a hash of its canonical
 * address, or of the one it was fetched from; else of the file's real path, for a line of a file with the title, so that
 * an edited line is an update; else (standard input, untitled lines) of the content. Of several lines of one file that
 * would have the same id, such as parts of one page, the second and later carry a number.
 */
export function createIdentifier(): Identify {
  const occurrences = new Map<string, number>();
  return (document, extracted) => {
    const hash = contentHash(extracted.title, extracted.text);
    const shared = { contentHash: hash, extracted };
    const { givenId } = extracted;
    if (givenId !== null) return { id: givenId, formerIds: [], hasOwnId: true, ...shared };
    const address = addressOf(document, extracted);
    const own = address === null ? null : canonicalAddress(address);
    const line = own === null ? identityOf(document, extracted, hash) : `url:${own}`;
    const part = document.format === "json" ? partOf(`${document.identity}\n${line}`, line, hash, occurrences) : "";
    const formerIds = address === null || own === null ? [] : formerIdsOf(address, own, part);
    return { id: idOf(`${line}${part}`), formerIds, hasOwnId: false, ...shared };
  };
}

/** The id of the article at an address or path (an identity as `RawDocument` has it), and those it may have had. */
export function idsOf(identity: string): { readonly id: string; readonly formerIds: readonly string[] } {
  if (!isWebAddress(identity)) return { id: idOf(identity), formerIds: [] };
  const own = canonicalAddress(identity);
  return { id: idOf(`url:${own}`), formerIds: formerIdsOf(identity, own, "") };
}

/** 64 bits of the hash: a collision among a million articles has a chance of about 1 in 37 million. */
const ID_LENGTH = 16;

function idOf(identity: string): string {
  return sha256(identity).slice(0, ID_LENGTH);
}

function formerIdsOf(address: string, own: string, part: string): readonly string[] {
  return formerAddresses(address, own).map((form) => idOf(`url:${form}${part}`));
}

/** Lines of one file have no address but their own. */
function addressOf({ format, address, identity }: RawDocument, { url }: ExtractedArticle): string | null {
  if (url !== null || format === "json") return url;
  return [address, identity].find((known) => typeof known === "string" && isWebAddress(known)) ?? null;
}

function identityOf({ format, identity }: RawDocument, { title }: ExtractedArticle, hash: string): string {
  if (identity === null) return `content:${hash}`;
  if (format !== "json") return identity;
  return title === "" ? `${identity}\ncontent:${hash}` : `${identity}\ntitle:${title}`;
}

function partOf(place: string, line: string, hash: string, occurrences: Map<string, number>): string {
  if (line.endsWith(`content:${hash}`)) return "";
  const occurrence = (occurrences.get(place) ?? 0) + 1;
  occurrences.set(place, occurrence);
  return occurrence === 1 ? "" : `\n${occurrence}`;
}
