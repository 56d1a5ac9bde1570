import type { AtomFeed } from "feedsmith";
import type { ListedEntry } from "#ports.ts";
import { resolveAddress } from "./address.ts";
import { listedEntry } from "./entry.ts";
import { line, plainLine } from "./plain.ts";

type Feed = AtomFeed.Feed<string>;
type Entry = AtomFeed.Entry<string>;
type Text = AtomFeed.Text;

/** The articles that the entries of an Atom feed name; entries without an address are left out. */
export function atomEntries(feed: Feed, base: string): ListedEntry[] {
  const feedBase = resolveAddress(feed.xml?.base, base) ?? base;
  return (feed.entries ?? []).flatMap((entry) => {
    const entryBase = resolveAddress(entry.xml?.base, feedBase) ?? feedBase;
    const address = addressOf(entry, entryBase);
    return address === null ? [] : [listedEntry(entryOf(entry, address, feed))];
  });
}

function entryOf(entry: Entry, address: string, feed: Feed) {
  const { source } = entry;
  const authors = [entry.authors, source?.authors, feed.authors].find((people) => (people?.length ?? 0) > 0) ?? [];
  const named = authors.map(({ name }) => line(name));
  const creators = entry.dc?.creators?.map(plainLine) ?? [];
  return {
    address,
    title: textOf(entry.title),
    authors: entry.authors === undefined && creators.length > 0 ? creators : named,
    outlet: textOf(source?.title) ?? textOf(feed.title),
    published: entry.published ?? entry.dc?.dates?.[0],
    updated: entry.updated,
    content: contentOf(entry),
  };
}

/** Only what is said to be HTML; text without markup may be a summary. */
function contentOf({ content }: Entry): string | undefined {
  return /^(?:html|xhtml|text\/html|application\/xhtml\+xml)$/i.test(content?.type ?? "") ? content?.value : undefined;
}

function textOf(text: Text | undefined): string | null {
  return text?.type === undefined || text.type === "text" ? line(text?.value) : plainLine(text.value);
}

function addressOf({ links = [], id }: Entry, base: string): string | null {
  const of = (rel: string, isWanted = (_type: string) => true) =>
    links.find((link) => (link.rel ?? "alternate") === rel && isWanted(link.type ?? "text/html"))?.href;
  const candidates = [of("canonical"), of("alternate", (type) => type.includes("html")), of("alternate")];
  const absolute = id !== undefined && /^https?:/i.test(id) ? id : undefined;
  return (
    [...candidates, absolute].map((candidate) => resolveAddress(candidate, base)).find((address) => address !== null) ??
    null
  );
}
