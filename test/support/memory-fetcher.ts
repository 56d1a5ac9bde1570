import { setTimeout as sleep } from "node:timers/promises";
import { FetchError } from "#errors.ts";
import type { Fetched, Fetcher, FetchRequest } from "#ports.ts";

export interface MemoryPage {
  readonly body: string | Uint8Array;
  readonly mediaType?: string | null;
  readonly charset?: string;
  /** A request that brings it along is told that nothing changed. */
  readonly etag?: string;
  readonly lastModified?: string;
  /** Where redirects end. */
  readonly address?: string;
  /** Milliseconds until it comes. */
  readonly delay?: number;
}

/** A web that stands in memory, and can be changed while it is read. What is not there is `missing`. */
export interface MemoryFetcher extends Fetcher {
  readonly pages: Map<string, MemoryPage | FetchError>;
  /** In the order in which they were begun. */
  readonly requests: { readonly address: string; readonly request: FetchRequest }[];
  /** The greatest number of requests at once so far. */
  readonly most: () => number;
  /** Requests under way. */
  readonly running: () => number;
}

export function createMemoryFetcher(pages: Readonly<Record<string, MemoryPage | FetchError | string>>): MemoryFetcher {
  const held = new Map(
    Object.entries(pages).map(([address, page]) => [address, typeof page === "string" ? { body: page } : page]),
  );
  const requests: MemoryFetcher["requests"] = [];
  let [running, most] = [0, 0];
  return {
    pages: held,
    requests,
    most: () => most,
    running: () => running,
    async fetch(address, request, signal) {
      requests.push({ address, request });
      running += 1;
      most = Math.max(most, running);
      try {
        const page = held.get(address);
        await wait(page !== undefined && "delay" in page ? (page.delay ?? 0) : 0, signal);
        return answer(address, page, request);
      } finally {
        running -= 1;
      }
    },
    close: async () => {},
  };
}

function answer(address: string, page: MemoryPage | FetchError | undefined, { validators }: FetchRequest): Fetched {
  if (page === undefined) {
    throw new FetchError(`Expected an article at ${address}, found nothing there (404).`, { trouble: "missing" });
  }
  if (page instanceof FetchError) {
    throw page;
  }
  const { etag = null, lastModified = null } = page;
  const isKnown =
    (etag !== null && validators?.etag === etag) ||
    (etag === null && lastModified !== null && validators?.lastModified === lastModified);
  if (isKnown) {
    return { kind: "unchanged" };
  }
  return {
    kind: "found",
    address: page.address ?? address,
    bytes: typeof page.body === "string" ? new TextEncoder().encode(page.body) : page.body,
    mediaType: page.mediaType === undefined ? "text/html" : page.mediaType,
    charset: page.charset ?? null,
    validators: { etag, lastModified },
  };
}

async function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  if (milliseconds === 0) return;
  try {
    await sleep(milliseconds, undefined, signal && { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
