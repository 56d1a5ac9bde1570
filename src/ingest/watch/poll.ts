import { ahead } from "#ingest/web/ahead.ts";
import type { Named } from "#ingest/web/expand.ts";
import { readPage } from "#ingest/web/page.ts";
import { PAGES_AHEAD } from "#ingest/web/web-reader.ts";
import type { Fetcher, ListingParser, ReadFailure, Validators } from "#ports.ts";
import { type BatchOptions, type DuePage, ingestPages } from "./batch.ts";
import { listed } from "./listed.ts";
import { markOf } from "./mark.ts";
import { asked, isWaiting } from "./memory.ts";

export interface PollOptions extends BatchOptions {
  readonly fetcher: Fetcher;
  readonly listings: ListingParser;
  /** One ingestion at a time. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

/** What is remembered of a source from poll to poll, in this process. */
export interface Watched {
  /** Of its listings. The memory has them only once all their articles are in, this process has them at once. */
  readonly validators: Map<string, Validators>;
  /** Articles that are to be tried again, by address: a listing that has not changed does not name them again. */
  readonly pending: Map<string, Named>;
  /** For which its feed asks not to be asked again. */
  minutes: number | null;
}

/** Pages that are ingested together: a kill costs no more than fetching these again. */
const PAGES_A_BATCH = 50;

/**
 * Asks a source once whether there is something new, and ingests it. Rejects with what is wrong with the source itself,
 * or with the signal's reason.
 */
export async function poll(watched: Watched, options: PollOptions, signal: AbortSignal): Promise<void> {
  const articles = listed(watched, options);
  const due = new Map<string, DuePage>();
  const flush = async (): Promise<void> => {
    const pages = [...due.values()];
    due.clear();
    const failed = await options.inTurn(() => ingestPages(pages, options, signal));
    signal.throwIfAborted();
    for (const { page } of pages) {
      const { address } = page.named.entry;
      watched.pending.delete(address);
      if (failed.has(address)) tryAgain(page.named, watched);
    }
  };
  const read = (each: Named | ReadFailure, within: AbortSignal) => readDue(each, watched, options, within);
  for await (const page of ahead(articles.all(signal), PAGES_AHEAD, read, signal)) {
    if (page !== null) due.set(page.page.named.entry.address, page);
    if (due.size >= PAGES_A_BATCH) await flush();
  }
  if (due.size > 0) await flush();
  await articles.note();
}

/** What was looked at to see whether it is a listing is looked at in each poll anyway. */
function tryAgain(named: Named, { pending }: Watched): void {
  if (named.page === null && named.failed === undefined) pending.set(named.entry.address, named);
}

/** `null`: nothing is new about it, or it is left alone for now. */
async function readDue(
  each: Named | ReadFailure,
  watched: Watched,
  { memory, fetcher, now }: PollOptions,
  signal: AbortSignal,
): Promise<DuePage | null> {
  if ("error" in each) {
    const entry = { address: each.source, hints: {}, updatedAt: null, content: null };
    return {
      page: { named: { entry, page: null, isListed: true }, found: [each], validators: null },
      mark: null,
      record: null,
    };
  }
  const record = await memory.find(each.entry.address);
  const mark = markOf(each);
  if (isWaiting(record, now())) {
    tryAgain(each, watched);
    return null;
  }
  if (record?.mark === mark && record.failures === 0) {
    return null;
  }
  const page = await readPage(each, { fetcher, ...asked(record?.validators) }, signal);
  return { page, mark, record };
}
