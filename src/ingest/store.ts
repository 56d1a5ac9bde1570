import { StorageError } from "#errors.ts";
import type { ShelfWriter } from "#ports.ts";
import type { Article, Passage, Receipt } from "#types.ts";
import type { Batch } from "./batch.ts";
import { chunk } from "./chunk.ts";

/** An article ready to be stored but for its vectors. */
export interface Prepared {
  readonly article: Article;
  readonly passages: readonly Passage[];
  readonly receipt: Receipt;
}

/** Sixth step: article, passages, vectors and receipt in one transaction; then the receipt is reported. */
export async function store(
  batch: Batch,
  prepared: Prepared,
  vectors: readonly Float32Array[],
  embedderId: string,
): Promise<void> {
  for (let ready = prepared; ; ) {
    try {
      await batch.shelf.save({ ...ready, vectors, embedderId, batch: batch.id });
      return batch.count(ready.receipt);
    } catch (error) {
      const next = error instanceof StorageError ? await overtaken(batch.shelf, ready) : null;
      if (next === null) throw error;
      ready = next;
    }
  }
}

/**
 * The article as the next version, where another process has stored the version it was to be; else `null`. Its passages
 * are cut at the same places, so its vectors stay.
 */
async function overtaken(shelf: ShelfWriter, { article, receipt }: Prepared): Promise<Prepared | null> {
  const latest = await shelf.latestVersion(article.id);
  if (latest < article.version) return null;
  const next = { ...article, version: latest + 1 };
  const status = (await shelf.current(article.id)) === null ? "added" : "updated";
  return { article: next, passages: chunk(next), receipt: { ...receipt, status } };
}
