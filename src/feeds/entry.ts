import type { ListedEntry } from "#ports.ts";
import type { ArticleMetadata } from "#types.ts";
import { feedDate } from "./date.ts";
import { LONGEST_CONTENT } from "./limits.ts";

/** What a feed says about an article, in the words of all its dialects. */
export interface FeedEntry {
  readonly address: string;
  readonly title: string | null;
  readonly authors: readonly (string | null)[];
  readonly outlet: string | null;
  readonly published: string | undefined;
  readonly updated: string | undefined;
  /** HTML. */
  readonly content: string | undefined;
}

export function listedEntry(entry: FeedEntry): ListedEntry {
  const names = new Set(entry.authors.filter((name) => name !== null).slice(0, MOST_AUTHORS));
  const said: Record<keyof Omit<ArticleMetadata, "url">, string | null> = {
    title: entry.title,
    author: [...names].join(", ") || null,
    outlet: entry.outlet,
    publishedAt: feedDate(entry.published),
  };
  const hints = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
  const content = entry.content?.slice(0, LONGEST_CONTENT);
  return {
    address: entry.address,
    hints,
    updatedAt: feedDate(entry.updated),
    content: content?.trim() ? content : null,
  };
}

const MOST_AUTHORS = 10;
