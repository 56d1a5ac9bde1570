import type { FetchRequest } from "#ports.ts";

/**
 * What an address of which nothing is known is asked for. A server may have an article as a page and as a feed of its
 * comments under one address, so a listing is wanted only of what is named like one.
 */
export function purposeOf(address: string): FetchRequest["purpose"] {
  // What is wrong with an address that is none, the fetcher says.
  if (!URL.canParse(address)) return "article";
  const { pathname, search } = new URL(address);
  return LISTING_NAME.test(pathname) || LISTING_QUERY.test(search) ? "listing" : "article";
}

const LISTING_NAME =
  /\.(?:xml|rss|atom|rdf|opml|txt)(?:\.gz)?$|(?:^|[/_.-])(?:feeds?|rss|atom|site-?map)(?:$|[/_.-]|\d)/i;
const LISTING_QUERY = /[?&](?:feed|format|type|output|alt)=(?:rss|atom|feed|xml|json)/i;
