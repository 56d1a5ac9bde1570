import { FetchError, FootnoteError } from "#errors.ts";
import type { Ingest } from "#ingest/ingest.ts";
import type { Clock, Fetcher, FetchMemory, ListingParser, Reader } from "#ports.ts";
import type { BatchSummary, Receipt } from "#types.ts";
import { backOff, untilNext } from "./back-off.ts";
import { isWaiting, memoryOf, NO_VALIDATORS } from "./memory.ts";
import type { Pause } from "./pause.ts";
import { type PollOptions, poll, type Watched } from "./poll.ts";
import { createTurns } from "./turns.ts";

export interface WatchRequest {
  /** Addresses of feeds, sitemaps, lists or articles. */
  readonly sources: readonly string[];
  readonly shelf: string;
  /** Between two polls of a source; a feed that wants more gets more. */
  readonly minutes: number;
}

/** What a watch tells while it goes on. */
export interface WatchReport {
  receipt(receipt: Receipt): void;
  /** A batch of a source has ended; there is none where nothing was new. */
  batch(source: string, summary: BatchSummary): void;
  /** A source has begun to fail; not said again until it has recovered. */
  failing(source: string, error: FootnoteError): void;
  recovered(source: string): void;
}

export interface WatchDependencies {
  readonly fetcher: Fetcher;
  readonly listings: ListingParser;
  readonly memory: FetchMemory;
  readonly clock: Clock;
  /** The ingest walk, with this reader. */
  readonly ingestFrom: (reader: Reader) => Promise<Ingest>;
  readonly pause: Pause;
  /** From 0 to 1. */
  readonly random: () => number;
}

/**
 * Asks each source again and again what is new, until the signal aborts, which ends a running batch between two articles
 * and resolves. Sources do not wait for each other but to be stored. A source that fails is asked ever less often.
 */
export async function watch(
  dependencies: WatchDependencies,
  request: WatchRequest,
  report: WatchReport,
  signal: AbortSignal,
): Promise<void> {
  const broken = new AbortController();
  const { shelf, minutes } = request;
  const inTurn = createTurns();
  const common = {
    ...dependencies,
    ...{ shelf, minutes, report, inTurn },
    memory: memoryOf(dependencies.memory, shelf),
    now: () => dependencies.clock.now(),
  };
  const watching = [...new Set(request.sources)].map((source) =>
    watchSource({ ...common, source }, AbortSignal.any([signal, broken.signal])).catch((error: unknown) => {
      // A bug, or a signal that aborted: in either case nothing goes on.
      broken.abort(error);
      signal.throwIfAborted();
      throw error;
    }),
  );
  const results = await Promise.allSettled(watching);
  const bug = results.find((result) => result.status === "rejected");
  if (bug !== undefined && !signal.aborted) throw bug.reason;
}

type Watch = PollOptions & Pick<WatchDependencies, "pause" | "random"> & { readonly report: WatchReport };

async function watchSource(options: Watch, signal: AbortSignal): Promise<void> {
  const { source, memory, pause, now, report } = options;
  const watched: Watched = { validators: new Map(), pending: new Map(), minutes: null };
  const known = await memory.find(source);
  if (known?.notBefore && isWaiting(known, now())) {
    // A server that asked for patience before a restart is not asked at once after it.
    await pause(Date.parse(known.notBefore) - now().getTime(), signal);
  }
  let isFailing = false;
  while (!signal.aborted) {
    const { wait, error } = await pollOnce(watched, options, signal);
    if (signal.aborted) return;
    if (error !== null && !isFailing) report.failing(source, error);
    if (error === null && isFailing) report.recovered(source);
    isFailing = error !== null;
    await pause(wait, signal);
  }
}

/** How long to wait for the next poll, and what went wrong with this one. */
async function pollOnce(
  watched: Watched,
  options: Watch,
  signal: AbortSignal,
): Promise<{ readonly wait: number; readonly error: FootnoteError | null }> {
  try {
    await poll(watched, options, signal);
    return { wait: untilNext(options.minutes, watched.minutes, options.random()), error: null };
  } catch (error) {
    if (signal.aborted || !(error instanceof FootnoteError)) {
      if (signal.aborted) return { wait: 0, error: null };
      throw error;
    }
    return { wait: await noteFailure(options, error), error };
  }
}

async function noteFailure({ source, memory, minutes, now }: Watch, error: FootnoteError): Promise<number> {
  const record = await memory.find(source);
  const failures = (record?.failures ?? 0) + 1;
  const wait = backOff(failures, minutes, error instanceof FetchError ? error.retryAfter : null);
  const time = now();
  await memory.save(source, {
    validators: record?.validators ?? NO_VALIDATORS,
    mark: record?.mark ?? null,
    fetchedAt: time.toISOString(),
    failures,
    notBefore: new Date(time.getTime() + wait).toISOString(),
  });
  return wait;
}
