import type { Ingest } from "#ingest/ingest.ts";
import type { ReadPage } from "#ingest/web/page.ts";
import type { FetchMemory, FetchRecord, Reader } from "#ports.ts";
import type { BatchSummary, Receipt } from "#types.ts";
import { backOff } from "./back-off.ts";
import { NO_VALIDATORS } from "./memory.ts";

/** An article that was due, as its page came. */
export interface DuePage {
  readonly page: ReadPage;
  /** `null`: it is no article of which something is to be remembered. */
  readonly mark: string | null;
  /** What was known of it before. */
  readonly record: FetchRecord | null;
}

export interface BatchOptions {
  readonly source: string;
  readonly shelf: string;
  readonly minutes: number;
  readonly memory: FetchMemory;
  readonly now: () => Date;
  readonly ingestFrom: (reader: Reader) => Promise<Ingest>;
  readonly report: { receipt(receipt: Receipt): void; batch(source: string, summary: BatchSummary): void };
}

/**
 * Ingests pages that were fetched, and only then notes that they were: who is killed in between fetches them again, and
 * loses nothing. Gives the addresses that are to be tried again. What failed before and fails again is not ingested, so
 * that nobody hears of it twice.
 */
export async function ingestPages(
  pages: readonly DuePage[],
  options: BatchOptions,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const isOldTrouble = ({ page, record }: DuePage) => page.error?.trouble !== "gone" && page.error && record?.failures;
  const told = pages.filter((due) => due.page.found.length > 0 && !isOldTrouble(due));
  const statuses = told.length === 0 ? new Map() : await ingest(told, options, signal);
  const failed = new Set<string>();
  for (const due of pages) {
    const outcome = told.includes(due) ? outcomeOf(due, statuses) : isOldTrouble(due) ? "failed" : "done";
    if (outcome === null || due.mark === null) continue;
    if (outcome === "failed") failed.add(due.page.named.entry.address);
    await note(due, outcome, options);
  }
  return failed;
}

type Statuses = ReadonlyMap<string, Receipt["status"]>;

/** What became of each document, by its source. */
async function ingest(pages: readonly DuePage[], options: BatchOptions, signal: AbortSignal): Promise<Statuses> {
  const { source, shelf, report } = options;
  const statuses = new Map<string, Receipt["status"]>();
  const reader: Reader = {
    async *read() {
      for (const { page } of pages) yield* page.found;
    },
  };
  const receipt = (given: Receipt): void => {
    statuses.set(given.source, given.status);
    report.receipt(given);
  };
  const work = await options.ingestFrom(reader);
  report.batch(source, await work({ sources: [source], shelf, command: `watch ${source}` }, { receipt }, signal));
  return statuses;
}

/** `null`: the batch ended before its turn came. What was withdrawn is done, whatever became of it. */
function outcomeOf({ page }: DuePage, statuses: Statuses): "done" | "failed" | null {
  if (page.found.some(({ source }) => !statuses.has(source))) return null;
  const hasFailed = (found: ReadPage["found"][number]) =>
    statuses.get(found.source) === "failed" && !("error" in found && found.withdrawn !== undefined);
  return page.found.some(hasFailed) ? "failed" : "done";
}

async function note(due: DuePage, outcome: "done" | "failed", options: BatchOptions): Promise<void> {
  const { page, mark, record } = due;
  const now = options.now();
  const known = { validators: record?.validators ?? NO_VALIDATORS, fetchedAt: now.toISOString() };
  const failures = (record?.failures ?? 0) + 1;
  const wait = backOff(failures, options.minutes, page.error?.retryAfter ?? null);
  const notBefore = new Date(now.getTime() + wait).toISOString();
  await options.memory.save(
    page.named.entry.address,
    outcome === "failed"
      ? { ...known, mark: record?.mark ?? null, failures, notBefore }
      : { ...known, validators: page.validators ?? known.validators, mark, failures: 0, notBefore: null },
  );
}
