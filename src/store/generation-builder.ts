import { mkdir, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { type IndexAddon, loadAddon, space } from "./addon.ts";
import { type BuildLock, takeLock } from "./build-lock.ts";
import { openForWriting, prepared } from "./connection.ts";
import { countVectors, lossIsLarge } from "./due.ts";
import { checkGeneration, findGeneration, type GenerationPlace, storedVectors } from "./generation.ts";
import { checkIndexFile, hashFile } from "./index-file.ts";
import { indexFile, type Manifest, manifestFile } from "./manifest.ts";
import { shelfSchema } from "./schema.ts";
import { findEmbedder } from "./vectors.ts";

/** Links per element, and candidates while building: recall above .98 at 30,000 clustered vectors of 256. */
const links = 16;
const buildWidth = 128;

/** Vectors added between two signs of life; a hundred take some 50 ms. */
const stride = 100;

/** The addon turns labels into 32-bit numbers on their way back. */
const greatestLabel = 2 ** 32 - 1;

/** How many vectors are searched for in the finished file; each must find itself. */
const selfQueries = 32;

/** How many of them may find another: the search is approximate, and equal vectors take each other's place. */
const missesAllowed = 2;

type Index = InstanceType<IndexAddon["HierarchicalNSW"]>;

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
  const database = openForWriting(join(shelfFolder, "shelf.sqlite"), shelfSchema);
  try {
    const lock = takeLock(database);
    if (lock === null) return false;
    try {
      await build(addon, database, lock, join(shelfFolder, "index"), embedderId);
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
  const mark = embedder === null ? 0 : greatestKey(database, embedder.key);
  if (embedder === null || mark === 0) return;
  if (mark > greatestLabel) throw new Error(`vector ${mark} has no label: the index takes keys up to ${greatestLabel}`);
  const { id, dimensions } = embedder;
  const place: GenerationPlace = { folder, embedder: { id, dimensions }, stored: storedVectors(database) };
  const work: Build = { addon, database, lock, embedder, place };
  await mkdir(folder, { recursive: true });
  const index = await fill(work, mark);
  if (index.getCurrentCount() === 0) return;
  const number = reserve(database, embedder.key);
  const shape = { generation: number, mark, embedder: id, dimensions, space, count: index.getCurrentCount() };
  const sha256 = await writeFiles(work, index, shape);
  putInForce(database, number, sha256);
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

type Shape = Omit<Manifest, "sha256">;

/** Under a temporary name, checked, synced, then renamed: what has its name is whole. Gives the hash. */
async function writeFiles(work: Build, index: Index, shape: Shape): Promise<string> {
  const { folder } = work.place;
  const file = indexFile(folder, shape.generation);
  const temporary = `${file}.tmp`;
  await rm(temporary, { force: true });
  await index.writeIndex(temporary);
  await check(work, temporary, shape);
  const sha256 = await hashFile(temporary);
  await sync(temporary);
  await rename(temporary, file);
  const manifest = manifestFile(folder, shape.generation);
  await writeFile(`${manifest}.tmp`, `${JSON.stringify({ ...shape, sha256 } satisfies Manifest, null, 2)}\n`);
  await sync(`${manifest}.tmp`);
  await rename(`${manifest}.tmp`, manifest);
  if (process.platform !== "win32") await sync(folder, "r");
  work.lock.beat();
  return sha256;
}

/** The addon reports success even when it could not write, so what counts is what can be read back. */
async function check(work: Build, file: string, shape: Shape): Promise<void> {
  const { addon, embedder, place } = work;
  try {
    await checkIndexFile(file, { ...shape, sha256: "" }, place.stored);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the file as written ${reason}; is the disk full?`, { cause: error });
  }
  const index = new addon.HierarchicalNSW(space, embedder.dimensions);
  await index.readIndex(file);
  if (index.getCurrentCount() !== shape.count) throw new Error(`${index.getCurrentCount()} of ${shape.count} written`);
  const labels = index.getIdsList();
  index.setEf(buildWidth);
  let misses = 0;
  for (let i = 0; i < selfQueries; i++) {
    const label = labels[Math.floor((i * labels.length) / selfQueries)] ?? 0;
    const vector = place.stored(label);
    if (vector === null) continue;
    const { distances } = index.searchKnn(Array.from(vector), 1);
    if (Math.abs(distances[0] ?? 1) > 1e-3) misses++;
  }
  if (misses > missesAllowed) throw new Error(`${misses} of ${selfQueries} vectors do not find themselves`);
}

function reserve(database: Database, embedderKey: number): number {
  return database
    .transaction(() => {
      prepared(database, "DELETE FROM generations WHERE sha256 IS NULL").run();
      return Number(
        prepared(database, "INSERT INTO generations (embedder) VALUES (?)").run(embedderKey).lastInsertRowid,
      );
    })
    .immediate();
}

/** From here on readers use it. */
function putInForce(database: Database, number: number, sha256: string): void {
  database
    .transaction(() => {
      prepared(database, "UPDATE generations SET sha256 = ? WHERE number = ?").run(sha256, number);
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

function greatestKey(database: Database, embedderKey: number): number {
  const sql = "SELECT coalesce(max(key), 0) FROM vectors WHERE embedder = ?";
  return prepared<[number], number>(database, sql).pluck().get(embedderKey) ?? 0;
}

async function sync(path: string, flags = "r+"): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
