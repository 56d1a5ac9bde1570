import Sqlite, { type Database } from "better-sqlite3";
import { chunk } from "#ingest/chunk.ts";
import { stems } from "#text/stems.ts";

/** All that a shelf holds, by content: row numbers and times are left out, so equal shelves compare equal. */
export interface ShelfContents {
  readonly articles: readonly unknown[];
  readonly versions: readonly unknown[];
  readonly passages: readonly unknown[];
  /** `passage column place term`, sorted. */
  readonly terms: readonly string[];
  readonly vectors: readonly unknown[];
  readonly totals: unknown;
}

export function shelfContents(file: string): ShelfContents {
  return reading(file, (database) => ({
    articles: rows(database, "SELECT id, version, published FROM articles ORDER BY id"),
    versions: rows(
      database,
      `SELECT a.id, v.version, title, url, outlet, author, published_at, content_hash, paragraphs, text
       FROM versions v JOIN articles a ON a.key = v.article ORDER BY a.id, v.version`,
    ),
    passages: rows(
      database,
      `SELECT p.id, a.id AS article, p.version, ordinal, "start", "end", terms, text
       FROM passages p JOIN articles a ON a.key = p.article ORDER BY p.id`,
    ),
    terms: termsOf(database),
    vectors: rows(
      database,
      `SELECT p.id, e.id AS embedder, e.dimensions, hex(vector) AS vector FROM vectors x
       JOIN passages p ON p.key = x.passage JOIN embedders e ON e.key = x.embedder ORDER BY p.id`,
    ),
    totals: rows(database, "SELECT articles, passages, terms FROM totals"),
  }));
}

/** How many times an article was added, updated or removed in this shelf. */
export function shelfChanges(file: string): number {
  const sql = "SELECT count(*) AS changes FROM batch_entries WHERE before IS NOT after";
  return reading(file, (database) => Number(rows(database, sql)[0]?.changes));
}

/** What is wrong with a shelf at rest: empty where every current article has all it is searched by, and no other has any. */
export function shelfFaults(file: string, shelf: string): readonly string[] {
  return reading(file, (database) => [
    ...rows(database, "PRAGMA integrity_check").flatMap(({ integrity_check: found }) =>
      found === "ok" ? [] : [`${found}`],
    ),
    ...rows(database, "PRAGMA foreign_key_check").map((row) => `foreign key: ${JSON.stringify(row)}`),
    ...indexFaults(database),
    ...rows(database, "SELECT id, version FROM articles").flatMap(({ id, version }) =>
      articleFaults(database, shelf, String(id), version),
    ),
    ...totalFaults(database),
  ]);
}

function indexFaults(database: Database): readonly string[] {
  try {
    database.exec("INSERT INTO terms (terms) VALUES ('integrity-check')");
    return [];
  } catch (error) {
    return [`terms: ${error}`];
  }
}

/** The passages must be those that the text gives, each with one vector and with the terms of title and words. */
function articleFaults(database: Database, shelf: string, id: string, version: unknown): readonly string[] {
  if (typeof version !== "number") return [`${id}: no current version`];
  const [text] = rows(
    database,
    "SELECT title, text FROM versions v JOIN articles a ON a.key = v.article WHERE a.id = ? AND v.version = ?",
    [id, version],
  );
  const expected = chunk({ id, shelf, version, text: String(text?.text) }).map((passage) => ({
    id: passage.id,
    ordinal: passage.ordinal,
    text: passage.text,
    terms: stems(String(text?.title)).length + stems(passage.text).length,
    indexed: 1,
    vectors: 1,
  }));
  const found = rows(
    database,
    `SELECT p.id, p.ordinal, p.text, p.terms,
       (SELECT count(*) FROM terms WHERE rowid = p.key) AS indexed,
       (SELECT count(*) FROM vectors WHERE passage = p.key) AS vectors
     FROM passages p JOIN articles a ON a.key = p.article WHERE a.id = ? ORDER BY p.ordinal`,
    [id],
  );
  return JSON.stringify(found) === JSON.stringify(expected)
    ? []
    : [`${id}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`];
}

function totalFaults(database: Database): readonly string[] {
  const counted = `SELECT (SELECT count(*) FROM articles WHERE version IS NOT NULL) AS articles,
    (SELECT count(*) FROM passages) AS passages, (SELECT coalesce(sum(terms), 0) FROM passages) AS terms`;
  const [kept, found] = ["SELECT articles, passages, terms FROM totals", counted].map((sql) => rows(database, sql));
  const terms = termsOf(database).length;
  return [
    ...(JSON.stringify(kept) === JSON.stringify(found)
      ? []
      : [`totals: expected ${JSON.stringify(found)}, found ${JSON.stringify(kept)}`]),
    ...(terms === found?.[0]?.terms ? [] : [`terms: expected ${found?.[0]?.terms}, found ${terms}`]),
  ];
}

/** The index keeps no text; its vocabulary says which term stands where. */
function termsOf(database: Database): readonly string[] {
  database.exec("CREATE VIRTUAL TABLE IF NOT EXISTS temp.places USING fts5vocab (main, terms, instance)");
  const ids = new Map(rows(database, "SELECT key, id FROM passages").map(({ key, id }) => [key, id]));
  return rows(database, "SELECT term, doc, col, offset FROM temp.places")
    .map(({ term, doc, col, offset }) => `${ids.get(doc) ?? `no passage ${doc}`} ${col} ${offset} ${term}`)
    .sort();
}

function rows(database: Database, sql: string, values: readonly unknown[] = []): Record<string, unknown>[] {
  return database.prepare<unknown[], Record<string, unknown>>(sql).all(...values);
}

function reading<T>(file: string, work: (database: Database) => T): T {
  // For writing too: whoever opens it first after a crash must replay the log.
  const database = new Sqlite(file, { timeout: 5000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
}
