import { FetchError, FootnoteError } from "#errors.ts";
import type { Fetched, FetchRequest, ListedEntry, Listing, ListingParser, ReadFailure } from "#ports.ts";
import { ahead } from "./ahead.ts";
import type { FoundPage } from "./formats.ts";
import { ownEntries } from "./own-entries.ts";
import { purposeOf } from "./purpose.ts";

/** An article to be read. `page`: it was fetched already, to see that it is no listing. */
export interface Named {
  readonly entry: ListedEntry;
  readonly page: FoundPage | null;
  /** Whether a listing named it. */
  readonly isListed: boolean;
  /** Why it could not be fetched, when that was tried already. */
  readonly failed?: FetchError;
}

type Purpose = FetchRequest["purpose"];

export interface ExpandOptions {
  readonly listings: ListingParser;
  /** Fetches what may be a listing. What has not changed names nothing. */
  readonly fetchListing: (address: string, purpose: Purpose, signal?: AbortSignal) => Promise<Fetched>;
  /** Hears of every listing that was read. */
  readonly onListing?: (address: string, listing: Listing) => void;
}

/** Articles of one source; what a sitemap of full size names. */
const MOST_ADDRESSES = 50_000;

/** Listings within each other: an index, sitemaps in it, and one more for sites that nest them. */
const DEEPEST = 3;

/** Listings fetched at once. */
const LISTINGS_AHEAD = 4;

/**
 * What an address stands for: the article itself, or those that its feed, sitemap or list names, each address once, in
 * the order of the listing. Sitemaps within an index, and feeds within a list, are read as they come up.
 */
export async function* expand(
  source: string,
  options: ExpandOptions,
  signal?: AbortSignal,
): AsyncGenerator<Named | ReadFailure> {
  const named = { address: source, hints: {}, updatedAt: null, content: null };
  const expansion = { ...options, seen: new Set([keyOf(source)]) };
  yield* limited(follow(named, await look(named, purposeOf(source), options, signal), 0, expansion, signal), source);
}

/** As `expand`, for a list that was read from elsewhere. */
export async function* expandListing(
  source: string,
  listing: Listing,
  options: ExpandOptions,
  signal?: AbortSignal,
): AsyncGenerator<Named | ReadFailure> {
  yield* limited(entriesOf(listing, 0, { ...options, seen: new Set() }, signal), source);
}

interface Expansion extends ExpandOptions {
  /** Addresses that came up already. */
  readonly seen: Set<string>;
}

type Opened = Fetched | Listing | FootnoteError;

async function look(
  { address }: ListedEntry,
  purpose: Purpose,
  { fetchListing, listings, onListing }: ExpandOptions,
  signal?: AbortSignal,
): Promise<Opened> {
  try {
    const fetched = await fetchListing(address, purpose, signal);
    const listing = fetched.kind === "found" ? await listings.parse(fetched) : null;
    if (fetched.kind === "unchanged" || listing === null) return fetched;
    onListing?.(address, listing);
    return ownEntries(listing, fetched.address);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof FootnoteError) return error;
    throw error;
  }
}

async function* follow(
  entry: ListedEntry,
  opened: Opened,
  depth: number,
  expansion: Expansion,
  signal?: AbortSignal,
): AsyncGenerator<Named | ReadFailure> {
  const source = entry.address;
  const named = { entry, page: null, isListed: depth > 0 };
  if (opened instanceof FetchError) {
    yield { ...named, failed: opened };
  } else if (opened instanceof FootnoteError) {
    yield { source, error: opened.message };
  } else if (opened.kind === "found") {
    yield { ...named, page: opened };
  } else if (opened.kind === "unchanged") {
    return;
  } else if (depth > DEEPEST) {
    yield { source, error: `Expected listings at most ${DEEPEST} deep within each other, found a deeper one.` };
  } else {
    yield* entriesOf(opened, depth, expansion, signal);
  }
}

async function* entriesOf(
  listing: Listing,
  depth: number,
  expansion: Expansion,
  signal?: AbortSignal,
): AsyncGenerator<Named | ReadFailure> {
  const entries = unseen(listing.entries, expansion.seen);
  if (listing.kind === "feed" || listing.kind === "sitemap") {
    for (const entry of entries) yield { entry, page: null, isListed: true };
    return;
  }
  const lookAt = async (entry: ListedEntry, within: AbortSignal) => {
    const purpose = listing.kind === "sitemap-index" ? "listing" : purposeOf(entry.address);
    return { entry, opened: await look(entry, purpose, expansion, within) };
  };
  for await (const { entry, opened } of ahead(entries, LISTINGS_AHEAD, lookAt, signal)) {
    yield* follow(entry, opened, depth + 1, expansion, signal);
  }
}

function* unseen(entries: readonly ListedEntry[], seen: Set<string>): Generator<ListedEntry> {
  for (const entry of entries) {
    const key = keyOf(entry.address);
    if (!seen.has(key)) {
      seen.add(key);
      yield entry;
    }
  }
}

async function* limited(
  found: AsyncIterable<Named | ReadFailure>,
  source: string,
): AsyncGenerator<Named | ReadFailure> {
  let count = 0;
  for await (const each of found) {
    if (count === MOST_ADDRESSES) {
      const most = MOST_ADDRESSES.toLocaleString("en");
      yield { source, error: `Expected at most ${most} articles of one source, found more; the rest is left out.` };
      return;
    }
    count += 1;
    yield each;
  }
}

/** Two addresses that differ in what stands behind # are one page. */
function keyOf(address: string): string {
  return URL.canParse(address) ? new URL(address).href.replace(/#.*$/s, "") : address;
}
