import type { Fetcher, Listing, ListingParser, Reader, ReadFailure } from "#ports.ts";
import type { RawDocument } from "#types.ts";
import { ahead } from "./ahead.ts";
import { type ExpandOptions, expand, expandListing, type Named } from "./expand.ts";
import { readPage } from "./page.ts";

/** Reads addresses of articles, feeds, sitemaps and lists; and lists that were found elsewhere. */
export interface WebReader extends Reader {
  readListing(source: string, listing: Listing, signal?: AbortSignal): AsyncIterable<RawDocument | ReadFailure>;
}

/** Pages fetched at once; the fetcher sees to it that no server is asked more than it likes. */
export const PAGES_AHEAD = 4;

/** Documents come in the order of the listings that name them, a failure for each page that gave none. */
export function createWebReader(web: { readonly fetcher: Fetcher; readonly listings: ListingParser }): WebReader {
  const options: ExpandOptions = {
    listings: web.listings,
    fetchListing: (address, purpose, signal) => web.fetcher.fetch(address, { purpose }, signal),
  };
  return {
    read: (source, signal) => pages(expand(source, options, signal), web.fetcher, signal),
    readListing: (source, listing, signal) =>
      pages(expandListing(source, listing, options, signal), web.fetcher, signal),
  };
}

async function* pages(
  named: AsyncIterable<Named | ReadFailure>,
  fetcher: Fetcher,
  outer?: AbortSignal,
): AsyncGenerator<RawDocument | ReadFailure> {
  const read = async (each: Named | ReadFailure, signal: AbortSignal) =>
    "error" in each ? [each] : (await readPage(each, { fetcher }, signal)).found;
  for await (const found of ahead(named, PAGES_AHEAD, read, outer)) {
    yield* found;
  }
}
