import { StorageError } from "#errors.ts";
import type { ShelfWriter } from "#ports.ts";
import { sketch as sketchOf } from "#text/minhash.ts";
import type { Article, Notice, Passage, Receipt } from "#types.ts";
import { isWebAddress } from "./address.ts";
import type { Batch } from "./batch.ts";
import { carry, factsOf } from "./carry.ts";
import { chunk } from "./chunk.ts";
import { idsOf } from "./identify.ts";
import { knownId } from "./known-id.ts";
import { findNear } from "./near.ts";
import { withNotices } from "./notices.ts";

/** An article ready to be stored but for its vectors. */
export interface Prepared {
  readonly article: Article;
  readonly passages: readonly Passage[];
  readonly receipt: Receipt;
  /** It is a duplicate where another article with its content has been stored meanwhile. */
  readonly isUnique?: true;
}

/**
 * Sixth step: article, passages, vectors, sketch and receipt in one transaction; then the receipt is reported. Where
 * another process has stored the version it was to be, it becomes the next one.
 */
export async function store(
  batch: Batch,
  prepared: Prepared,
  vectors: readonly Float32Array[],
  embedderId: string,
): Promise<void> {
  for (let ready = prepared; ; ) {
    try {
      return await save(batch, ready, vectors, embedderId);
    } catch (error) {
      const next = error instanceof StorageError ? await overtaken(batch.shelf, ready) : null;
      if (next === null) throw error;
      ready = next;
    }
  }
}

/** Here is the first moment at which all articles before this one are stored, so here its near-duplicates are looked for. */
async function save(
  batch: Batch,
  prepared: Prepared,
  vectors: readonly Float32Array[],
  embedderId: string,
): Promise<void> {
  const { shelf, marks } = batch;
  const { article, passages, isUnique } = prepared;
  const sketch = sketchOf(article.text);
  const near = await findNear(shelf, article, sketch);
  const stale = article.version > 1 ? await marks.note(shelf.name, article.id, article) : null;
  const receipt = receiptOf(prepared.receipt, near.likenesses[0]?.articleId, [near.notice, stale]);
  const original = await originalOf(batch, article);
  const duplicateOf = await shelf.save({
    ...{ article, passages, receipt, vectors, embedderId, batch: batch.id },
    ...{ sketch, near: near.likenesses, ...original, ...(isUnique && { isUnique }) },
  });
  if (duplicateOf === null) return batch.count(receipt);
  const { source, title = "" } = prepared.receipt;
  await carry(batch, {
    receipt: { source, status: "duplicate", title, duplicateOf },
    facts: factsOf(article.id, article),
  });
}

/**
 * The article as the next version, where another process has stored the version it was to be; else `null`. Its passages
 * are cut at the same places, so its vectors stay.
 */
async function overtaken(shelf: ShelfWriter, prepared: Prepared): Promise<Prepared | null> {
  const { article, receipt } = prepared;
  const latest = await shelf.latestVersion(article.id);
  if (latest < article.version) return null;
  const next = { ...article, version: latest + 1 };
  const status = (await shelf.current(article.id)) === null ? "added" : "updated";
  return { ...prepared, article: next, passages: chunk(next), receipt: { ...receipt, status } };
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
