import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { type IndexAddon, loadAddon, space } from "./addon.ts";
import { type BuildLock, takeLock } from "./build-lock.ts";
import { openForWriting, prepared } from "./connection.ts";
import { countVectors, lossIsLarge } from "./due.ts";
import { checkGeneration, findGeneration, type GenerationPlace, storedVectors } from "./generation.ts";
import { formatManifest, indexFile, manifestFile } from "./manifest.ts";
import { mergeTerms } from "./merge-terms.ts";
import { indexFolder, shelfFile } from "./names.ts";
import { shelfSchema } from "./schema.ts";
import { findEmbedder } from "./vectors.ts";
import { type Index, UnfitIndex, writeIndex } from "./write-index.ts";

/** Links per element, and candidates while building: recall at 10 is .999 at 30,000 clustered vectors of 256. */
const links = 16;
const buildWidth = 128;

/** Vectors added between two signs of life; a hundred take some 50 ms. */
const stride = 100;

/** The addon turns labels into 32-bit numbers on their way back. */
const greatestLabel = 2 ** 32 - 1;

interface Build {
  readonly addon: IndexAddon;
  readonly database: Database;
  readonly lock: BuildLock;
  readonly embedder: { readonly id: string; readonly key: number; readonly dimensions: number };
  readonly place: GenerationPlace;
}

/**
 * Builds the next generation of a shelf's index, in a process of its own: adding is synchronous and takes seconds.
 * False when another builder is at work. Rejects when the file did not come out as it should; then nothing has changed.
 */
export async function buildGeneration(shelfFolder: string, embedderId: string): Promise<boolean> {
  const addon = await loadAddon();
  const database = openForWriting(shelfFile(shelfFolder), shelfSchema);
  try {
    const lock = takeLock(database);
    if (lock === null) return false;
    try {
      await build(addon, database, lock, indexFolder(shelfFolder), embedderId);
      await mergeTerms(database, () => lock.beat());
      return true;
    } finally {
      lock.release();
    }
  } finally {
    database.close();
  }
}

async function build(addon: IndexAddon, database: Database, lock: BuildLock, folder: string, embedderId: string) {
  const embedder = findEmbedder(database, embedderId);
  const mark = greatestKey(database);
  if (embedder === null || countVectors(database, embedder.key, 0, mark) === 0) return;
  if (mark > greatestLabel) throw new Error(`vector ${mark} has no label: the index takes keys up to ${greatestLabel}`);
  const { id, dimensions } = embedder;
  const place: GenerationPlace = { folder, embedder: { id, dimensions }, stored: storedVectors(database) };
  const work: Build = { addon, database, lock, embedder, place };
  await mkdir(folder, { recursive: true });
  const index = await fill(work, mark);
  const number = reserve(database, embedder.key, mark);
  const shape = { generation: number, mark, embedder: id, dimensions, space, count: index.getCurrentCount() };
  const manifest = await writeIndex(addon, index, shape, place).catch(async (error: unknown) => {
    if (error instanceof UnfitIndex)
      prepared(database, "UPDATE generations SET unfit = 1 WHERE number = ?").run(number);
    await removeOthers(folder, findGeneration(database, embedder.key)?.number ?? 0);
    throw error;
  });
  lock.beat();
  putInForce(database, number, formatManifest(manifest));
  await removeOthers(folder, number);
}

/** The last generation with what is newer, or all vectors anew. */
async function fill(work: Build, mark: number): Promise<Index> {
  const { addon, database, embedder } = work;
  const last = await loadLast(work);
  if (last !== null) {
    last.index.resizeIndex(last.index.getCurrentCount() + countVectors(database, embedder.key, last.mark, mark));
    return add(work, last.index, last.mark, mark);
  }
  const index = new addon.HierarchicalNSW(space, embedder.dimensions);
  index.initIndex(countVectors(database, embedder.key, 0, mark), links, buildWidth);
  return add(work, index, 0, mark);
}

/** `null` where it should not be extended, or is not there, or is not what it should be. */
async function loadLast({ addon, database, embedder, place }: Build): Promise<{ index: Index; mark: number } | null> {
  const row = findGeneration(database, embedder.key);
  if (row === null) return null;
  const manifest = await checkGeneration(row, place).catch(() => null);
  if (manifest === null || lossIsLarge(database, embedder, manifest.mark, manifest.count)) return null;
  const index = new addon.HierarchicalNSW(space, embedder.dimensions);
  const loaded = await index.readIndex(indexFile(place.folder, row.number)).catch(() => false);
  return loaded ? { index, mark: manifest.mark } : null;
}

/** Adds the vectors with keys above `after` up to `mark`. */
async function add({ database, embedder, lock }: Build, index: Index, after: number, mark: number): Promise<Index> {
  const next = prepared<[number, number, number, number], { key: number; vector: Buffer }>(
    database,
    "SELECT key, vector FROM vectors WHERE embedder = ? AND key > ? AND key <= ? ORDER BY key LIMIT ?",
  );
  for (let last = after; ; ) {
    const rows = next.all(embedder.key, last, mark, stride);
    for (const { key, vector } of rows) {
      index.addPoint(Array.from(new Float32Array(new Uint8Array(vector).buffer)), key);
      last = key;
    }
    lock.beat();
    if (rows.length < stride) return index;
    await new Promise((resume) => setImmediate(resume));
  }
}

function reserve(database: Database, embedderKey: number, mark: number): number {
  return database
    .transaction(() => {
      prepared(database, "DELETE FROM generations WHERE manifest IS NULL").run();
      return Number(
        prepared(database, "INSERT INTO generations (embedder, mark) VALUES (?, ?)").run(embedderKey, mark)
          .lastInsertRowid,
      );
    })
    .immediate();
}

/** From here on readers use it. */
function putInForce(database: Database, number: number, manifest: string): void {
  database
    .transaction(() => {
      const named = prepared(database, "UPDATE generations SET manifest = ? WHERE number = ?").run(manifest, number);
      if (named.changes === 0) throw new Error("another builder has taken the lock");
      prepared(database, "DELETE FROM generations WHERE number <> ?").run(number);
    })
    .immediate();
}

/** Readers of older generations hold them in memory; one that was about to open one sees the new row and opens that. */
async function removeOthers(folder: string, number: number): Promise<void> {
  const kept = new Set([indexFile(folder, number), manifestFile(folder, number)]);
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if (/^\d+\.(hnsw|json)(\.tmp)?$/.test(name) && !kept.has(file)) await rm(file, { force: true });
  }
}

/** The greatest key ever given: keys rise in the order in which they are committed, so none below it is still to come. */
function greatestKey(database: Database): number {
  const sql = "SELECT seq FROM sqlite_sequence WHERE name = 'vectors'";
  return prepared<[], number>(database, sql).pluck().get() ?? 0;
}
