import type { Database } from "better-sqlite3";
import { prepared } from "./connection.ts";
import { checkUnitVector, type Embedder, findEmbedder } from "./vectors.ts";

/**
 * Stores the vector of a passage. It replaces the one of another embedder: a shelf holds one set of vectors, and
 * the new one always gets a new key, as the index of the old ones may still be in use.
 */
export function saveVector(database: Database, embedderId: string, passageKey: number, vector: Float32Array): void {
  const embedder = embedderRow(database, embedderId, vector.length);
  checkUnitVector(vector, embedder.dimensions, embedderId);
  prepared(database, "DELETE FROM vectors WHERE passage = ?").run(passageKey);
  const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
  prepared(database, "INSERT INTO vectors (passage, embedder, vector) VALUES (?, ?, ?)").run(
    passageKey,
    embedder.key,
    bytes,
  );
}

/** Stores vectors by passage id. Passages that are not searchable any more are left out. */
export function saveVectors(database: Database, embedderId: string, vectors: ReadonlyMap<string, Float32Array>): void {
  const find = prepared<[string], number>(database, "SELECT key FROM passages WHERE id = ?").pluck();
  for (const [passageId, vector] of vectors) {
    const key = find.get(passageId);
    if (key !== undefined) saveVector(database, embedderId, key, vector);
  }
}

function embedderRow(database: Database, id: string, dimensions: number): Pick<Embedder, "key" | "dimensions"> {
  const known = findEmbedder(database, id);
  if (known !== null) return known;
  const row = prepared(database, "INSERT INTO embedders (id, dimensions) VALUES (?, ?)").run(id, dimensions);
  return { key: Number(row.lastInsertRowid), dimensions };
}
