import type { LibraryScope } from "#ports.ts";
import type { Article } from "#types.ts";
import type { Offer } from "./offer.ts";

/** The articles of the offered passages, in the versions that were offered, by passage id; `null`: no longer there. */
export async function loadArticles(
  { passages }: Offer,
  scope: Pick<LibraryScope, "article">,
): Promise<ReadonlyMap<string, Article | null>> {
  const read = new Map<string, Promise<Article | null>>();
  const found = new Map<string, Article | null>();
  for (const { passage } of passages.values()) {
    const { id, shelf, articleId, version } = passage;
    const key = JSON.stringify([shelf, articleId, version]);
    const article = read.get(key) ?? scope.article(shelf, articleId, version);
    read.set(key, article);
    found.set(id, await article);
  }
  return found;
}
