import type { Article } from "#types.ts";
import type { ArticlePage } from "./article-page.ts";
import type { ListedArticle } from "./article-table.ts";
import type { BatchNote } from "./batch-list.ts";

/** The shapes of `npm run articles` that people script against: names are never changed or taken away, only added. */
export function listedJson(article: ListedArticle): object {
  const { id, shelf, title, url, outlet, author, publishedAt, version, passages, fetchedAt } = article;
  return { articleId: id, shelf, title, url, outlet, author, publishedAt, version, passages, fetchedAt };
}

/** `passageList` only where passages are asked for. */
export function pageJson({ article, versions, passages }: ArticlePage, show: { readonly passages: boolean }): object {
  return {
    ...listedJson({ ...article, passages: passages.length }),
    contentHash: article.contentHash,
    versions: versions.map(({ version, fetchedAt }) => ({ version, fetchedAt })),
    text: article.text,
    ...(show.passages && {
      passageList: passages.map(({ id, ordinal, start, end, text }) => ({ passageId: id, ordinal, start, end, text })),
    }),
  };
}

/** An article as `npm run ingest` takes it from a line of JSON. */
export function exportedJson({ id, title, text, url, outlet, author, publishedAt }: Article): object {
  return { id, title, text, url, outlet, author, publishedAt };
}

export function batchJson({ batch, counts, undo }: BatchNote): object {
  const { id, command, beganAt, endedAt } = batch;
  return { batch: id, command, beganAt, endedAt, finished: endedAt !== null, ...counts, undo };
}
