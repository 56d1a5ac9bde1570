import type { Database } from "better-sqlite3";
import { checkUnitVector } from "./vectors.ts";

/**
 * Stores the vector of a passage. It replaces the one of another embedder: a shelf holds one set of vectors, and
 * the new one always gets a new key, as the index of the old ones may still be in use.
 */
export function saveVector(database: Database, embedderId: string, passageKey: number, vector: Float32Array): void {
  const embedder = embedderRow(database, embedderId, vector.length);
  checkUnitVector(vector, embedder.dimensions, embedderId);
  database.prepare("DELETE FROM vectors WHERE passage = ?").run(passageKey);
  const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
  database
    .prepare("INSERT INTO vectors (passage, embedder, vector) VALUES (?, ?, ?)")
    .run(passageKey, embedder.key, bytes);
}

/** Stores vectors by passage id. Passages that are not searchable any more are left out. */
export function saveVectors(database: Database, embedderId: string, vectors: ReadonlyMap<string, Float32Array>): void {
  const find = database.prepare<[string], number>("SELECT key FROM passages WHERE id = ?").pluck();
  for (const [passageId, vector] of vectors) {
    const key = find.get(passageId);
    if (key !== undefined) saveVector(database, embedderId, key, vector);
  }
}

function embedderRow(database: Database, id: string, dimensions: number): { key: number; dimensions: number } {
  const known = database
    .prepare<[string], { key: number; dimensions: number }>("SELECT key, dimensions FROM embedders WHERE id = ?")
    .get(id);
  if (known !== undefined) return known;
  const row = database.prepare("INSERT INTO embedders (id, dimensions) VALUES (?, ?)").run(id, dimensions);
  return { key: Number(row.lastInsertRowid), dimensions };
}
