import type { Database } from "better-sqlite3";
import type { Hit } from "#ports.ts";
import type { IndexAddon } from "./addon.ts";
import { prepared } from "./connection.ts";
import { countVectors } from "./due.ts";
import { findGeneration, type Generation, type GenerationRow, openGeneration, storedVectors } from "./generation.ts";
import { checkUnitVector, type Embedder, findEmbedder, type Neighbour, VectorScan } from "./vectors.ts";

interface NearestOptions {
  readonly shelf: string;
  readonly database: Database;
  /** Where the generations lie. */
  readonly folder: string;
  addon(): Promise<IndexAddon | null>;
  warn(message: string): void;
}

/** More than asked for, as some of what an index finds may be gone. */
const spare = 16;

/** A scan that holds this many vectors in vain, and a quarter of its size, is read again. */
const wasteAllowed = 1_000;

/** Vector search in one shelf for one embedder: the index, and one by one what is newer than it. */
export class NearestSearch {
  readonly #options: NearestOptions;
  readonly #embedder: Embedder;
  #generation: Generation | null = null;
  #scan: VectorScan;
  #seen = -1;
  /** Numbers of generations that could not be used. */
  readonly #refused = new Set<number>();
  #updating: Promise<void> | null = null;

  constructor(options: NearestOptions, embedder: Embedder) {
    this.#options = options;
    this.#embedder = embedder;
    this.#scan = new VectorScan(embedder.dimensions, 0);
  }

  /** `null` for an embedder whose vectors the shelf never held. */
  static for(options: NearestOptions, embedderId: string): NearestSearch | null {
    const embedder = findEmbedder(options.database, embedderId);
    return embedder === null ? null : new NearestSearch(options, embedder);
  }

  /** Nearest first. Throws `ModelError` when the vector is none of this embedder. */
  async search(vector: Float32Array, limit: number): Promise<readonly Hit[]> {
    checkUnitVector(vector, this.#embedder.dimensions, this.#embedder.id);
    if (limit <= 0) return [];
    await this.#bringUpToDate();
    return this.#options.database.transaction(() => {
      this.#loadTail();
      return this.#find(vector, limit);
    })();
  }

  #find(vector: Float32Array, limit: number): readonly Hit[] {
    const size = (this.#generation?.count ?? 0) + this.#scan.size;
    for (let wanted = limit + spare; ; wanted *= 2) {
      const found = [...(this.#generation?.nearest(vector, wanted) ?? []), ...this.#scan.nearest(vector, wanted)]
        .sort((a, b) => b.score - a.score)
        .slice(0, wanted);
      const hits = this.#stillThere(found, limit);
      if (hits.length === limit || wanted >= size) return hits;
    }
  }

  #stillThere(found: readonly Neighbour[], limit: number): readonly Hit[] {
    const find = prepared<[number], string>(
      this.#options.database,
      "SELECT p.id FROM vectors v JOIN passages p ON p.key = v.passage WHERE v.key = ?",
    ).pluck();
    const hits: Hit[] = [];
    for (const { key, score } of found) {
      if (hits.length === limit) break;
      const passageId = find.get(key);
      if (passageId !== undefined) hits.push({ passageId, score });
    }
    return hits;
  }

  /** Loads the generation in force when it is not the one in use. Searches that come meanwhile wait for the same. */
  async #bringUpToDate(): Promise<void> {
    while (this.#newGeneration() !== null) {
      this.#updating ??= this.#openNew().finally(() => {
        this.#updating = null;
      });
      await this.#updating;
    }
  }

  #newGeneration(): GenerationRow | null {
    const row = findGeneration(this.#options.database, this.#embedder.key);
    return row === null || row.number === this.#generation?.number || this.#refused.has(row.number) ? null : row;
  }

  async #openNew(): Promise<void> {
    const row = this.#newGeneration();
    const addon = await this.#options.addon();
    if (row === null) return;
    if (addon === null) {
      this.#refused.add(row.number);
      return;
    }
    const { database, folder } = this.#options;
    const place = { folder, embedder: this.#embedder, stored: storedVectors(database) };
    try {
      this.#use(await openGeneration(addon, row, place));
    } catch (error) {
      this.#refuse(row, error);
    }
  }

  #use(generation: Generation): void {
    this.#generation = generation;
    this.#scan = new VectorScan(this.#embedder.dimensions, generation.mark);
    this.#seen = -1;
  }

  /** Says why, unless the generation has meanwhile been replaced by another: then there is nothing wrong. */
  #refuse(row: GenerationRow, error: unknown): void {
    this.#refused.add(row.number);
    if (findGeneration(this.#options.database, this.#embedder.key)?.number !== row.number) return;
    const message = error instanceof Error ? error.message : String(error);
    const reason = error instanceof Error && "syscall" in error ? `cannot be read (${message})` : message;
    this.#options.warn(
      `The index of shelf ${this.#options.shelf} cannot be used: generation ${row.number} ${reason}. Search compares one by one meanwhile; the next ingestion builds the index again.`,
    );
  }

  #loadTail(): void {
    const { database } = this.#options;
    const dataVersion = Number(prepared(database, "PRAGMA data_version").pluck().get());
    if (dataVersion === this.#seen) return;
    this.#seen = dataVersion;
    this.#scan.load(database, this.#embedder.key);
    const after = this.#generation?.mark ?? 0;
    const waste = this.#scan.size - countVectors(database, this.#embedder.key, after, Number.MAX_SAFE_INTEGER);
    if (waste <= wasteAllowed || waste <= this.#scan.size / 4) return;
    this.#scan = new VectorScan(this.#embedder.dimensions, after);
    this.#scan.load(database, this.#embedder.key);
  }
}
