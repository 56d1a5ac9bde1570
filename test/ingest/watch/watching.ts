import { createExtractor } from "#extract/extractor.ts";
import { createListingParser } from "#feeds/parser.ts";
import { createIngest } from "#ingest/ingest.ts";
import { type WatchDependencies, watch } from "#ingest/watch/watch.ts";
import type { Library } from "#ports.ts";
import { createFakeEmbedder } from "../../support/fake-embedder.ts";
import { createMemoryFetchMemory, type MemoryFetchMemory } from "../../support/memory-fetch-memory.ts";
import { createMemoryFetcher, type MemoryFetcher, type MemoryPage } from "../../support/memory-fetcher.ts";
import { createMemoryLibrary } from "../../support/memory-library.ts";

export const site = "https://post.example";
export const feedAddress = `${site}/feed`;

/** An article in plain text. */
export function article(title: string, more: Partial<MemoryPage> = {}): MemoryPage {
  return { body: `${title}\n\nWhat ${title} tells.`, mediaType: "text/plain", ...more };
}

/** RSS that names these paths, each with its title. */
export function feed(
  titles: Readonly<Record<string, string>>,
  more: Partial<MemoryPage> & { ttl?: number } = {},
): MemoryPage {
  const items = Object.entries(titles).map(
    ([path, title]) => `<item><link>${path}</link><title>${title}</title></item>`,
  );
  const ttl = more.ttl === undefined ? "" : `<ttl>${more.ttl}</ttl>`;
  const body = `<rss version="2.0"><channel><title>P</title>${ttl}${items.join("")}</channel></rss>`;
  return { body, mediaType: "application/rss+xml", ...more };
}

type Step = () => unknown;

interface Bench {
  readonly fetcher: MemoryFetcher;
  readonly memory: MemoryFetchMemory;
  readonly library: Library;
  /** What was reported, in order: `added https://…`, `batch`, `failing …`, `recovered`. */
  readonly said: string[];
  /** Minutes of the pauses, in order. */
  readonly waits: number[];
  /** Requests as `path` or `path?` where validators were sent along; forgets them. */
  asked(): string[];
  /** Watches: a poll, then each step followed by a poll, then an abort. */
  run(...steps: readonly Step[]): Promise<void>;
  stop(): void;
  /** Calls `act` when so many receipts have come. */
  onReceipt(count: number, act: () => void): void;
}

interface Options extends Partial<Pick<WatchDependencies, "ingestFrom" | "pause">> {
  readonly sources?: readonly string[];
  readonly memory?: MemoryFetchMemory;
  readonly library?: Library;
  readonly shelf?: string;
}

/** The real walk, into a library in memory. */
export function ingestInto(library: Library): WatchDependencies["ingestFrom"] {
  const clock = { now: () => new Date(Date.UTC(2026, 10, 24)) };
  const made = { extractor: createExtractor(), embedder: createFakeEmbedder(), library, clock };
  return async (reader) => createIngest({ reader, ...made });
}

/** A watch of one feed every 10 minutes, on a clock that moves only while it pauses. */
export function createBench(pages: Parameters<typeof createMemoryFetcher>[0], options: Options = {}): Bench {
  const { memory = createMemoryFetchMemory(), library = createMemoryLibrary(), shelf = "main" } = options;
  const fetcher = createMemoryFetcher(pages);
  const said: string[] = [];
  const waits: number[] = [];
  let time = Date.UTC(2026, 10, 24);
  const stop = new AbortController();
  let receipts = 0;
  let awaited = { count: -1, act: (): void => {} };
  const clock = { now: () => new Date(time) };
  const ingestFrom = ingestInto(library);
  return {
    ...{ fetcher, memory, library, said, waits },
    asked: () =>
      fetcher.requests
        .splice(0)
        .map(({ address, request }) => `${address.slice(site.length)}${request.validators === undefined ? "" : "?"}`),
    stop: () => stop.abort(),
    onReceipt(count, act) {
      awaited = { count, act };
    },
    async run(...steps) {
      const left = [...steps];
      const pause: WatchDependencies["pause"] = async (milliseconds) => {
        waits.push(milliseconds / 60_000);
        time += milliseconds;
        const step = left.shift();
        if (step === undefined) stop.abort();
        else await step();
      };
      await watch(
        { fetcher, listings: createListingParser(), memory, clock, ingestFrom, pause, random: () => 0, ...options },
        { sources: options.sources ?? [feedAddress], shelf, minutes: 10 },
        {
          receipt: ({ status, source }) => {
            said.push(`${status} ${source.slice(site.length)}`);
            receipts += 1;
            if (receipts === awaited.count) awaited.act();
          },
          batch: () => said.push("batch"),
          failing: (_source, error) => said.push(`failing: ${error.message}`),
          recovered: () => said.push("recovered"),
        },
        stop.signal,
      );
    },
  };
}
