import type { ReadFailure } from "#ports.ts";
import type { Batch } from "./batch.ts";
import { idsOf } from "./identify.ts";
import { knownId } from "./known-id.ts";
import { failure } from "./read.ts";
import { takeOut } from "./store.ts";

export type Withdrawal = ReadFailure & { readonly withdrawn: { readonly identity: string } };

/**
 * Takes out the article that its outlet has withdrawn. Where none stands under the identity, what went wrong is the
 * receipt; where it was taken out before, nothing changes.
 */
export async function withdraw(batch: Batch, { source, error, withdrawn }: Withdrawal): Promise<void> {
  const { shelf } = batch;
  const id = await knownId(shelf, idsOf(withdrawn.identity));
  const notices = [{ kind: "withdrawn", message: "the outlet has withdrawn it" }] as const;
  const article = await shelf.current(id);
  if (article !== null) {
    const receipt = { source, status: "removed", articleId: id, title: article.title, notices } as const;
    if (await takeOut(batch, article, receipt)) return;
  }
  const wasThere = (await shelf.removal(id)) !== null;
  await batch.note(wasThere ? { source, status: "unchanged", articleId: id, notices } : failure(source, error));
}
