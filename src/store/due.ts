import type { Database } from "better-sqlite3";
import { prepared } from "./connection.ts";
import type { Embedder } from "./vectors.ts";

/** An exact scan of this many numbers (8,000 vectors of 256) takes about 3 ms: a tail may not grow beyond it. */
const longestTail = 2_000_000;

/** Below this a tail costs less than a millisecond, however small the index is. */
const shortestTail = 2_000;

/** A tail that is a small part of the index is not worth building the index again. */
const tailShare = 0.25;

/** Beyond this share of vectors that are gone, an index is built from nothing instead of extended. */
const largestLoss = 0.2;

/** Whether so many vectors stand above the mark that a new generation should take them in. */
export function tailIsLong(database: Database, embedder: Embedder, mark: number, count: number): boolean {
  const tail = countVectors(database, embedder.key, mark, Number.MAX_SAFE_INTEGER);
  const limit = Math.min(Math.max(shortestTail, tailShare * count), longestTail / embedder.dimensions);
  return tail > limit;
}

/** Whether so many of an index's vectors are gone that searching it wastes its work. */
export function lossIsLarge(database: Database, embedder: Embedder, mark: number, count: number): boolean {
  return count - countVectors(database, embedder.key, 0, mark) > largestLoss * count;
}

/** Number of vectors with keys above `after`, up to `mark`. */
export function countVectors(database: Database, embedderKey: number, after: number, mark: number): number {
  const sql = "SELECT count(*) FROM vectors WHERE embedder = ? AND key > ? AND key <= ?";
  return prepared<[number, number, number], number>(database, sql).pluck().get(embedderKey, after, mark) ?? 0;
}
