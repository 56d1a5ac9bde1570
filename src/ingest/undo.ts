import { InputError } from "#errors.ts";
import type { BatchEntry, Clock, Embedder, Library } from "#ports.ts";
import type { Article, BatchSummary } from "#types.ts";
import { type Batch, openBatch, type Report } from "./batch.ts";
import { chunk } from "./chunk.ts";
import { embed } from "./embed.ts";
import type { Answers } from "./marks.ts";
import { project } from "./project.ts";
import { failure } from "./read.ts";
import { openExisting } from "./remove.ts";
import { store, takeOut } from "./store.ts";
import { reverseCarrier } from "./undo-carrier.ts";

export interface UndoRequest {
  readonly batch: string;
  readonly shelf: string;
  readonly command?: string;
}

interface Dependencies {
  readonly library: Library;
  readonly embedder: Embedder;
  readonly clock: Clock;
  readonly answers?: Answers | undefined;
}

/**
 * Reverses a batch entry by entry, newest first, as a batch of its own: what it added is removed, what it updated gets
 * the text of before as a new version, what it removed comes back. An article that changed since is left alone and
 * reported as `failed`. When the signal aborts, what was undone stays. Throws `InputError` if there is no such shelf or
 * batch, `ModelError` if a text cannot be embedded again.
 */
export async function undoBatch(
  dependencies: Dependencies,
  request: UndoRequest,
  report: Report,
  signal?: AbortSignal,
): Promise<BatchSummary> {
  const { library, embedder, clock, answers } = dependencies;
  const shelf = await openExisting(library, request.shelf);
  const entries = await shelf.batch(request.batch);
  if (entries === null) {
    throw new InputError(
      `Expected a batch of the shelf "${shelf.name}", found "${request.batch}", which is not one. The last line of an ingestion (--json) names its batch.`,
    );
  }
  const batch = await openBatch({ shelf, clock, report, command: request.command ?? `undo ${request.batch}`, answers });
  const standing: Standing = new Map();
  const undo = { batch, embedder, standing, undone: request.batch, ...(signal && { signal }) };
  try {
    for (const entry of [...entries].reverse()) {
      signal?.throwIfAborted();
      await reverse(entry, undo);
    }
    await project(shelf, embedder.id, signal);
  } catch (error) {
    if (!signal?.aborted) {
      await batch.end();
      throw error;
    }
  }
  return batch.end();
}

/** Which version's text an article shows after steps of this undo, so that an article changed twice is undone twice. */
type Standing = Map<string, number | null>;

interface Undo {
  readonly batch: Batch;
  readonly embedder: Embedder;
  readonly standing: Standing;
  readonly undone: string;
  readonly signal?: AbortSignal;
}

async function reverse(entry: BatchEntry, undo: Undo): Promise<void> {
  const { receipt, before, after, carrier } = entry;
  if (carrier !== undefined) {
    return reverseCarrier(undo.batch, carrier, undo.undone);
  }
  const { articleId } = receipt;
  if (articleId === undefined || before === after) {
    return;
  }
  const { batch, standing } = undo;
  const current = await batch.shelf.current(articleId);
  const shown = standing.has(articleId) ? standing.get(articleId) : (current?.version ?? null);
  if (shown !== after) {
    const found = shown === null ? "it was removed" : `it is at version ${current?.version}`;
    const expected = after === null ? "to be still removed" : `at version ${after}`;
    return batch.note({
      ...failure(
        articleId,
        `Expected the article "${articleId}" ${expected}, as batch ${undo.undone} left it, but ${found}. It changed since and was left alone.`,
      ),
      articleId,
    });
  }
  await (before === null ? takeBack(articleId, current, undo) : bringBack(articleId, before, current, undo));
  standing.set(articleId, before);
}

async function takeBack(articleId: string, current: Article | null, { batch }: Undo): Promise<void> {
  const title = current?.title ?? "";
  await takeOut(batch, { id: articleId, title }, { source: articleId, status: "removed", articleId, title });
}

async function bringBack(articleId: string, version: number, current: Article | null, undo: Undo): Promise<void> {
  const { batch, embedder, signal } = undo;
  const old = await batch.shelf.version(articleId, version);
  if (old === null) {
    return batch.note({
      ...failure(
        articleId,
        `Expected version ${version} of the article "${articleId}" to be stored, but it is not. Ingest its source again.`,
      ),
      articleId,
    });
  }
  const article = { ...old, version: (await batch.shelf.latestVersion(articleId)) + 1 };
  const passages = chunk(article);
  const vectors = await embed(
    embedder,
    passages.map((passage) => ({ passage, article })),
    signal,
  );
  const status = current === null ? "added" : "updated";
  const receipt = { source: articleId, status, articleId, title: article.title, passages: passages.length } as const;
  await store(batch, { article, passages, receipt }, vectors, embedder.id);
}
