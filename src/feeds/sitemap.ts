import type { ListedEntry, Listing } from "#ports.ts";
import type { ArticleMetadata } from "#types.ts";
import { resolveAddress } from "./address.ts";
import { feedDate } from "./date.ts";
import { LONGEST_FIELD, MOST_ENTRIES } from "./limits.ts";
import { tooMany } from "./mend.ts";
import { line } from "./plain.ts";
import { localName, scanXml } from "./scan.ts";

/** What an entry says, by the path of its element below `url` or `sitemap`: pictures have a `loc` too, but deeper. */
type Fields = Map<string, string>;

/**
 * A sitemap, with what the news extension says of its articles, or an index of sitemaps (sitemaps.org). Throws
 * `InputError` beyond the limits.
 */
export function parseSitemap(text: string, base: string, root: "urlset" | "sitemapindex"): Listing {
  const entries: ListedEntry[] = [];
  const path: string[] = [];
  let fields: Fields | null = null;
  scanXml(text, {
    open(name) {
      path.push(localName(name));
      if (path.length === 2 && (path[1] === "url" || path[1] === "sitemap")) {
        if (entries.length === MOST_ENTRIES) throw tooMany();
        fields = new Map();
      }
    },
    text(piece) {
      if (fields === null || path.length < 3) return;
      const key = path.slice(2).join("/");
      const value = fields.get(key) ?? "";
      if (WANTED.has(key) && value.length <= LONGEST_FIELD) fields.set(key, value + piece.slice(0, LONGEST_FIELD + 1));
    },
    close() {
      path.pop();
      if (path.length === 1 && fields !== null) {
        const entry = entryOf(fields, base);
        if (entry !== null) entries.push(entry);
        fields = null;
      }
    },
  });
  return { kind: root === "urlset" ? "sitemap" : "sitemap-index", title: null, entries, minutes: null };
}

const WANTED = new Set(["loc", "lastmod", "news/title", "news/publication_date", "news/publication/name"]);

function entryOf(fields: Fields, base: string): ListedEntry | null {
  const address = resolveAddress(fields.get("loc"), base);
  if (address === null) return null;
  const said: Record<string, string | null> = {
    title: line(fields.get("news/title")),
    outlet: line(fields.get("news/publication/name")),
    publishedAt: feedDate(fields.get("news/publication_date")),
  };
  const hints: Partial<ArticleMetadata> = Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== null),
  );
  return { address, hints, updatedAt: feedDate(fields.get("lastmod")), content: null };
}
