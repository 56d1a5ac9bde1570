import type { Database } from "better-sqlite3";
import { ModelError } from "#errors.ts";
import { prepared } from "./connection.ts";

/** A vector found near another: its key in `vectors`, and the cosine. */
export interface Neighbour {
  readonly key: number;
  readonly score: number;
}

/** An embedder whose vectors a shelf holds, or held. */
export interface Embedder {
  readonly key: number;
  readonly id: string;
  readonly dimensions: number;
}

export function findEmbedder(database: Database, id: string): Embedder | null {
  return (
    prepared<[string], Embedder>(database, "SELECT key, id, dimensions FROM embedders WHERE id = ?").get(id) ?? null
  );
}

/** Vectors per block. Blocks instead of one array: growing never copies, and never needs the memory twice. */
const blockSize = 2048;

/** How far the squared length of a unit vector may be from 1. */
const tolerance = 1e-3;

/** Throws `ModelError` unless the vector is one of length 1 with this many finite numbers. */
export function checkUnitVector(vector: Float32Array, dimensions: number, embedderId: string): void {
  const length = dot(vector, 0, vector, vector.length);
  if (vector.length === dimensions && Math.abs(length - 1) <= tolerance) return;
  const found = vector.length === dimensions ? `one of length ${Math.sqrt(length)}` : `one of ${vector.length} numbers`;
  throw new ModelError(
    `The embedder ${embedderId} must give vectors of ${dimensions} numbers and length 1; it gave ${found}. Nothing was stored or searched. Check the embedder's settings.`,
  );
}

/** The vectors of one embedder above a mark, held in memory and compared one by one. */
export class VectorScan {
  readonly dimensions: number;
  /** Size: `blockSize` × `dimensions` × 4 bytes each. */
  readonly #blocks: Float32Array[] = [];
  readonly #keys: number[] = [];
  #mark: number;

  /** Holds vectors with keys above `mark`. */
  constructor(dimensions: number, mark: number) {
    this.dimensions = dimensions;
    this.#mark = mark;
  }

  get size(): number {
    return this.#keys.length;
  }

  /** Reads the vectors stored since the last time. */
  load(database: Database, embedderKey: number): void {
    const rows = prepared<[number, number], { key: number; vector: Buffer }>(
      database,
      "SELECT key, vector FROM vectors WHERE embedder = ? AND key > ? ORDER BY key",
    );
    for (const { key, vector } of rows.iterate(embedderKey, this.#mark)) {
      this.#append(key, vector);
      this.#mark = key;
    }
  }

  /** The nearest `count`, nearest first. Some may have been removed from SQLite since they were loaded. */
  nearest(vector: Float32Array, count: number): Neighbour[] {
    const best: Neighbour[] = [];
    for (let i = 0; i < this.#keys.length; i++) {
      const block = this.#blocks[Math.floor(i / blockSize)];
      const key = this.#keys[i];
      if (block === undefined || key === undefined) break;
      const score = dot(block, (i % blockSize) * this.dimensions, vector, this.dimensions);
      if (best.length < count || score > (best[best.length - 1]?.score ?? 0)) insert(best, { key, score }, count);
    }
    return best;
  }

  #append(key: number, vector: Buffer): void {
    const place = this.#keys.length % blockSize;
    if (place === 0) this.#blocks.push(new Float32Array(blockSize * this.dimensions));
    const block = this.#blocks[this.#blocks.length - 1];
    if (block === undefined) return;
    const bytes = this.dimensions * Float32Array.BYTES_PER_ELEMENT;
    new Uint8Array(block.buffer, place * bytes, bytes).set(vector);
    this.#keys.push(key);
  }
}

function insert(best: Neighbour[], neighbour: Neighbour, count: number): void {
  let place = best.length;
  while (place > 0 && (best[place - 1]?.score ?? 0) < neighbour.score) place--;
  best.splice(place, 0, neighbour);
  if (best.length > count) best.pop();
}

/** Four sums at once: additions that do not wait for each other run about twice as fast. */
function dot(a: Float32Array, offset: number, b: Float32Array, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += (a[offset + i] ?? 0) * (b[i] ?? 0);
    s1 += (a[offset + i + 1] ?? 0) * (b[i + 1] ?? 0);
    s2 += (a[offset + i + 2] ?? 0) * (b[i + 2] ?? 0);
    s3 += (a[offset + i + 3] ?? 0) * (b[i + 3] ?? 0);
  }
  for (; i < length; i++) s0 += (a[offset + i] ?? 0) * (b[i] ?? 0);
  return s0 + s1 + s2 + s3;
}
