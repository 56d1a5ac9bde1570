import { contentHash, sha256 } from "#text/hash.ts";
import type { ExtractedArticle, RawDocument } from "#types.ts";

/** An extracted article under the id it is stored by. */
export interface IdentifiedArticle {
  readonly id: string;
  /** Whether the source itself gave the id. */
  readonly hasOwnId: boolean;
  readonly contentHash: string;
  readonly extracted: ExtractedArticle;
}

export type Identify = (document: RawDocument, extracted: ExtractedArticle) => IdentifiedArticle;

/**
 * Gives articles their ids, for one run. An article's id is the one its source gives; else a hash of its canonical
 * address; else of the file's real path, for a line of a file with the title, so that an edited line is an update; else
 * (standard input, untitled lines) of the content. Of several lines of one file that would have the same id, such as
 * parts of one page, the second and later carry a number.
 */
export function createIdentifier(): Identify {
  const occurrences = new Map<string, number>();
  return (document, extracted) => {
    const hash = contentHash(extracted.title, extracted.text);
    const id = extracted.givenId ?? sha256(identityOf(document, extracted, hash, occurrences)).slice(0, ID_LENGTH);
    return { id, hasOwnId: extracted.givenId !== null, contentHash: hash, extracted };
  };
}

/** 64 bits of the hash: a collision among a million articles has a chance of about 1 in 37 million. */
const ID_LENGTH = 16;

function identityOf(
  document: RawDocument,
  extracted: ExtractedArticle,
  hash: string,
  occurrences: Map<string, number>,
): string {
  const { identity, format } = document;
  if (format !== "json") {
    return extracted.url === null ? (identity ?? `content:${hash}`) : `url:${canonicalAddress(extracted.url)}`;
  }
  if (extracted.url === null && (identity === null || extracted.title === "")) {
    return identity === null ? `content:${hash}` : `${identity}\ncontent:${hash}`;
  }
  const line =
    extracted.url === null ? `${identity}\ntitle:${extracted.title}` : `url:${canonicalAddress(extracted.url)}`;
  const place = `${identity}\n${line}`;
  const occurrence = (occurrences.get(place) ?? 0) + 1;
  occurrences.set(place, occurrence);
  return occurrence === 1 ? line : `${line}\n${occurrence}`;
}

/** Parameters that say where a reader came from, not what the page is. */
const TRACKING = /^(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid|cmpid|ocid|smid)$/i;

/** The address without what does not change the page: fragment, tracking parameters, default port, order of parameters. */
function canonicalAddress(address: string): string {
  const url = new URL(address);
  url.hash = "";
  for (const name of [...url.searchParams.keys()]) {
    if (TRACKING.test(name)) {
      url.searchParams.delete(name);
    }
  }
  url.searchParams.sort();
  return url.href;
}
