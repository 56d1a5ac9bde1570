import type { ShelfWriter } from "#ports.ts";
import { paragraphs } from "#text/paragraphs.ts";
import type { Article } from "#types.ts";
import type { IdentifiedArticle } from "./identify.ts";

/** How an article stands to what the shelf holds. `article` makes the version to store, read at the given time. */
export type Comparison =
  | { readonly kind: "new" | "changed"; readonly article: (fetchedAt: Date) => Article }
  | { readonly kind: "unchanged" }
  | { readonly kind: "duplicate"; readonly duplicateOf: string };

/**
 * Third step. Changed: text, title or any other fact about the article differs. Duplicate: a current article of the
 * shelf says the same in the same words, and the source gave no id of its own. An article that was removed is new again,
 * and its versions go on counting.
 */
export async function compare(shelf: ShelfWriter, candidate: IdentifiedArticle): Promise<Comparison> {
  const current = await shelf.current(candidate.id);
  if (current !== null && isSame(current, candidate)) {
    return { kind: "unchanged" };
  }
  if (current === null && !candidate.hasOwnId) {
    const duplicateOf = await shelf.findContent(candidate.contentHash);
    if (duplicateOf !== null) {
      return { kind: "duplicate", duplicateOf };
    }
  }
  const version = (await shelf.latestVersion(candidate.id)) + 1;
  const kind = current === null ? "new" : "changed";
  return { kind, article: (fetchedAt) => versionOf(candidate, shelf.name, version, fetchedAt) };
}

function isSame(current: Article, { contentHash, extracted }: IdentifiedArticle): boolean {
  return (
    current.contentHash === contentHash &&
    current.url === extracted.url &&
    current.outlet === extracted.outlet &&
    current.author === extracted.author &&
    current.publishedAt === extracted.publishedAt
  );
}

function versionOf(candidate: IdentifiedArticle, shelf: string, version: number, fetchedAt: Date): Article {
  const { title, url, outlet, author, publishedAt, text } = candidate.extracted;
  return {
    id: candidate.id,
    shelf,
    version,
    title,
    url,
    outlet,
    author,
    publishedAt,
    text,
    paragraphs: paragraphs(text),
    fetchedAt: fetchedAt.toISOString(),
    contentHash: candidate.contentHash,
  };
}
