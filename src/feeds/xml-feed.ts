import { parseFeed } from "feedsmith";
import { InputError } from "#errors.ts";
import type { ListedEntry, Listing } from "#ports.ts";
import { resolveAddress } from "./address.ts";
import { atomEntries } from "./atom.ts";
import { readFeed } from "./feed-library.ts";
import { mendFeed, type Tombstone } from "./mend.ts";
import { minutesOf } from "./minutes.ts";
import { plainLine } from "./plain.ts";
import { rssEntries } from "./rss.ts";

/** RSS of all versions, RDF and Atom. Throws `InputError` where nothing can be read. */
export function parseXmlFeed(text: string, base: string): Listing {
  const { xml, tombstones } = mendFeed(text);
  const parsed = readFeed("a feed (RSS or Atom)", () => parseFeed(xml));
  if (parsed.format === "json") {
    throw new InputError("Expected a feed in XML, found JSON in XML's clothes.");
  }
  const withdrawn = tombstones.flatMap((tombstone) => withdrawnEntry(tombstone, base));
  if (parsed.format === "atom") {
    const { feed } = parsed;
    const entries = [...atomEntries(feed, base), ...withdrawn];
    return { kind: "feed", title: plainLine(feed.title?.value), entries, minutes: minutesOf(feed) };
  }
  const { feed } = parsed;
  const entries = [...rssEntries(feed, base), ...withdrawn];
  return { kind: "feed", title: plainLine(feed.title), entries, minutes: minutesOf(feed) };
}

/** An entry that was taken back is known by the address it had; where only an id is told, the id may be one. */
function withdrawnEntry({ names }: Tombstone, base: string): ListedEntry[] {
  const absolute = names.filter((name) => /^https?:/i.test(name.trim()));
  const address = resolveAddress(absolute[0], base);
  return address === null ? [] : [{ address, hints: {}, updatedAt: null, content: null, isWithdrawn: true }];
}
