import { Document } from "@langchain/core/documents";
import type { Evidence } from "#types.ts";

/** Where a document's words stand: `pageContent` is `text.slice(start, end)` of that version of the article. */
export interface PassageMetadata {
  readonly shelf: string;
  readonly articleId: string;
  readonly passageId: string;
  readonly version: number;
  /** UTF-16 code units, half-open. */
  readonly start: number;
  readonly end: number;
  readonly title: string;
  readonly url: string | null;
  readonly outlet: string | null;
  readonly publishedAt: string | null;
  /** Compares within one list only; greater is better. */
  readonly score: number;
}

/** A passage as a LangChain document; its `id` is the passage's. */
export function toDocument({ passage, article, score }: Evidence): Document<PassageMetadata> {
  const { shelf, articleId, id: passageId, version, start, end } = passage;
  const { title, url, outlet, publishedAt } = article;
  return new Document({
    id: passageId,
    pageContent: passage.text,
    metadata: { shelf, articleId, passageId, version, start, end, title, url, outlet, publishedAt, score },
  });
}
