import { join } from "node:path";
import type { Database } from "better-sqlite3";
import type { Clock, EmbeddingCache } from "#ports.ts";
import { openDisposable } from "./disposable.ts";
import { cacheSchema, findVectors, saveVectors, trim } from "./embedding-rows.ts";

export interface EmbeddingCacheOptions {
  /** The folder of the library; the cache is the file `embeddings.sqlite` in it. */
  readonly home: string;
  readonly clock: Clock;
  /** Told, once each, why the cache is begun anew or does not serve. */
  warn(message: string): void;
  /** Bytes of vectors that are kept; those used least recently make room. By default 2 GiB and 32 MiB. */
  readonly most?: { readonly passage: number; readonly question: number };
}

/** The cache in the library's folder. */
export interface OpenEmbeddingCache extends EmbeddingCache {
  close(): Promise<void>;
}

/** 2 GiB are 350,000 vectors of 1,536 numbers; 32 MiB are 5,400 questions. */
const mostBytes = { passage: 2 * 2 ** 30, question: 32 * 2 ** 20 };

/**
 * Vectors by embedder, purpose and SHA-256 of the text. Any number of processes may use it at once. It only saves work, so
 * nothing that is the matter with it stops anybody: a damaged file is set aside and begun anew, one that can not be used
 * is done without; both are said. Opened at the first use.
 */
export function createEmbeddingCache(options: EmbeddingCacheOptions): OpenEmbeddingCache {
  const { home, clock, warn, most = mostBytes } = options;
  const file = openDisposable({ file: join(home, "embeddings.sqlite"), schema: cacheSchema, warn });
  const now = (): number => clock.now().getTime();
  const none: ReadonlyMap<string, Float32Array> = new Map();
  return {
    find: async (made, texts) => file.run((database) => findVectors(database, made, texts, now())) ?? none,
    save: async (made, vectors) => {
      file.run((database) => {
        const work = (): void => {
          saveVectors(database, made, vectors, now());
          trim(database, made.purpose, most[made.purpose]);
        };
        inOneTransaction(database, work);
      });
    },
    close: async () => file.close(),
  };
}

function inOneTransaction(database: Database, work: () => void): void {
  database.transaction(work).immediate();
}
