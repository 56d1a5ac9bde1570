import type { ShelfWriter } from "#ports.ts";
import { paragraphs } from "#text/paragraphs.ts";
import type { Article, RawDocument } from "#types.ts";
import type { IdentifiedArticle } from "./identify.ts";

/** How an article stands to what the shelf holds. `article` makes the version to store, read at the given time. */
export type Comparison =
  | { readonly kind: "new" | "changed"; readonly article: (fetchedAt: Date) => Article }
  | { readonly kind: "unchanged" }
  /** It was taken out (at this time, `null`: unknown), and only a person brings it back. */
  | { readonly kind: "removed"; readonly at: string | null }
  | { readonly kind: "duplicate"; readonly duplicateOf: string };

/**
 * Third step. Changed: text, title or any other fact about the article differs, but for the time of its last change and
 * the address of its original. Of a page that was fetched, what it does not say is
 * no change either: a feed may have said it. Duplicate: a current article of the shelf says the same in the same words, and
 * the source gave no id of its own. An article that was removed is new again, and its versions go on counting, unless a
 * feed or list named it.
 */
export async function compare(
  shelf: ShelfWriter,
  identified: IdentifiedArticle,
  { isListed, address }: Pick<RawDocument, "isListed" | "address"> = {},
): Promise<Comparison> {
  const current = await shelf.current(identified.id);
  const candidate = current === null || address === undefined ? identified : withKnown(identified, current);
  if (current !== null && isSame(current, candidate)) {
    return { kind: "unchanged" };
  }
  const removal = current === null && isListed ? await shelf.removal(candidate.id) : null;
  if (removal !== null) {
    return { kind: "removed", at: removal.at };
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

function withKnown(identified: IdentifiedArticle, current: Article): IdentifiedArticle {
  const { extracted } = identified;
  const known = {
    outlet: extracted.outlet ?? current.outlet,
    author: extracted.author ?? current.author,
    publishedAt: extracted.publishedAt ?? current.publishedAt,
  };
  return { ...identified, extracted: { ...extracted, ...known } };
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
  const { title, url, outlet, author, publishedAt, text, modifiedAt, originalUrl } = candidate.extracted;
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
    ...(modifiedAt && { modifiedAt }),
    ...(originalUrl && { originalUrl }),
    contentHash: candidate.contentHash,
  };
}
