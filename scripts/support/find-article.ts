import { InputError } from "#errors.ts";
import type { Library, LibraryScope } from "#ports.ts";
import { clean } from "#terminal/clean.ts";
import { suggest } from "#terminal/suggest.ts";
import type { ArticleSummary } from "#types.ts";
import { allArticles } from "./article-search.ts";

/** Characters of an id that are enough where they fit one article. */
const SHORTEST_PREFIX = 4;
/** Articles named in a message. */
const NAMED = 5;

/**
 * The article with this id or with the only id that begins so. Throws `InputError` that names what fits where several
 * do, and what comes near where none does.
 */
export async function findArticle(
  library: Library,
  scope: LibraryScope,
  given: string,
): Promise<Pick<ArticleSummary, "shelf" | "id" | "version">> {
  const exact = await Promise.all(scope.shelves.map((shelf) => scope.article(shelf, given)));
  const found = exact.filter((article) => article !== null);
  const [only] = found;
  if (only !== undefined) {
    return found.length === 1 ? only : ambiguous(given, found, "; name one with --shelf");
  }
  // A table ends ids that are too long in an ellipsis.
  const prefix = given.replace(/…$/u, "");
  const begin: ArticleSummary[] = [];
  const near = createNear(given);
  for await (const article of allArticles(scope)) {
    if (prefix.length >= SHORTEST_PREFIX && article.id.startsWith(prefix)) begin.push(article);
    near.look(article);
  }
  const [first] = begin;
  if (first === undefined) {
    await refuseRemoved(library, scope, given);
    throw new InputError(
      `Expected the id of an article, found ${JSON.stringify(given)}, which no article has.${near.said()}`,
    );
  }
  return begin.length === 1 ? first : ambiguous(given, begin, "");
}

/** Throws `InputError` where the article was there once. */
async function refuseRemoved(library: Library, scope: LibraryScope, id: string): Promise<void> {
  for (const name of scope.shelves) {
    if ((await (await library.shelf(name)).latestVersion(id)) > 0) {
      throw new InputError(
        `Expected an article that is there, found ${JSON.stringify(id)}, which was removed from the shelf ${name}. Ingest it again, or take its removal back with --undo: npm run articles -- batches lists what can be.`,
      );
    }
  }
}

function ambiguous(given: string, articles: readonly ArticleSummary[], advice: string): never {
  throw new InputError(
    `Expected an id that fits one article, found ${JSON.stringify(given)}, which fits ${articles.length}: ${named(articles)}${advice || "; give more of it"}.`,
  );
}

/** Gathers the article whose id is a slip away from what was given, and those whose title contains it. */
function createNear(given: string) {
  const ids = new Map<string, ArticleSummary>();
  const titled: ArticleSummary[] = [];
  const words = given.toLowerCase().trim();
  return {
    look(article: ArticleSummary): void {
      ids.set(article.id, article);
      const isTitled = words.length >= SHORTEST_PREFIX && article.title.toLowerCase().includes(words);
      if (isTitled && titled.length < NAMED) titled.push(article);
    },
    said(): string {
      const slip = ids.get(suggest(given, [...ids.keys()]) ?? "");
      const near = [...(slip === undefined ? [] : [slip]), ...titled];
      return near.length === 0
        ? " npm run articles -- list shows the ids; --search WORDS looks in the titles."
        : ` Near it: ${named(near)}.`;
    },
  };
}

function named(articles: readonly ArticleSummary[]): string {
  const names = articles
    .slice(0, NAMED)
    .map(({ shelf, id, title }) => `${id} (${clean(title) || "no title"}, ${shelf})`);
  return names.join(", ") + (articles.length > NAMED ? `, and ${articles.length - NAMED} more` : "");
}
