import { isSameSite } from "#text/same-site.ts";
import type { ExtractedArticle, RawDocument } from "#types.ts";

/**
 * The article as its site may tell of it, with the address it was fetched from where it names none; lines of JSON are no
 * pages, and have none then. What a feed or sitemap led to, nobody has looked at: an id or an address of another site in it
 * could put it in the place of somebody else's article.
 */
export function ownFacts({ isListed, address, format }: RawDocument, extracted: ExtractedArticle): ExtractedArticle {
  if (address === undefined) return extracted;
  const { url, givenId } = extracted;
  const isBelieved = isListed !== true || (url !== null && isSameSite(url, address));
  const place = format === "json" ? null : address;
  return { ...extracted, givenId: isListed ? null : givenId, url: (isBelieved ? url : null) ?? place };
}
