import type { BatchEntry } from "#ports.ts";
import type { Batch } from "./batch.ts";
import { failure } from "./read.ts";

/** Forgets where a duplicate stood, or names it again; the receipt names the article that says the same. */
export async function reverseCarrier(
  batch: Batch,
  { change, articleId, facts }: NonNullable<BatchEntry["carrier"]>,
  undone: string,
): Promise<void> {
  const { id, title, url, outlet } = facts;
  const source = url ?? outlet ?? id;
  const status = change === "added" ? "removed" : "duplicate";
  const receipt = { source, status, title, duplicateOf: articleId } as const;
  if (change === "removed") {
    await batch.shelf.carry(articleId, facts, batch.id, receipt);
    return batch.count(receipt);
  }
  if (await batch.shelf.uncarry(articleId, facts, batch.id, receipt)) return batch.count(receipt);
  await batch.note(
    failure(
      source,
      `Expected the duplicate of "${articleId}" to be noted, as batch ${undone} left it, but it is not. It was taken back before and was left alone.`,
    ),
  );
}
