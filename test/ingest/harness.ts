import { createExtractor } from "#extract/extractor.ts";
import { createIngest, type IngestRequest } from "#ingest/ingest.ts";
import type { AnswerLog, Clock, Embedder, Extractor, Library, Reader, ReadFailure } from "#ports.ts";
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

/** A page as a feed or a person names it; the fields are what its extractor finds in it. */
export function page(address: string, found: object, more: Partial<RawDocument> = {}): RawDocument {
  const bytes = new TextEncoder().encode(JSON.stringify(found));
  return { source: address, identity: address, address, format: "html", bytes, ...more };
}

/** The extractor in use, and for pages one that finds what `page` was given. */
function createPageExtractor(): Extractor {
  const extractor = createExtractor();
  const nothing = { givenId: null, title: "", text: "", url: null, outlet: null, author: null, publishedAt: null };
  return {
    async extract(document) {
      if (document.format !== "html") return extractor.extract(document);
      return { ...nothing, ...JSON.parse(new TextDecoder().decode(document.bytes)) };
    },
  };
}

export interface Bench {
  readonly files: Shelved;
  readonly library: Library;
  readonly embedder: Embedder;
  readonly clock: Clock;
  readonly answers: AnswerLog | undefined;
  /** Receipts of the last run. */
  readonly receipts: Receipt[];
  readonly report: { receipt(receipt: Receipt): void };
  ingest(request?: Partial<IngestRequest>, signal?: AbortSignal): Promise<BatchSummary>;
}

interface BenchOptions {
  readonly embedder?: Embedder;
  readonly library?: Library;
  readonly answers?: AnswerLog;
}

/** The walk on a library in memory; by default it ingests all files. */
export function createBench(options: BenchOptions = {}): Bench {
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
  const { answers } = options;
  const ingest = createIngest({ reader, extractor: createPageExtractor(), embedder, library, clock, answers });
  return {
    files,
    library,
    embedder,
    clock,
    answers,
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
