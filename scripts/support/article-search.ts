import { setImmediate } from "node:timers/promises";
import type { App } from "#app.ts";
import { openExisting } from "#ingest/remove.ts";
import type { LibraryScope } from "#ports.ts";
import type { ArticleSummary } from "#types.ts";

/** One shelf, which must exist, or all of them. Throws `InputError` where it does not. */
export async function scopeOf({ library }: App, shelf: string | undefined): Promise<LibraryScope> {
  if (shelf === undefined) return library.within(await library.shelves());
  await openExisting(library, shelf);
  return library.within([shelf]);
}

/** What a list of articles is narrowed to; `null`: not narrowed. */
export interface ArticleFilter {
  /** Part of the outlet's name, in any case. */
  readonly outlet: string | null;
  /** First and last day of publication, `2018`, `2018-06` or `2018-06-15`; what has no date is then left out. */
  readonly since: string | null;
  readonly until: string | null;
  /** All of these stand in the title, in any case. */
  readonly words: readonly string[];
}

/**
 * All current articles, newest first, a page at a time, so that the first come at once. Pages grow, because a shelf goes
 * through what lies before a page to find it. What moves while this goes on comes once.
 */
export async function* allArticles(scope: LibraryScope): AsyncGenerator<ArticleSummary> {
  const seen = new Set<string>();
  for (let offset = 0; ; ) {
    const limit = Math.min(LARGEST_PAGE, Math.max(SMALLEST_PAGE, offset));
    const page = await scope.articles({ limit, offset });
    for (const article of page) {
      const name = `${article.shelf}/${article.id}`;
      if (!seen.has(name)) yield article;
      seen.add(name);
    }
    if (page.length < limit) return;
    offset += limit;
    // A closed pipe and Ctrl-C are noticed between two pages.
    await setImmediate();
  }
}

const SMALLEST_PAGE = 500;
const LARGEST_PAGE = 8000;

export function fits({ title, outlet, publishedAt }: ArticleSummary, filter: ArticleFilter): boolean {
  const day = publishedAt?.slice(0, 10) ?? null;
  return (
    (filter.outlet === null || (outlet ?? "").toLowerCase().includes(filter.outlet.toLowerCase())) &&
    (filter.since === null || (day !== null && day >= filter.since)) &&
    (filter.until === null || (day !== null && day.slice(0, filter.until.length) <= filter.until)) &&
    filter.words.every((word) => title.toLowerCase().includes(word.toLowerCase()))
  );
}
