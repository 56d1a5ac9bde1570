import type { BatchEntry, ShelfWriter } from "#ports.ts";
import type { BatchNote, UndoEffect } from "#terminal/batch-list.ts";
import type { ReceiptStatus } from "#types.ts";

/** The last batches of a shelf, newest first, each with what came of it and what undoing it would do. */
export async function* batchNotes(shelf: ShelfWriter, limit: number): AsyncGenerator<BatchNote> {
  const changedLater = new Set<string>();
  for (const batch of await shelf.batches(limit)) {
    const entries = (await shelf.batch(batch.id)) ?? [];
    const changes = changesOf(entries);
    yield { batch, counts: countStatuses(entries), undo: undoEffect(changes, changedLater) };
    for (const articleId of changes.keys()) changedLater.add(articleId);
  }
}

interface Change {
  /** Versions before the batch and after it; `null`: not there. */
  readonly before: number | null;
  readonly after: number | null;
}

/** What a batch did to each article it changed, however often. */
function changesOf(entries: readonly BatchEntry[]): ReadonlyMap<string, Change> {
  const changes = new Map<string, Change>();
  for (const { receipt, before, after } of entries) {
    const { articleId } = receipt;
    if (articleId !== undefined && before !== after) {
      const known = changes.get(articleId);
      changes.set(articleId, { before: known === undefined ? before : known.before, after });
    }
  }
  return changes;
}

function undoEffect(changes: ReadonlyMap<string, Change>, changedLater: ReadonlySet<string>): UndoEffect {
  const effect = { removes: 0, restores: 0, bringsBack: 0, leaves: 0 };
  for (const [articleId, { before, after }] of changes) {
    if (changedLater.has(articleId)) effect.leaves += 1;
    else if (before === after) continue;
    else if (before === null) effect.removes += 1;
    else if (after === null) effect.bringsBack += 1;
    else effect.restores += 1;
  }
  return effect;
}

function countStatuses(entries: readonly BatchEntry[]): Record<ReceiptStatus, number> {
  const counts = { added: 0, updated: 0, unchanged: 0, duplicate: 0, removed: 0, failed: 0 };
  for (const { receipt } of entries) counts[receipt.status] += 1;
  return counts;
}
