import type { Database } from "better-sqlite3";
import { InputError, StorageError } from "#errors.ts";
import type { SaveRequest } from "#ports.ts";
import { sketch } from "#text/minhash.ts";
import { stems } from "#text/stems.ts";
import type { Article, Passage } from "#types.ts";
import { prepared } from "./connection.ts";
import { type ArticleRow, articleColumns, packSpans } from "./rows.ts";
import { saveVector } from "./save-vectors.ts";
import { dropSketch, saveLikenesses, saveSketch } from "./sketches.ts";

/**
 * Makes the article the current version under its id, with its passages, terms and vectors; what was searchable of
 * the version before is not any more. Runs inside a transaction. Gives the version that was current, `null` if none.
 */
export function saveArticle(database: Database, shelf: string, request: SaveRequest): number | null {
  const { article, passages, vectors, embedderId } = request;
  checkRequest(shelf, request);
  const { key, version: before } = articleRow(database, article.id);
  saveVersion(database, key, article);
  if (before !== null) deletePassages(database, key);
  const titleTerms = stems(article.title);
  const insert = prepared(
    database,
    `INSERT INTO passages (id, article, version, ordinal, "start", "end", terms, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const index = prepared(database, "INSERT INTO terms (rowid, title, text) VALUES (?, ?, ?)");
  passages.forEach((passage, i) => {
    const textTerms = stems(passage.text);
    const { id, version, ordinal, start, end, text } = passage;
    const count = titleTerms.length + textTerms.length;
    const row = insert.run(id, key, version, ordinal, start, end, count, text).lastInsertRowid;
    index.run(row, titleTerms.join(" "), textTerms.join(" "));
    const vector = vectors[i];
    if (vector !== undefined) saveVector(database, embedderId, Number(row), vector);
  });
  const setCurrent = prepared(
    database,
    "UPDATE articles SET version = ?, published = ?, removed_at = NULL, original = ? WHERE key = ?",
  );
  setCurrent.run(article.version, milliseconds(article.publishedAt), request.originalId ?? null, key);
  if (before !== null) dropSketch(database, key);
  saveSketch(database, key, request.sketch === undefined ? sketch(article.text) : request.sketch);
  saveLikenesses(database, key, request.near ?? []);
  return before;
}

/** Takes the article out of every search and keeps its versions. Gives the version that was current, `null` if none. */
export function removeArticle(database: Database, id: string, now: Date): number | null {
  const { key, version } = findRow(database, id) ?? { key: 0, version: null };
  if (version === null) return null;
  deletePassages(database, key);
  dropSketch(database, key);
  prepared(
    database,
    "UPDATE articles SET version = NULL, published = NULL, original = NULL, removed_at = ? WHERE key = ?",
  ).run(now.toISOString(), key);
  return version;
}

/** A date that cannot be read orders like none. */
function milliseconds(publishedAt: string | null): number | null {
  const time = publishedAt === null ? Number.NaN : Date.parse(publishedAt);
  return Number.isNaN(time) ? null : time;
}

interface ArticleState {
  readonly key: number;
  readonly version: number | null;
}

function articleRow(database: Database, id: string): ArticleState {
  const known = findRow(database, id);
  if (known !== undefined) return known;
  const key = Number(prepared(database, "INSERT INTO articles (id) VALUES (?)").run(id).lastInsertRowid);
  return { key, version: null };
}

function findRow(database: Database, id: string): ArticleState | undefined {
  return prepared<[string], ArticleState>(database, "SELECT key, version FROM articles WHERE id = ?").get(id);
}

/** Versions are immutable: the same version may be made current again, but only as it is. */
function saveVersion(database: Database, key: number, article: Article): void {
  const known = prepared<[number, number], ArticleRow>(
    database,
    `SELECT ${articleColumns} FROM articles a JOIN versions v ON v.article = a.key WHERE a.key = ? AND v.version = ?`,
  ).get(key, article.version);
  if (known === undefined) insertVersion(database, key, article);
  else if (!saysTheSame(known, article)) {
    throw new StorageError(
      `Version ${article.version} of ${article.id} is stored already and says something else: another process has updated the article meanwhile. Run the command again.`,
      { retryable: true },
    );
  }
}

function saysTheSame(row: ArticleRow, article: Article): boolean {
  const parts = ["title", "text", "url", "outlet", "author", "publishedAt"] as const;
  return parts.every((part) => row[part] === article[part]);
}

function insertVersion(database: Database, key: number, article: Article): void {
  const { version, title, url, outlet, author, publishedAt, fetchedAt, contentHash, paragraphs, text } = article;
  prepared(
    database,
    `INSERT INTO versions (article, version, title, url, outlet, author, published_at, fetched_at,
         content_hash, paragraphs, text, modified_at, original_url) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    ...[key, version, title, url, outlet, author, publishedAt],
    ...[fetchedAt, contentHash, packSpans(paragraphs), text, article.modifiedAt ?? null, article.originalUrl ?? null],
  );
}

function deletePassages(database: Database, article: number): void {
  prepared(database, "DELETE FROM terms WHERE rowid IN (SELECT key FROM passages WHERE article = ?)").run(article);
  prepared(database, "DELETE FROM passages WHERE article = ?").run(article);
}

function checkRequest(shelf: string, { article, passages, vectors }: SaveRequest): void {
  if (article.shelf !== shelf)
    throw new InputError(
      `Expected an article of shelf ${shelf}, found one of ${article.shelf}. Open that shelf instead.`,
    );
  if (vectors.length !== passages.length)
    throw new InputError(`Expected a vector for each of ${passages.length} passages, found ${vectors.length} vectors.`);
  for (const passage of passages) checkPassage(article, passage);
}

function checkPassage(article: Article, passage: Passage): void {
  const fits =
    passage.articleId === article.id && passage.shelf === article.shelf && passage.version === article.version;
  if (fits && passage.text === article.text.slice(passage.start, passage.end)) return;
  throw new InputError(
    `Expected passage ${passage.id} to be ${passage.start} to ${passage.end} of version ${article.version} of ${article.id}, found other words there. Chunk the article again.`,
  );
}
