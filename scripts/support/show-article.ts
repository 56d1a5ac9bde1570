import process from "node:process";
import type { App } from "#app.ts";
import { InputError } from "#errors.ts";
import { chunk } from "#ingest/chunk.ts";
import type { LibraryScope } from "#ports.ts";
import { pageJson } from "#terminal/article-json.ts";
import { type ArticlePage, showArticle } from "#terminal/article-page.ts";
import { scopeOf } from "./article-search.ts";
import type { Session } from "./command.ts";
import { findArticle } from "./find-article.ts";

export interface ShowOptions {
  readonly shelf?: string;
  readonly version?: number;
  readonly passages?: boolean;
  readonly json?: boolean;
}

/** Prints one article with all that is known of it. Throws `InputError` where no article, or more than one, fits. */
export async function showOne(
  { app, print, printJson, look }: Session,
  options: ShowOptions,
  given: string,
): Promise<number> {
  const scope = await scopeOf(app, options.shelf);
  const { shelf, id } = await findArticle(app.library, scope, given);
  const page = await pageOf(app, scope, { shelf, id, version: options.version ?? null });
  const shown = { passages: options.passages === true };
  if (options.json) printJson(pageJson(page, shown));
  else print(showArticle(page, { ...look, width: process.stdout.isTTY ? look.width : null }, shown));
  return 0;
}

async function pageOf(
  { library }: App,
  scope: LibraryScope,
  { shelf, id, version }: { readonly shelf: string; readonly id: string; readonly version: number | null },
): Promise<ArticlePage> {
  const latest = await (await library.shelf(shelf)).latestVersion(id);
  const stored = await Promise.all(Array.from({ length: latest }, (_, index) => scope.article(shelf, id, index + 1)));
  const versions = stored.filter((found) => found !== null);
  const current = await scope.article(shelf, id);
  const article = version === null ? current : versions.find((found) => found.version === version);
  if (!current || !article) {
    const known = versions.map((found) => found.version).join(", ");
    throw new InputError(`Expected a version of ${id} (${known}), found ${version ?? "none"}. Choose one of these.`);
  }
  // Only the current version is searched; the passages of an earlier one are those its text was cut into.
  const passages =
    article.version === current.version
      ? (await scope.passagesOf(shelf, id)).map(({ passage }) => passage)
      : chunk(article);
  return { article, versions, currentVersion: current.version, passages };
}
