import type { Database } from "better-sqlite3";
import type { Likeness } from "#ports.ts";
import { agreement, BANDS, bands, sketch } from "#text/minhash.ts";
import { prepared } from "./connection.ts";

/** Files the sketch of an article that has none; `null`: its text is too short for one. */
export function saveSketch(database: Database, article: number, made: Uint32Array | null): void {
  prepared(database, "INSERT INTO sketches (article, sketch) VALUES (?, ?)").run(article, made && pack(made));
  if (made !== null) prepared(database, insertBands).run(...bands(made).flatMap((band) => [band, article]));
}

/** What the article was found to be like goes too. */
export function dropSketch(database: Database, article: number): void {
  const row = prepared<[number], SketchRow>(database, "SELECT article, sketch FROM sketches WHERE article = ?").get(
    article,
  );
  if (row === undefined) return;
  const remove = prepared(database, "DELETE FROM bands WHERE band = ? AND article = ?");
  for (const band of row.sketch === null ? [] : bands(unpack(row.sketch))) remove.run(band, article);
  prepared(database, "DELETE FROM sketches WHERE article = ?").run(article);
  const likenesses = prepared<[number], number>(database, "SELECT other FROM likenesses WHERE article = ?").pluck();
  const forget = prepared(database, "DELETE FROM likenesses WHERE article = ? AND other = ?");
  for (const other of likenesses.all(article)) forget.run(other, article);
  prepared(database, "DELETE FROM likenesses WHERE article = ?").run(article);
}

/** Articles that were removed meanwhile are passed over. */
export function saveLikenesses(database: Database, article: number, near: readonly Likeness[]): void {
  if (near.length === 0) return;
  const find = prepared<[string], number>(
    database,
    "SELECT key FROM articles WHERE id = ? AND version IS NOT NULL",
  ).pluck();
  const insert = prepared(database, "INSERT OR REPLACE INTO likenesses (article, other, similarity) VALUES (?, ?, ?)");
  for (const { articleId, similarity } of near) {
    const other = find.get(articleId);
    if (other === undefined || other === article) continue;
    insert.run(article, other, similarity);
    insert.run(other, article, similarity);
  }
}

/** Articles looked at in each band, oldest first: of thousands by one template all but these are passed over. */
const MOST_IN_BAND = 50;
/** Articles whose sketches are compared, those of most common bands first. */
const MOST_COMPARED = 60;
const MOST_FOUND = 5;

/** One statement for all bands, because each takes longer to call than to run. */
const insertBands = `INSERT OR IGNORE INTO bands (band, article) VALUES ${Array.from({ length: BANDS }, () => "(?, ?)").join(", ")}`;
const inAnyBand = Array.from(
  { length: BANDS },
  () => `SELECT article FROM (SELECT article FROM bands WHERE band = ? ORDER BY article LIMIT ${MOST_IN_BAND})`,
).join(" UNION ALL ");

export function findSimilar(database: Database, wanted: Uint32Array, exceptId: string, least: number): Likeness[] {
  const counts = new Map<number, number>();
  for (const article of prepared<number[], number>(database, inAnyBand)
    .pluck()
    .all(...bands(wanted)))
    counts.set(article, (counts.get(article) ?? 0) + 1);
  const likeliest = [...counts].sort(([a, m], [b, n]) => n - m || a - b).slice(0, MOST_COMPARED);
  const load = prepared<[number], { id: string; sketch: Buffer }>(
    database,
    "SELECT a.id, s.sketch FROM sketches s JOIN articles a ON a.key = s.article WHERE s.article = ?",
  );
  return likeliest
    .flatMap(([article]) => {
      const row = load.get(article);
      return row === undefined ? [] : [{ articleId: row.id, similarity: agreement(wanted, unpack(row.sketch)) }];
    })
    .filter(({ articleId, similarity }) => articleId !== exceptId && similarity >= least)
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, MOST_FOUND);
}

/** Gives sketches to articles that were stored before there were any; gives to how many. */
export function addSketches(database: Database, limit: number): number {
  const rows = prepared<[number], { key: number; text: string }>(
    database,
    `SELECT a.key, v.text FROM articles a JOIN versions v ON v.article = a.key AND v.version = a.version
      WHERE NOT EXISTS (SELECT 1 FROM sketches s WHERE s.article = a.key) ORDER BY a.key LIMIT ?`,
  ).all(limit);
  for (const { key, text } of rows) saveSketch(database, key, sketch(text));
  return rows.length;
}

interface SketchRow {
  readonly article: number;
  readonly sketch: Buffer | null;
}

function pack(made: Uint32Array): Buffer {
  const packed = Buffer.alloc(made.length * 4);
  for (let place = 0; place < made.length; place += 1) packed.writeUInt32LE(made[place] ?? 0, place * 4);
  return packed;
}

function unpack(packed: Buffer): Uint32Array {
  return Uint32Array.from({ length: packed.length / 4 }, (_, place) => packed.readUInt32LE(place * 4));
}
