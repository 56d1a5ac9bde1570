import type { Article, Passage, Receipt } from "#types.ts";
import type { Batch } from "./batch.ts";

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
  await batch.shelf.save({ ...prepared, vectors, embedderId, batch: batch.id });
  batch.count(prepared.receipt);
}
