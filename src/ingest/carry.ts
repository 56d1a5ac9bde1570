import type { CarrierFacts } from "#ports.ts";
import type { ArticleMetadata, Receipt } from "#types.ts";
import type { Batch } from "./batch.ts";

/** An article that a stored one says already, and where it stood. */
export interface Duplicate {
  readonly receipt: Receipt & { readonly duplicateOf: string };
  readonly facts: CarrierFacts;
}

/** Notes who else carries a stored article. What names neither outlet nor address is no one who carries it. */
export async function carry(batch: Batch, { receipt, facts }: Duplicate): Promise<void> {
  if (facts.url === null && facts.outlet === null) return batch.note(receipt);
  await batch.shelf.carry(receipt.duplicateOf, facts, batch.id, receipt);
  batch.count(receipt);
}

export function factsOf(id: string, { title, url, outlet, author, publishedAt }: ArticleMetadata): CarrierFacts {
  return { id, title, url, outlet, author, publishedAt };
}
