import { parseOpml } from "feedsmith";
import type { ListedEntry, Listing } from "#ports.ts";
import { resolveAddress } from "./address.ts";
import { readFeed } from "./feed-library.ts";
import { MOST_ENTRIES } from "./limits.ts";
import { mendFeed, tooMany } from "./mend.ts";
import { plainLine } from "./plain.ts";

interface Outline {
  readonly xmlUrl?: string;
  readonly outlines?: readonly Outline[];
}

/** The feeds that an OPML file subscribes to, as a list of addresses. Throws `InputError` for a broken one. */
export function parseOpmlFeeds(text: string, base: string): Listing {
  const { xml } = mendFeed(text);
  const opml = readFeed("a list of feeds (OPML)", () => parseOpml(xml));
  const outlines: readonly Outline[] = opml.body?.outlines ?? [];
  const entries: ListedEntry[] = [];
  for (const address of feedsIn(outlines, base)) {
    if (entries.length === MOST_ENTRIES) throw tooMany();
    entries.push({ address, hints: {}, updatedAt: null, content: null });
  }
  return { kind: "addresses", title: plainLine(opml.head?.title), entries, minutes: null };
}

/** The nesting is within the limit of the document. */
function* feedsIn(outlines: readonly Outline[], base: string): Generator<string> {
  for (const { xmlUrl, outlines: inner } of outlines) {
    const address = resolveAddress(xmlUrl, base);
    if (address !== null) yield address;
    if (inner !== undefined) yield* feedsIn(inner, base);
  }
}
