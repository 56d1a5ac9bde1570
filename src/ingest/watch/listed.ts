import { FetchError, type FootnoteError, InputError } from "#errors.ts";
import { expand, type Named } from "#ingest/web/expand.ts";
import type { Fetched, FetchRequest, Listing, ReadFailure, Validators } from "#ports.ts";
import { asked, isWaiting, NO_VALIDATORS } from "./memory.ts";
import type { PollOptions, Watched } from "./poll.ts";

/** What a source names in one poll, and what is to be remembered of its listings. */
export interface Listed {
  /** New and old, and those that are to be tried again. Rejects with what is wrong with the source itself. */
  all(signal: AbortSignal): AsyncGenerator<Named | ReadFailure>;
  /** To be called once all that was named is in. */
  note(): Promise<void>;
}

export function listed(watched: Watched, options: PollOptions): Listed {
  const { source, memory, fetcher, listings, now } = options;
  const fresh = new Map<string, Validators>();
  const settled = new Set<string>();
  let isUnchanged = false;

  async function fetchListing(
    address: string,
    purpose: FetchRequest["purpose"],
    signal?: AbortSignal,
  ): Promise<Fetched> {
    const record = await memory.find(address);
    if (address !== source && isWaiting(record, now())) return { kind: "unchanged" };
    const validators = watched.validators.get(address) ?? record?.validators;
    const fetched = await fetcher.fetch(address, { purpose, ...asked(validators) }, signal);
    if (fetched.kind === "found") fresh.set(address, fetched.validators);
    isUnchanged ||= address === source && fetched.kind === "unchanged";
    return fetched;
  }

  /** An index or list that has not changed says nothing of what it names, so it is asked for in full each time. */
  function onListing(address: string, { kind, minutes }: Listing): void {
    if (address === source) watched.minutes = minutes;
    if (kind === "sitemap-index" || kind === "addresses") fresh.delete(address);
    settled.add(address);
  }

  return {
    async *all(signal) {
      const waiting = new Map(watched.pending);
      const isArticle = (await memory.find(source))?.mark != null;
      let isFirst = true;
      for await (const each of expand(source, { listings, fetchListing, onListing }, signal)) {
        const problem = isFirst ? problemOf(each, source, isArticle) : null;
        if (problem !== null) throw problem;
        isFirst = false;
        if ("entry" in each) waiting.delete(each.entry.address);
        yield each;
      }
      yield* waiting.values();
    },
    async note() {
      const fetchedAt = now().toISOString();
      for (const address of settled) {
        const validators = fresh.get(address) ?? NO_VALIDATORS;
        watched.validators.set(address, validators);
        const kept = watched.pending.size === 0 ? validators : NO_VALIDATORS;
        await memory.save(address, { validators: kept, mark: null, fetchedAt, failures: 0, notBefore: null });
      }
      const record = isUnchanged ? await memory.find(source) : null;
      if (record !== null) await memory.save(source, { ...record, fetchedAt, failures: 0, notBefore: null });
    },
  };
}

/** What is wrong with the source itself, not with what it names. An article that is gone is news about it. */
function problemOf(each: Named | ReadFailure, source: string, isArticle: boolean): FootnoteError | null {
  if ("error" in each) return each.source === source ? new InputError(each.error) : null;
  if (isArticle && each.failed?.trouble === "gone") return null;
  return each.entry.address === source && each.failed instanceof FetchError ? each.failed : null;
}
