import type { RdfFeed, RssFeed } from "feedsmith";
import type { ListedEntry } from "#ports.ts";
import { resolveAddress } from "./address.ts";
import { listedEntry } from "./entry.ts";
import { plainLine } from "./plain.ts";

type Feed = RssFeed.Feed<string> | RdfFeed.Feed<string>;
type Item = RssFeed.Item<string>;
/** What items of RSS and of RDF have in common is written alike. */
type Shared = Pick<Item, "title" | "link" | "atom" | "dc" | "dcterms" | "content"> &
  Partial<Pick<Item, "authors" | "guid" | "pubDate" | "source">> & { readonly rdf?: { readonly about?: string } };

/** The articles that the items of RSS or RDF name; items without an address are left out. */
export function rssEntries(feed: Feed, base: string): ListedEntry[] {
  const outlet = plainLine(feed.title);
  return (feed.items ?? []).flatMap((item: Shared) => {
    const address = addressOf(item, base);
    return address === null ? [] : [listedEntry(entryOf(item, address, outlet))];
  });
}

function entryOf(item: Shared, address: string, outlet: string | null) {
  const { dc, dcterms, atom } = item;
  const people = item.authors?.map(({ name }) => name) ?? [];
  const creators = dc?.creators ?? [];
  return {
    address,
    title: plainLine(item.title ?? dc?.titles?.[0]),
    authors: (creators.length > 0 ? creators : people).map(plainLine),
    outlet: plainLine(item.source?.title) ?? outlet,
    published: item.pubDate ?? dc?.dates?.[0] ?? dcterms?.issued?.[0] ?? dcterms?.created?.[0] ?? atom?.published,
    updated: dcterms?.modified?.[0] ?? atom?.updated,
    content: item.content?.encoded,
  };
}

/** The original address before one that leads there through somebody's counter. */
function addressOf(item: Shared, base: string): string | null {
  const linked = (rel: string) => item.atom?.links?.find((link) => (link.rel ?? "alternate") === rel)?.href;
  const guid = item.guid?.isPermaLink === false ? undefined : item.guid?.value;
  const absolute = guid !== undefined && /^https?:/i.test(guid) ? guid : undefined;
  const candidates = [linked("canonical"), item.link, absolute, linked("alternate"), item.rdf?.about];
  return candidates.map((candidate) => resolveAddress(candidate, base)).find((address) => address !== null) ?? null;
}
