import { isSameSite } from "#text/same-site.ts";
import type { ExtractedArticle, RawDocument } from "#types.ts";

/**
 * The article as its site may tell of it. What a feed or sitemap led to, nobody has looked at: an id or an address of
 * another site in it could put it in the place of somebody else's article, so it is known by where it was fetched.
 */
export function ownFacts({ isListed, address }: RawDocument, extracted: ExtractedArticle): ExtractedArticle {
  if (isListed !== true || address === undefined) return extracted;
  const { url } = extracted;
  return { ...extracted, givenId: null, url: url !== null && isSameSite(url, address) ? url : address };
}
