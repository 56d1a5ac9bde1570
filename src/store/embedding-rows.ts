import type { Database } from "better-sqlite3";
import type { VectorMaker } from "#ports.ts";
import { sha256 } from "#text/hash.ts";
import { prepared } from "./connection.ts";

/**
 * The cache of vectors. `sizes` (one row per purpose, kept by triggers) holds how much there is, as adding up every blob
 * at each write takes long. A time of use is milliseconds since 1970, some hours old at most where it was read since.
 */
export const cacheSchema: readonly string[] = [
  `
  CREATE TABLE embedders (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
  CREATE TABLE vectors (
    key INTEGER PRIMARY KEY,
    embedder INTEGER NOT NULL REFERENCES embedders (key),
    purpose TEXT NOT NULL,
    hash BLOB NOT NULL, -- SHA-256 of the text
    used INTEGER NOT NULL,
    dimensions INTEGER NOT NULL,
    vector BLOB NOT NULL CHECK (length(vector) = 4 * dimensions), -- little-endian 32-bit floats, length 1
    UNIQUE (embedder, purpose, hash)
  );
  CREATE INDEX vectors_used ON vectors (purpose, used, key, dimensions);
  CREATE TABLE sizes (purpose TEXT PRIMARY KEY, bytes INTEGER NOT NULL) WITHOUT ROWID;
  INSERT INTO sizes VALUES ('passage', 0), ('question', 0);
  CREATE TRIGGER count_vector AFTER INSERT ON vectors BEGIN
    UPDATE sizes SET bytes = bytes + 4 * new.dimensions WHERE purpose = new.purpose;
  END;
  CREATE TRIGGER discount_vector AFTER DELETE ON vectors BEGIN
    UPDATE sizes SET bytes = bytes - 4 * old.dimensions WHERE purpose = old.purpose;
  END;
  `,
];

/** A use is written down once in this time (milliseconds): a read should rarely be a write. */
const usedAgain = 6 * 3_600_000;

/** How far (share of the most) it is trimmed, so that not every write has to. */
const trimmedTo = 0.9;

/** How far the squared length of a vector may be from 1: what is further off was changed on the disk. */
const tolerance = 1e-3;

interface Row {
  readonly key: number;
  readonly vector: Buffer;
  readonly used: number;
}

/** The vectors that are kept, by text. Notes their use at `now`. */
export function findVectors(
  database: Database,
  made: VectorMaker,
  texts: readonly string[],
  now: number,
): Map<string, Float32Array> {
  const vectors = new Map<string, Float32Array>();
  const embedder = embedderKey(database, made.embedderId);
  if (embedder === null) return vectors;
  const find = prepared<[number, string, Buffer], Row>(
    database,
    "SELECT key, vector, used FROM vectors WHERE embedder = ? AND purpose = ? AND hash = ?",
  );
  const stale: number[] = [];
  for (const text of texts) {
    const row = find.get(embedder, made.purpose, hash(text));
    const vector = row === undefined ? null : toVector(row.vector);
    if (row === undefined || vector === null) continue;
    vectors.set(text, vector);
    if (now - row.used >= usedAgain) stale.push(row.key);
  }
  if (stale.length > 0) noteUse(database, stale, now);
  return vectors;
}

export function saveVectors(
  database: Database,
  made: VectorMaker,
  vectors: ReadonlyMap<string, Float32Array>,
  now: number,
): void {
  prepared(database, "INSERT OR IGNORE INTO embedders (id) VALUES (?)").run(made.embedderId);
  const embedder = embedderKey(database, made.embedderId);
  // Deleted first, as REPLACE would not run the trigger.
  const remove = prepared(database, "DELETE FROM vectors WHERE embedder = ? AND purpose = ? AND hash = ?");
  const insert = prepared(
    database,
    "INSERT INTO vectors (embedder, purpose, hash, used, dimensions, vector) VALUES (?, ?, ?, ?, ?, ?)",
  );
  for (const [text, vector] of vectors) {
    const key = hash(text);
    remove.run(embedder, made.purpose, key);
    const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
    insert.run(embedder, made.purpose, key, now, vector.length, bytes);
  }
}

/** Takes out the vectors of this purpose that were used least recently, where there are more bytes than `most`. */
export function trim(database: Database, purpose: VectorMaker["purpose"], most: number): void {
  const size = prepared<[string], number>(database, "SELECT bytes FROM sizes WHERE purpose = ?").pluck();
  let over = (size.get(purpose) ?? 0) - most;
  if (over <= 0) return;
  over += most * (1 - trimmedTo);
  const oldest = prepared<[string], { key: number; dimensions: number }>(
    database,
    "SELECT key, dimensions FROM vectors WHERE purpose = ? ORDER BY used, key",
  );
  const keys: number[] = [];
  for (const { key, dimensions } of oldest.iterate(purpose)) {
    if (over <= 0) break;
    keys.push(key);
    over -= 4 * dimensions;
  }
  const remove = prepared(database, "DELETE FROM vectors WHERE key = ?");
  for (const key of keys) remove.run(key);
}

/** Another process may be writing; a use that is not noted is noted at the next. */
function noteUse(database: Database, keys: readonly number[], now: number): void {
  const update = prepared(database, "UPDATE vectors SET used = ? WHERE key = ?");
  const note = database.transaction(() => {
    for (const key of keys) update.run(now, key);
  });
  try {
    note.immediate();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "SQLITE_BUSY")) throw error;
  }
}

function embedderKey(database: Database, id: string): number | null {
  return prepared<[string], number>(database, "SELECT key FROM embedders WHERE id = ?").pluck().get(id) ?? null;
}

function hash(text: string): Buffer {
  return Buffer.from(sha256(text), "hex");
}

/** A vector of its own memory; `null` where it is not of length 1. */
function toVector(bytes: Buffer): Float32Array | null {
  const vector = new Float32Array(bytes.byteLength / 4);
  new Uint8Array(vector.buffer).set(bytes);
  const square = vector.reduce((sum, value) => sum + value * value, 0);
  return Math.abs(square - 1) <= tolerance ? vector : null;
}
