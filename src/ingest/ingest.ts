/**
 * The ingest walk: read, extract, compare, chunk, embed, store, project.
 *
 *   sources ── read ──> documents ── extract ──> articles ── compare ──┬─> new or changed ── chunk, embed, store
 *                            └────────── failed ───────────────────────┴─> receipt                    └── project
 */
import type { Clock, Embedder, Extractor, Library, Reader, ShelfWriter } from "#ports.ts";
import type { BatchSummary, ExtractedArticle, RawDocument, Receipt } from "#types.ts";
import { type Batch, openBatch, type Report } from "./batch.ts";
import { factsOf } from "./carry.ts";
import { chunk } from "./chunk.ts";
import { compare } from "./compare.ts";
import { openDryShelf } from "./dry-run.ts";
import { extract } from "./extract.ts";
import { createGivenIds, type GivenIds } from "./given-ids.ts";
import { createIdentifier, type Identify } from "./identify.ts";
import { findInstructions } from "./instructions.ts";
import { knownId } from "./known-id.ts";
import type { Answers } from "./marks.ts";
import { withNotices } from "./notices.ts";
import { ownFacts } from "./own-facts.ts";
import { project } from "./project.ts";
import { createQueue, type Queue } from "./queue.ts";
import { failure, isFailure, read } from "./read.ts";
import { type Withdrawal, withdraw } from "./withdraw.ts";

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
  /** Earlier answers: those whose cited words are gone are marked. Left out: none is. */
  readonly answers?: Answers | undefined;
}

/**
 * Ingests the sources in order; receipts come in the order of the articles, one each. What cannot be read or understood
 * is a receipt that says why, and the others go on. When the signal aborts, the walk stops between two articles: what
 * was stored stays, the batch is ended, and its summary returned. Throws `ModelError` when the embedder does not work at
 * all and `StorageError` when nothing can be stored; what was stored before stays.
 */
export type Ingest = (request: IngestRequest, report: Report, signal?: AbortSignal) => Promise<BatchSummary>;

export function createIngest(dependencies: IngestDependencies): Ingest {
  const { embedder, library, clock, answers } = dependencies;
  return async (request, report, signal) => {
    const shelf = request.dryRun ? await openDryShelf(library, request.shelf) : await library.shelf(request.shelf);
    const batch = await openBatch({
      ...{ shelf, clock, report, command: request.command ?? "ingest" },
      answers: request.dryRun && answers ? { citing: answers.citing, mark: async () => {} } : answers,
    });
    const queue = createQueue({ batch, embedder: request.dryRun ? null : embedder, ...(signal && { signal }) });
    try {
      await addSketches(shelf, signal);
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

/** Articles that get their sketch in one transaction. */
const SKETCHES_AT_ONCE = 300;

/** What was stored before there were sketches gets them first, so that its near-duplicates are found. */
async function addSketches(shelf: ShelfWriter, signal?: AbortSignal): Promise<void> {
  while ((await shelf.addSketches(SKETCHES_AT_ONCE)) > 0) signal?.throwIfAborted();
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

/** Takes what was read through extract, compare and chunk, and hands it to the queue that embeds and stores. */
async function take(found: RawDocument | Receipt | Withdrawal, steps: Walk): Promise<void> {
  const { batch, queue } = steps;
  if (isFailure(found)) {
    return queue.note(found);
  }
  if ("withdrawn" in found) {
    await queue.flush();
    return withdraw(batch, found);
  }
  const extracted = await extract(steps.dependencies.extractor, found);
  if (isFailure(extracted)) {
    return queue.note(withNotices(extracted, found.notices));
  }
  return takeArticle(found, ownFacts(found, extracted), steps);
}

async function takeArticle(found: RawDocument, extracted: ExtractedArticle, steps: Walk): Promise<void> {
  const { dependencies, batch, queue, identify, givenIds } = steps;
  const given = identify(found, extracted);
  const identified = { ...given, id: await knownId(batch.shelf, given) };
  const { id } = identified;
  const { source } = found;
  const { title } = extracted;
  const notices = [...(found.notices ?? []), ...(extracted.notices ?? [])];
  const clash = givenIds.clash(identified, source);
  if (clash !== null) {
    return queue.note({ ...failure(source, clash), articleId: id });
  }
  if (queue.holds(identified)) {
    await queue.flush();
  }
  const comparison = await compare(batch.shelf, identified, found);
  if (comparison.kind === "unchanged") {
    return queue.note({ source, status: "unchanged", articleId: id, title });
  }
  if (comparison.kind === "removed") {
    return queue.note(staysRemoved({ source, status: "unchanged", articleId: id, title }, comparison.at));
  }
  if (comparison.kind === "duplicate") {
    const { duplicateOf } = comparison;
    const receipt = withNotices({ source, status: "duplicate", title }, notices);
    return queue.note({ receipt: { ...receipt, duplicateOf }, facts: factsOf(id, extracted) });
  }
  const article = comparison.article(dependencies.clock.now());
  const passages = chunk(article);
  const status = comparison.kind === "new" ? "added" : "updated";
  const receipt = { source, status, articleId: id, title, passages: passages.length } as const;
  const orders = findInstructions(title, article.text);
  const isUnique = comparison.kind === "new" && !identified.hasOwnId;
  return queue.store({
    article,
    passages,
    receipt: withNotices(receipt, [...notices, orders]),
    ...(isUnique && { isUnique }),
  });
}

function staysRemoved(receipt: Receipt, at: string | null): Receipt {
  const when = at === null ? "" : ` on ${at.slice(0, 10)}`;
  const message = `it was removed${when}; name its address itself to bring it back`;
  return withNotices(receipt, [{ kind: "removed", message }]);
}
