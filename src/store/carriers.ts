import type { Database } from "better-sqlite3";
import type { Carrier, CarrierFacts } from "#ports.ts";
import { prepared } from "./connection.ts";
import { type SummaryRow, summaryColumns, toSummary } from "./rows.ts";

/** Keeps where a duplicate of a current article stood. False if it was known, or the article is not there. */
export function addCarrier(database: Database, articleId: string, facts: CarrierFacts): boolean {
  const { id, url, outlet, title, author, publishedAt } = facts;
  const sql = `INSERT OR IGNORE INTO carriers (article, content_hash, id, url, outlet, title, author, published_at)
    SELECT a.key, v.content_hash, ?, ?, ?, ?, ?, ? FROM articles a
    JOIN versions v ON v.article = a.key AND v.version = a.version WHERE a.id = ?`;
  return prepared(database, sql).run(id, url, outlet, title, author, publishedAt, articleId).changes > 0;
}

/** False if none is kept for the outlet and address. */
export function dropCarrier(database: Database, articleId: string, { id, url, outlet }: CarrierFacts): boolean {
  const sql = `DELETE FROM carriers WHERE article = (SELECT key FROM articles WHERE id = ?)
    AND id = ? AND url IS ? AND outlet IS ?`;
  return prepared(database, sql).run(articleId, id, url, outlet).changes > 0;
}

/** More than this stand under no source, and a chain of likenesses that goes on is one of a template. */
const MOST_IN_GROUP = 50;

/** See `LibraryScope.carriers`. Of near-duplicates those count too that are like one that is like the article. */
export function findCarriers(database: Database, shelf: string, articleId: string): Carrier[] {
  const own = prepared<[string], { key: number; hash: string; original: string | null }>(
    database,
    `SELECT a.key, v.content_hash AS hash, a.original FROM articles a
      JOIN versions v ON v.article = a.key AND v.version = a.version WHERE a.id = ?`,
  ).get(articleId);
  if (own === undefined) return [];
  const stored = findGroup(database, own.key).map(
    ({ hash, ...row }): Carrier => ({
      kind: hash === own.hash ? "same" : "near",
      article: toSummary(shelf, row),
      ...(row.id === own.original && { isOriginal: true as const }),
    }),
  );
  const unstored = findUnstored(database, own.key, own.hash).map(
    (row): Carrier => ({
      kind: "same",
      article: toSummary(shelf, row),
      ...(row.id === own.original && { isOriginal: true as const }),
    }),
  );
  return [...stored, ...unstored];
}

function findGroup(database: Database, key: number): (SummaryRow & { hash: string })[] {
  const sql = `WITH RECURSIVE alike (key) AS (
      SELECT :key UNION SELECT l.other FROM alike JOIN likenesses l ON l.article = alike.key LIMIT ${MOST_IN_GROUP}
    ), alone (key) AS (
      SELECT w.article FROM articles me JOIN versions mine ON mine.article = me.key AND mine.version = me.version
      JOIN versions w ON w.content_hash = mine.content_hash WHERE me.key = :key
      UNION SELECT o.key FROM articles me JOIN articles o ON o.id = me.original WHERE me.key = :key
      UNION SELECT key FROM alike
    )
    SELECT ${summaryColumns}, v.content_hash AS hash FROM alone JOIN articles a ON a.key = alone.key
    JOIN versions v ON v.article = a.key AND v.version = a.version WHERE a.key <> :key`;
  return prepared<[{ key: number }], SummaryRow & { hash: string }>(database, sql).all({ key });
}

/** One whose address has an article of its own by now is among the others, if it still says the same. */
function findUnstored(database: Database, key: number, hash: string): SummaryRow[] {
  const sql = `SELECT c.id, 0 AS version, c.title, c.url, c.outlet, c.author, c.published_at AS publishedAt FROM carriers c
    WHERE c.article = ? AND c.content_hash = ?
    AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = c.id AND a.version IS NOT NULL) ORDER BY c.key`;
  return prepared<[number, string], SummaryRow>(database, sql).all(key, hash);
}
