import { InputError } from "#errors.ts";
import type { Clock, Library } from "#ports.ts";
import type { BatchSummary } from "#types.ts";
import { openBatch, type Report } from "./batch.ts";
import type { Answers } from "./marks.ts";
import { failure } from "./read.ts";
import { takeOut } from "./store.ts";

export interface RemoveRequest {
  /** Ids of articles. */
  readonly ids: readonly string[];
  readonly shelf: string;
  readonly command?: string;
}

/**
 * Takes articles out of every search, one receipt each; an id the shelf does not hold is a `failed` receipt. Their
 * versions are kept for `undoBatch`. Throws `InputError` if there is no such shelf.
 */
export async function removeArticles(
  dependencies: { readonly library: Library; readonly clock: Clock; readonly answers?: Answers | undefined },
  request: RemoveRequest,
  report: Report,
  signal?: AbortSignal,
): Promise<BatchSummary> {
  const { library, clock, answers } = dependencies;
  const shelf = await openExisting(library, request.shelf);
  const batch = await openBatch({ shelf, clock, report, command: request.command ?? "remove", answers });
  for (const id of request.ids) {
    if (signal?.aborted) {
      break;
    }
    const article = await shelf.current(id);
    const receipt = { source: id, status: "removed", articleId: id, title: article?.title ?? "" } as const;
    if (article === null || !(await takeOut(batch, article, receipt))) {
      await batch.note(
        failure(
          id,
          `Expected the id of an article in the shelf "${shelf.name}", found "${id}", which is not there. Ids stand in the receipts of ingest (--json) and in the sources of answers.`,
        ),
      );
    }
  }
  return batch.end();
}

/** Opens a shelf that must exist, so that a mistyped name does not create one. Throws `InputError` otherwise. */
export async function openExisting(library: Library, name: string): ReturnType<Library["shelf"]> {
  const shelves = await library.shelves();
  if (!shelves.includes(name)) {
    const known = shelves.length === 0 ? "There are none yet." : `There are: ${shelves.join(", ")}.`;
    throw new InputError(`Expected the name of a shelf, found "${name}", which does not exist. ${known}`);
  }
  return library.shelf(name);
}
