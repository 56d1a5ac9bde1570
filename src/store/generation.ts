import { readFile } from "node:fs/promises";
import type { Database } from "better-sqlite3";
import { type IndexAddon, space } from "./addon.ts";
import { prepared } from "./connection.ts";
import { checkIndexFile, hashFile, type StoredVector } from "./index-file.ts";
import { indexFile, type Manifest, manifestFile, parseManifest } from "./manifest.ts";
import type { Neighbour } from "./vectors.ts";

/**
 * How many candidates a search keeps at least; for long lists, twice what is asked for. The file does not say, and the addon begins with 10, which loses
 * one neighbour in twenty at 30,000 vectors.
 */
export const searchWidth = 96;

/** The index in force for an embedder, as SQLite names it. */
export interface GenerationRow {
  readonly number: number;
  /** The text of its manifest. */
  readonly manifest: string;
}

/** An index that has been loaded. It never changes. */
export interface Generation {
  readonly number: number;
  readonly mark: number;
  readonly count: number;
  /** The nearest `wanted`, nearest first, some of which may have been removed since; fewer where there are fewer. */
  nearest(vector: Float32Array, wanted: number): Neighbour[];
}

export interface GenerationPlace {
  readonly folder: string;
  readonly embedder: { readonly id: string; readonly dimensions: number };
  readonly stored: StoredVector;
}

export function findGeneration(database: Database, embedderKey: number): GenerationRow | null {
  const sql = `SELECT number, manifest FROM generations WHERE embedder = ? AND manifest IS NOT NULL
    ORDER BY number DESC LIMIT 1`;
  return prepared<[number], GenerationRow>(database, sql).get(embedderKey) ?? null;
}

/** Reads vectors from SQLite by key. */
export function storedVectors(database: Database): StoredVector {
  const find = prepared<[number], Buffer>(database, "SELECT vector FROM vectors WHERE key = ?").pluck();
  return (key) => {
    const bytes = find.get(key);
    return bytes === undefined ? null : new Float32Array(new Uint8Array(bytes).buffer);
  };
}

/** Loads a generation that has passed `checkGeneration`. Rejects with the reason when it is not what it should be. */
export async function openGeneration(
  addon: IndexAddon,
  row: GenerationRow,
  place: GenerationPlace,
): Promise<Generation> {
  const { mark, count, dimensions } = await checkGeneration(row, place);
  const index = new addon.HierarchicalNSW(space, dimensions);
  await index.readIndex(indexFile(place.folder, row.number));
  if (index.getCurrentCount() !== count)
    throw new Error(`loads ${index.getCurrentCount()} vectors instead of ${count}`);
  return {
    number: row.number,
    mark,
    count,
    nearest(vector, wanted) {
      const k = Math.min(wanted, count);
      index.setEf(Math.max(searchWidth, 2 * k));
      const { neighbors, distances } = index.searchKnn(Array.from(vector), k);
      return neighbors.map((key, i) => ({ key, score: 1 - (distances[i] ?? 1) }));
    },
  };
}

/** Whether SQLite, manifest and file agree; rejects with an `Error` saying where they do not. */
export async function checkGeneration(row: GenerationRow, place: GenerationPlace): Promise<Manifest> {
  const { folder, embedder, stored } = place;
  const text = await readFile(manifestFile(folder, row.number), "utf8");
  if (text !== row.manifest) throw new Error("has a manifest that is not the one it was built with");
  const manifest = parseManifest(text);
  const fits =
    manifest.generation === row.number &&
    manifest.embedder === embedder.id &&
    manifest.dimensions === embedder.dimensions &&
    manifest.space === space;
  if (!fits) throw new Error("is the index of other vectors");
  const file = indexFile(folder, row.number);
  if ((await hashFile(file)) !== manifest.sha256)
    throw new Error("is damaged: its hash is not the one it was built with");
  await checkIndexFile(file, manifest, stored);
  return manifest;
}
