import type { Config } from "#config.ts";
import type { Ingest, IngestDependencies } from "#ingest/ingest.ts";
import type { WatchReport, WatchRequest } from "#ingest/watch/watch.ts";
import { once } from "#once.ts";
import type { AnswerLog, Clock, Embedder, Fetcher, FetchMemory, Library, Reader } from "#ports.ts";

/** All that brings articles in. Each part is loaded when it is first asked for. */
export interface Ingestion {
  /** The guarded way out to the web. */
  readonly fetcher: () => Promise<Fetcher>;
  /** Of files, folders, standard input and addresses. */
  readonly reader: () => Promise<Reader>;
  readonly ingest: () => Promise<Ingest>;
  /** What an ingestion of another kind is made of. */
  readonly ingestParts: () => Promise<IngestDependencies>;
  /** Asks sources again and again what is new, until the signal aborts; resolves then. */
  readonly watch: (request: WatchRequest, report: WatchReport, signal: AbortSignal) => Promise<void>;
}

interface IngestionOptions {
  readonly config: Pick<Config, "cwd" | "fetch">;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly clock: Clock;
  readonly library: Library;
  readonly embedder: () => Promise<Embedder>;
  readonly memory: () => FetchMemory;
  /** Where earlier answers are marked whose cited words no longer stand. */
  readonly answers: Pick<AnswerLog, "citing" | "mark">;
}

/** `close` ends what is being fetched. */
export function openIngestion(options: IngestionOptions): { parts: Ingestion; close(): Promise<void> } {
  const { config, stdin, clock, library } = options;
  const closing: (() => Promise<void>)[] = [];
  const fetcher = once(async () => {
    const { createFetcher } = await import("#fetch/fetcher.ts");
    const opened = createFetcher({ ...config.fetch, clock });
    closing.push(() => opened.close());
    return opened;
  });
  const listings = once(async () => (await import("#feeds/parser.ts")).createListingParser());
  const reader = once(async () => {
    const { createFileReader } = await import("#files/reader.ts");
    const { createReader } = await import("#ingest/web/reader.ts");
    const web = once(async () => {
      const { createWebReader } = await import("#ingest/web/web-reader.ts");
      return createWebReader({ fetcher: await fetcher(), listings: await listings() });
    });
    return createReader({ files: createFileReader({ cwd: config.cwd, stdin }), web, listings });
  });
  const extractor = once(async () => {
    const { createExtractor } = await import("#extract/extractor.ts");
    const opened = createExtractor();
    closing.push(async () => opened.close?.());
    return opened;
  });
  const ingestParts = async (): Promise<IngestDependencies> => ({
    reader: await reader(),
    extractor: await extractor(),
    embedder: await options.embedder(),
    library,
    clock,
    answers: options.answers,
  });
  const ingestFrom = async (from: Reader): Promise<Ingest> => {
    const { createIngest } = await import("#ingest/ingest.ts");
    return createIngest({ ...(await ingestParts()), reader: from });
  };
  return {
    parts: {
      fetcher,
      reader,
      ingest: once(async () => ingestFrom(await reader())),
      ingestParts,
      async watch(request, report, signal) {
        const { watch } = await import("#ingest/watch/watch.ts");
        const { pause } = await import("#ingest/watch/pause.ts");
        const given = { clock, ingestFrom, pause, memory: options.memory(), random: Math.random };
        await watch({ ...given, fetcher: await fetcher(), listings: await listings() }, request, report, signal);
      },
    },
    close: async () => {
      for (const close of closing) await close();
    },
  };
}
