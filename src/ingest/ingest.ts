/**
 * The ingest walk: read, extract, compare, chunk, embed, store, project.
 *
 *   sources ── read ──> documents ── extract ──> articles ── compare ──┬─> new or changed ── chunk, embed, store
 *                            └────────── failed ───────────────────────┴─> receipt                    └── project
 */
import type { Clock, Embedder, Extractor, Library, Reader } from "#ports.ts";
import type { BatchSummary, RawDocument, Receipt } from "#types.ts";
import { type Batch, openBatch, type Report } from "./batch.ts";
import { chunk } from "./chunk.ts";
import { compare } from "./compare.ts";
import { openDryShelf } from "./dry-run.ts";
import { extract } from "./extract.ts";
import { createGivenIds, type GivenIds } from "./given-ids.ts";
import { createIdentifier, type Identify } from "./identify.ts";
import { project } from "./project.ts";
import { createQueue, type Queue } from "./queue.ts";
import { failure, isFailure, read } from "./read.ts";

export interface IngestRequest {
  readonly sources: readonly string[];
  readonly shelf: string;
  /** Says what would happen and stores nothing. */
  readonly dryRun?: boolean;
  /** What the person asked for, noted with the batch. */
  readonly command?: string;
}

export interface IngestDependencies {
  readonly reader: Reader;
  readonly extractor: Extractor;
  readonly embedder: Embedder;
  readonly library: Library;
  readonly clock: Clock;
}

/**
 * Ingests the sources in order; receipts come in the order of the articles, one each. What cannot be read or understood
 * is a receipt that says why, and the others go on. When the signal aborts, the walk stops between two articles: what
 * was stored stays, the batch is ended, and its summary returned. Throws `ModelError` when the embedder does not work at
 * all and `StorageError` when nothing can be stored; what was stored before stays.
 */
export type Ingest = (request: IngestRequest, report: Report, signal?: AbortSignal) => Promise<BatchSummary>;

export function createIngest(dependencies: IngestDependencies): Ingest {
  const { embedder, library, clock } = dependencies;
  return async (request, report, signal) => {
    const shelf = request.dryRun ? await openDryShelf(library, request.shelf) : await library.shelf(request.shelf);
    const batch = await openBatch({ shelf, clock, report, command: request.command ?? "ingest" });
    const queue = createQueue({ batch, embedder: request.dryRun ? null : embedder, ...(signal && { signal }) });
    try {
      const steps = { dependencies, batch, queue, identify: createIdentifier(), givenIds: createGivenIds() };
      await walk(request.sources, steps, signal);
      await project(shelf, embedder.id, signal);
    } catch (error) {
      if (!signal?.aborted) {
        await batch.end();
        throw error;
      }
    }
    return batch.end();
  };
}

interface Walk {
  readonly dependencies: IngestDependencies;
  readonly batch: Batch;
  readonly queue: Queue;
  readonly identify: Identify;
  readonly givenIds: GivenIds;
}

async function walk(sources: readonly string[], steps: Walk, signal?: AbortSignal): Promise<void> {
  for await (const found of read(steps.dependencies.reader, sources, signal)) {
    await take(found, steps);
    signal?.throwIfAborted();
  }
  await steps.queue.flush();
}

/** Takes one document through extract, compare and chunk, and hands it to the queue that embeds and stores. */
async function take(found: RawDocument | Receipt, steps: Walk): Promise<void> {
  const { dependencies, batch, queue, identify, givenIds } = steps;
  if (isFailure(found)) {
    return queue.note(found);
  }
  const extracted = await extract(dependencies.extractor, found);
  if (isFailure(extracted)) {
    return queue.note(extracted);
  }
  const identified = identify(found, extracted);
  const { source } = found;
  const { title } = extracted;
  const clash = givenIds.clash(identified, source);
  if (clash !== null) {
    return queue.note({ ...failure(source, clash), articleId: identified.id });
  }
  if (queue.holds(identified)) {
    await queue.flush();
  }
  const comparison = await compare(batch.shelf, identified);
  if (comparison.kind === "unchanged") {
    return queue.note({ source, status: "unchanged", articleId: identified.id, title });
  }
  if (comparison.kind === "duplicate") {
    const { duplicateOf } = comparison;
    return queue.note({ source, status: "duplicate", title, duplicateOf });
  }
  const article = comparison.article(dependencies.clock.now());
  const passages = chunk(article);
  const status = comparison.kind === "new" ? "added" : "updated";
  const receipt = { source, status, articleId: article.id, title, passages: passages.length } as const;
  return queue.store({ article, passages, receipt });
}
