import { sketch as sketchOf } from "#text/minhash.ts";
import type { Article, Notice, Passage, Receipt } from "#types.ts";
import { isWebAddress } from "./address.ts";
import type { Batch } from "./batch.ts";
import { idsOf } from "./identify.ts";
import { knownId } from "./known-id.ts";
import { findNear } from "./near.ts";
import { withNotices } from "./notices.ts";

/** An article ready to be stored but for its vectors. */
export interface Prepared {
  readonly article: Article;
  readonly passages: readonly Passage[];
  readonly receipt: Receipt;
}

/**
 * Sixth step: article, passages, vectors, sketch and receipt in one transaction; then the receipt is reported. Here is the
 * first moment at which all articles before this one are stored, so here its near-duplicates are looked for.
 */
export async function store(
  batch: Batch,
  prepared: Prepared,
  vectors: readonly Float32Array[],
  embedderId: string,
): Promise<void> {
  const { shelf, marks } = batch;
  const { article, passages } = prepared;
  const sketch = sketchOf(article.text);
  const near = await findNear(shelf, article, sketch);
  const stale = article.version > 1 ? await marks.note(shelf.name, article.id, article) : null;
  const receipt = receiptOf(prepared.receipt, near.likenesses[0]?.articleId, [near.notice, stale]);
  const original = await originalOf(batch, article);
  await shelf.save({
    ...{ article, passages, receipt, vectors, embedderId, batch: batch.id },
    ...{ sketch, near: near.likenesses, ...original },
  });
  batch.count(receipt);
}

/** Takes an article out, with its receipt; false if it is not there. */
export async function takeOut(batch: Batch, article: Pick<Article, "id" | "title">, given: Receipt): Promise<boolean> {
  const { shelf, marks } = batch;
  const receipt = withNotices(given, [await marks.note(shelf.name, article.id, null)]);
  if (!(await shelf.remove(article.id, batch.id, receipt))) return false;
  batch.count(receipt);
  return true;
}

function receiptOf(
  receipt: Receipt,
  nearDuplicateOf: string | undefined,
  notices: readonly (Notice | null | undefined)[],
): Receipt {
  return withNotices({ ...receipt, ...(nearDuplicateOf !== undefined && { nearDuplicateOf }) }, notices);
}

async function originalOf({ shelf }: Batch, { originalUrl }: Article): Promise<{ originalId?: string }> {
  if (!originalUrl || !isWebAddress(originalUrl)) return {};
  return { originalId: await knownId(shelf, idsOf(originalUrl)) };
}
