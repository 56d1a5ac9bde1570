import { type JsonFeed, parseJsonFeed as parse } from "feedsmith";
import type { ListedEntry, Listing } from "#ports.ts";
import { resolveAddress } from "./address.ts";
import { listedEntry } from "./entry.ts";
import { readFeed } from "./feed-library.ts";
import { MOST_ENTRIES } from "./limits.ts";
import { tooMany } from "./mend.ts";
import { asHtml, line } from "./plain.ts";

type Feed = JsonFeed.Feed<string>;
type Item = JsonFeed.Item<string>;

/** A JSON Feed (jsonfeed.org); `null`: JSON of another kind, such as an article. Throws `InputError` for a broken one. */
export function parseJsonFeed(text: string, base: string): Listing | null {
  if (!/"version"\s*:\s*"https?:\\?\/\\?\/(?:www\.)?jsonfeed\.org\\?\/version/.test(text.slice(0, BEGINNING))) {
    return null;
  }
  const feed: Feed = readFeed("a JSON Feed", () => parse(JSON.parse(text)));
  const items = feed.items ?? [];
  if (items.length > MOST_ENTRIES) throw tooMany();
  const outlet = line(feed.title);
  const entries = items.flatMap((item) => entriesOf(item, feed, outlet, base));
  return { kind: "feed", title: outlet, entries, minutes: null };
}

/** Characters in which the version stands; it comes first by custom. */
const BEGINNING = 20_000;

function entriesOf(item: Item, feed: Feed, outlet: string | null, base: string): ListedEntry[] {
  const absolute = /^https?:/i.test(item.id ?? "") ? item.id : undefined;
  const address = [item.url, item.external_url, absolute]
    .map((candidate) => resolveAddress(candidate, base))
    .find((candidate) => candidate !== null);
  if (address === undefined || address === null) return [];
  const text = item.content_text;
  const entry = {
    address,
    title: line(item.title),
    authors: (item.authors ?? feed.authors ?? []).map(({ name }) => line(name)),
    outlet,
    published: item.date_published,
    updated: item.date_modified,
    content: item.content_html ?? (text === undefined ? undefined : asHtml(text)),
  };
  return [listedEntry(entry)];
}
