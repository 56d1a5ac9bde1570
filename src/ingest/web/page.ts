import { FetchError } from "#errors.ts";
import type { Fetched, Fetcher, ReadFailure, Validators } from "#ports.ts";
import type { RawDocument } from "#types.ts";
import { documentsIn, identityOf } from "./documents.ts";
import type { Named } from "./expand.ts";
import { feedText } from "./feed-text.ts";

/** What became of one named article. */
export interface ReadPage {
  readonly named: Named;
  readonly found: readonly (RawDocument | ReadFailure)[];
  /** For asking again; `null`: nothing was fetched. */
  readonly validators: Validators | null;
  /** Its page has not changed since the validators were given. */
  readonly isUnchanged?: true;
  /** Why it could not be fetched. */
  readonly error?: FetchError;
}

/** Fetches an article unless that was done; what was taken back is not fetched. Rejects when the signal aborts. */
export async function readPage(
  named: Named,
  { fetcher, validators }: { readonly fetcher: Fetcher; readonly validators?: Validators },
  signal?: AbortSignal,
): Promise<ReadPage> {
  const { entry } = named;
  if (entry.isWithdrawn === true) {
    const error = "Its feed says that this article was taken back.";
    return { named, found: [withdrawn(entry.address, error)], validators: null };
  }
  if (named.failed !== undefined) {
    return instead(named, named.failed);
  }
  try {
    const request = { purpose: "article", ...(validators && { validators }) } as const;
    return readFetched(named, named.page ?? (await fetcher.fetch(entry.address, request, signal)));
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof FetchError)) throw error;
    return instead(named, error);
  }
}

function readFetched(named: Named, fetched: Fetched): ReadPage {
  if (fetched.kind === "unchanged") {
    return { named, found: [], validators: null, isUnchanged: true };
  }
  const { address, hints } = named.entry;
  const origin = {
    ...(Object.keys(hints).length > 0 && { hints }),
    ...(named.isListed && { isListed: true as const }),
  };
  return { named, found: documentsIn(address, fetched, origin), validators: fetched.validators };
}

function instead(named: Named, error: FetchError): ReadPage {
  const { entry } = named;
  const carried = feedText(entry, error);
  const failed =
    error.trouble === "gone"
      ? withdrawn(entry.address, error.message)
      : { source: entry.address, error: error.message };
  return { named, found: [carried ?? failed], validators: null, ...(carried === null && { error }) };
}

function withdrawn(address: string, error: string): ReadFailure {
  return { source: address, error, withdrawn: { identity: identityOf(address) } };
}
