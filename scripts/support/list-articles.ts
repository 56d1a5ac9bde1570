import process from "node:process";
import type { LibraryScope } from "#ports.ts";
import { listedJson } from "#terminal/article-json.ts";
import { articleLine, createArticleTable, type ListedArticle } from "#terminal/article-table.ts";
import type { ArticleSummary } from "#types.ts";
import { allArticles, fits, scopeOf } from "./article-search.ts";
import type { Session } from "./command.ts";

export interface ListOptions {
  readonly shelf?: string;
  readonly outlet?: string;
  readonly since?: string;
  readonly until?: string;
  readonly search?: string;
  readonly limit?: number;
  readonly json?: boolean;
}

/** Prints the articles that fit, newest first: a table on a terminal, a line each elsewhere, and how many there were. */
export async function listArticles(session: Session, options: ListOptions): Promise<number> {
  const { app, print, printJson, look, signal } = session;
  const scope = await scopeOf(app, options.shelf);
  const table = process.stdout.isTTY && !options.json ? createArticleTable(look) : null;
  const line = table?.row ?? articleLine;
  let count = 0;
  for await (const article of matching(scope, options)) {
    if (signal.aborted) return 1;
    if (count === 0 && table !== null) print(table.head());
    count += 1;
    if (options.json) printJson(listedJson(article));
    else print(line(article));
  }
  if (!options.json) print(await counted(scope, count));
  return 0;
}

async function* matching(scope: LibraryScope, options: ListOptions): AsyncGenerator<ListedArticle> {
  const { outlet = null, since = null, until = null, search = "", limit = Number.POSITIVE_INFINITY } = options;
  const filter = { outlet, since, until, words: search.split(/\s+/u).filter((word) => word !== "") };
  let count = 0;
  for await (const summary of allArticles(scope)) {
    const article = fits(summary, filter) ? await listed(scope, summary) : null;
    if (article === null) continue;
    yield article;
    count += 1;
    if (count >= limit) return;
  }
}

async function counted(scope: LibraryScope, count: number): Promise<string> {
  const { articles } = await scope.coverage();
  if (articles === 0) return "The library holds no article yet. Add some with: npm run ingest -- FILE";
  const all = `${articles.toLocaleString("en")} ${articles === 1 ? "article" : "articles"}`;
  return count === articles ? all : `${count.toLocaleString("en")} of ${all}`;
}

/** `null`: it was removed a moment ago. */
async function listed(scope: LibraryScope, summary: ArticleSummary): Promise<ListedArticle | null> {
  const article = await scope.article(summary.shelf, summary.id);
  const passages = await scope.passagesOf(summary.shelf, summary.id);
  return article && { ...summary, passages: passages.length, fetchedAt: article.fetchedAt };
}
