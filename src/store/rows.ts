import type { StoredPassage } from "#ports.ts";
import type { Article, ArticleSummary, Span } from "#types.ts";

/** The columns an article's metadata is read from, `a` being `articles` and `v` being `versions`. */
export const summaryColumns = "a.id, v.version, v.title, v.url, v.outlet, v.author, v.published_at AS publishedAt";

export const articleColumns = `${summaryColumns}, v.fetched_at AS fetchedAt, v.content_hash AS contentHash,
  v.modified_at AS modifiedAt, v.original_url AS originalUrl, v.paragraphs, v.text`;

/** From passage to its article, to be followed by WHERE. */
export const passageSelect = `
  SELECT p.id AS passageId, p.ordinal, p."start", p."end", p.text, ${summaryColumns}
  FROM passages p JOIN articles a ON a.key = p.article
  JOIN versions v ON v.article = p.article AND v.version = p.version`;

export interface SummaryRow {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly url: string | null;
  readonly outlet: string | null;
  readonly author: string | null;
  readonly publishedAt: string | null;
}

export interface ArticleRow extends SummaryRow {
  readonly fetchedAt: string;
  readonly contentHash: string;
  readonly modifiedAt: string | null;
  readonly originalUrl: string | null;
  readonly paragraphs: string;
  readonly text: string;
}

export interface PassageRow extends SummaryRow {
  readonly passageId: string;
  readonly ordinal: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function toSummary(shelf: string, row: SummaryRow): ArticleSummary {
  const { id, version, title, url, outlet, author, publishedAt } = row;
  return { id, shelf, version, title, url, outlet, author, publishedAt };
}

export function toArticle(shelf: string, row: ArticleRow): Article {
  const { text, fetchedAt, contentHash, modifiedAt, originalUrl } = row;
  return {
    ...toSummary(shelf, row),
    text,
    paragraphs: unpackSpans(row.paragraphs),
    fetchedAt,
    ...(modifiedAt !== null && { modifiedAt }),
    ...(originalUrl !== null && { originalUrl }),
    contentHash,
  };
}

export function toStoredPassage(shelf: string, row: PassageRow): StoredPassage {
  const { passageId, ordinal, start, end, text, id: articleId, version } = row;
  return {
    passage: { id: passageId, articleId, shelf, version, ordinal, start, end, text },
    article: toSummary(shelf, row),
  };
}

export function packSpans(spans: readonly Span[]): string {
  return JSON.stringify(spans.flatMap(({ start, end }) => [start, end]));
}

function unpackSpans(packed: string): Span[] {
  const numbers: number[] = JSON.parse(packed);
  const spans: Span[] = [];
  for (let i = 0; i + 1 < numbers.length; i += 2) spans.push({ start: numbers[i] ?? 0, end: numbers[i + 1] ?? 0 });
  return spans;
}
