import { createExtractor } from "#extract/extractor.ts";
import { createIngest, type IngestRequest } from "#ingest/ingest.ts";
import type { Clock, Embedder, Library, Reader, ReadFailure } from "#ports.ts";
import type { BatchSummary, RawDocument, Receipt } from "#types.ts";
import { createFakeEmbedder } from "../support/fake-embedder.ts";
import { createMemoryLibrary } from "../support/memory-library.ts";

/** Sources by name, as a person would change them between two ingestions. */
type Shelved = Map<string, readonly (RawDocument | ReadFailure)[]>;

export function jsonLine(source: string, value: unknown): RawDocument {
  const content = typeof value === "string" ? value : JSON.stringify(value);
  const identity = source === "-" ? null : `file:/real/${source.replace(/:\d+$/, "")}`;
  return { source, identity, format: "json", bytes: new TextEncoder().encode(content) };
}

export function textFile(source: string, content: string): RawDocument {
  return { source, identity: `file:/real/${source}`, format: "text", bytes: new TextEncoder().encode(content) };
}

/** A clock that moves on by a second each time it is read. */
function createSteppingClock(): Clock {
  let seconds = 0;
  return { now: () => new Date(Date.UTC(2018, 5, 15) + 1000 * seconds++) };
}

export interface Bench {
  readonly files: Shelved;
  readonly library: Library;
  readonly embedder: Embedder;
  readonly clock: Clock;
  /** Receipts of the last run. */
  readonly receipts: Receipt[];
  readonly report: { receipt(receipt: Receipt): void };
  ingest(request?: Partial<IngestRequest>, signal?: AbortSignal): Promise<BatchSummary>;
}

/** The walk on a library in memory; by default it ingests all files. */
export function createBench(options: { embedder?: Embedder; library?: Library } = {}): Bench {
  const files: Shelved = new Map();
  const { embedder = createFakeEmbedder(), library = createMemoryLibrary() } = options;
  const clock = createSteppingClock();
  const receipts: Receipt[] = [];
  const report = { receipt: (receipt: Receipt) => void receipts.push(receipt) };
  const reader: Reader = {
    async *read(source) {
      yield* files.get(source) ?? [{ source, error: "not there" }];
    },
  };
  const ingest = createIngest({ reader, extractor: createExtractor(), embedder, library, clock });
  return {
    files,
    library,
    embedder,
    clock,
    receipts,
    report,
    ingest: (request = {}, signal) => {
      receipts.length = 0;
      return ingest({ sources: [...files.keys()], shelf: "main", ...request }, report, signal);
    },
  };
}

/** The titles and texts a search could still find. */
export async function held(library: Library, shelf = "main"): Promise<Record<string, string>> {
  const scope = library.within([shelf]);
  const found: Record<string, string> = {};
  for (const { id } of await scope.articles({ limit: 1000, offset: 0 })) {
    const article = await scope.article(shelf, id);
    const passages = await scope.passagesOf(shelf, id);
    found[article?.title ?? ""] = passages.map(({ passage }) => passage.text).join("|");
  }
  return found;
}
