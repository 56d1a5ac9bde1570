import type { Hit, LibraryScope, TermStatistics } from "#ports.ts";
import type { ArticleSummary, Coverage } from "#types.ts";
import type { ShelfReader } from "./shelf-reader.ts";
import { byTitle } from "./titles.ts";

/** One handle on several shelves. Their scores merge as they are: cosines by nature, BM25 closely enough to fetch candidates. */
export function createScope(readers: readonly ShelfReader[]): LibraryScope {
  const reader = (shelf: string) => readers.find(({ name }) => name === shelf);
  return {
    shelves: readers.map(({ name }) => name),
    async lexical(stems, limit) {
      return best(
        readers.map((shelf) => shelf.lexical(stems, limit)),
        limit,
      );
    },
    async titled(phrases, limit) {
      return readers
        .flatMap((shelf) => shelf.titled(phrases, limit))
        .sort(byTitle)
        .slice(0, Math.max(0, limit))
        .map(({ passageId, phrase, share }) => ({ passageId, phrase, share }));
    },
    async nearest(vector, embedderId, limit) {
      return best(await Promise.all(readers.map((shelf) => shelf.nearest(vector, embedderId, limit))), limit);
    },
    async termStatistics(stems) {
      return sumStatistics(readers, stems);
    },
    async passages(ids) {
      const found = readers.map((shelf) => shelf.passages(ids));
      return ids.flatMap((id) => found.find((passages) => passages.has(id))?.get(id) ?? []);
    },
    async passagesOf(shelf, articleId) {
      return reader(shelf)?.passagesOf(articleId) ?? [];
    },
    async article(shelf, id, version) {
      return reader(shelf)?.article(id, version ?? null) ?? null;
    },
    async carriers(shelf, articleId) {
      return reader(shelf)?.carriers(articleId) ?? [];
    },
    async articles({ limit, offset }) {
      return mergeArticles(readers, limit, offset);
    },
    async coverage() {
      return readers.map((shelf) => shelf.coverage()).reduce(mergeCoverage, nothing);
    },
  };
}

const nothing: Coverage = { articles: 0, passages: 0, from: null, to: null };

function best(lists: readonly (readonly Hit[])[], limit: number): readonly Hit[] {
  if (lists.length === 1) return lists[0] ?? [];
  return lists
    .flat()
    .sort((a, b) => b.score - a.score)
    .slice(0, Math.max(0, limit));
}

function sumStatistics(readers: readonly ShelfReader[], stems: readonly string[]): TermStatistics {
  const frequencies = new Map<string, number>();
  for (const shelf of readers) {
    for (const [stem, count] of shelf.frequencies(stems)) frequencies.set(stem, (frequencies.get(stem) ?? 0) + count);
  }
  const totals = readers.map((shelf) => shelf.totals());
  const passages = totals.reduce((sum, shelf) => sum + shelf.passages, 0);
  const terms = totals.reduce((sum, shelf) => sum + shelf.terms, 0);
  return { passages, meanLength: passages === 0 ? 0 : terms / passages, frequencies };
}

function mergeArticles(readers: readonly ShelfReader[], limit: number, offset: number): readonly ArticleSummary[] {
  return readers
    .flatMap((shelf) => shelf.articles(offset + limit))
    .sort(byPublication)
    .slice(offset, offset + limit)
    .map(({ published, ...summary }) => summary);
}

type Dated = ArticleSummary & { readonly published: number | null };

function byPublication(a: Dated, b: Dated): number {
  if (a.published !== b.published) return (b.published ?? -Infinity) - (a.published ?? -Infinity);
  return byText(a.title, b.title) || byText(a.id, b.id);
}

/** By code points, as SQLite orders text. */
function byText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function mergeCoverage(a: Coverage, b: Coverage): Coverage {
  return {
    articles: a.articles + b.articles,
    passages: a.passages + b.passages,
    from: firstDate(a.from, b.from, 1),
    to: firstDate(a.to, b.to, -1),
  };
}

function firstDate(a: string | null, b: string | null, direction: 1 | -1): string | null {
  if (a === null || b === null) return a ?? b;
  return (Date.parse(a) - Date.parse(b)) * direction <= 0 ? a : b;
}
