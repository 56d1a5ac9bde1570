import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createAsk } from "#ask/ask.ts";
import { createSearch } from "#ask/search.ts";
import { parseSupportModel } from "#ask/verify/model.ts";
import { readWeights } from "#ask/weights.ts";
import type { Config } from "#config.ts";
import { createEncoder } from "#encoder/encoder.ts";
import { createLexicon } from "#encoder/lexicon.ts";
import { loadTables } from "#encoder/tables.ts";
import { loadThesaurus } from "#encoder/thesaurus.ts";
import type { Ingest } from "#ingest/ingest.ts";
import type { Ask, Clock, Embedder, Library, Reader, Search } from "#ports.ts";
import { type Notices, prepareLibrary } from "#prepare.ts";
import { createLibrary } from "#store/library.ts";
import { openState } from "#store/state.ts";

/** The rooms of the house, wired. Everything is made when it is first asked for. */
export interface App {
  readonly config: Config;
  readonly clock: Clock;
  readonly library: Library;
  readonly embedder: () => Promise<Embedder>;
  readonly reader: () => Promise<Reader>;
  readonly ingest: () => Promise<Ingest>;
  /**
   * Resolves once the shelves can be asked: an empty library is filled with what ships, and passages of another embedder
   * are embedded anew. Both are said on standard error.
   */
  readonly readyToAsk: (shelves: readonly string[], signal?: AbortSignal) => Promise<Ask>;
  /** As `readyToAsk`. */
  readonly readyToSearch: (shelves: readonly string[], signal?: AbortSignal) => Promise<Search>;
  /** What must survive a restart besides the library. */
  readonly state: () => ReturnType<typeof openState>;
  /** Up to three questions that the shelves answer. */
  readonly examples: (shelves: readonly string[]) => Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Where the app reads what a person pipes in, and where it says what it does besides. */
interface AppStreams {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stderr: Notices;
}

export function openApp(config: Config, { stdin, stderr }: AppStreams): App {
  const data = (...path: string[]): string => join(config.root, "data", ...path);
  const clock: Clock = { now: () => new Date() };
  const library = createLibrary({ home: config.home, clock, warn: (message) => stderr.write(`${message}\n`) });
  const tables = once(() => loadTables(data("encoder")));
  const lexicon = once(() => createLexicon(tables()));
  const thesaurus = once(() => loadThesaurus(data("thesaurus")));
  const weights = once(() => readWeights((file) => JSON.parse(readFileSync(data("ranking", file), "utf8"))));
  const support = once(() => parseSupportModel(JSON.parse(readFileSync(data("support", "weights.json"), "utf8"))));
  const embedder = once(async () => createEmbedder(config, () => createEncoder(tables())));
  const reader = once(async () => {
    const { createFileReader } = await import("#files/reader.ts");
    return createFileReader({ cwd: config.cwd, stdin });
  });
  const ingest = once(async () => {
    const { createIngest } = await import("#ingest/ingest.ts");
    const { createExtractor } = await import("#extract/extractor.ts");
    const extractor = createExtractor();
    return createIngest({ reader: await reader(), extractor, embedder: await embedder(), library, clock });
  });
  const walk = once(async () => ({
    library,
    embedder: await embedder(),
    lexicon: lexicon(),
    thesaurus: thesaurus(),
    clock,
    weights: weights(),
    support: support(),
  }));
  const ask = once(async () => createAsk(await walk()));
  const search = once(async () => createSearch(await walk()));
  const openStates: ReturnType<typeof openState>[] = [];
  const state = once(() => {
    const opened = openState({ home: config.home });
    openStates.push(opened);
    return opened;
  });
  const prepare = async (shelves: readonly string[], signal?: AbortSignal): Promise<void> => {
    const articles = config.seed ? data("articles") : null;
    await prepareLibrary({ library, embedder: await embedder(), ingest, articles, notices: stderr, shelves }, signal);
  };
  return {
    config,
    clock,
    library,
    embedder,
    reader,
    ingest,
    async readyToAsk(shelves, signal) {
      await prepare(shelves, signal);
      return ask();
    },
    async readyToSearch(shelves, signal) {
      await prepare(shelves, signal);
      return search();
    },
    async examples(shelves) {
      const { exampleQuestions } = await import("#examples.ts");
      return exampleQuestions({
        scope: library.within(shelves),
        ask: await ask(),
        file: data("articles", "questions.json"),
      });
    },
    state,
    async close() {
      await library.close();
      await openStates[0]?.close();
    },
  };
}

async function createEmbedder({ embedder }: Config, builtin: () => Embedder): Promise<Embedder> {
  if (embedder.kind === "builtin") {
    return builtin();
  }
  const { createOpenAIEmbedder } = await import("#openai/embedder.ts");
  return createOpenAIEmbedder(embedder);
}

/** Calls `make` at the first call and gives what it made at every call. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
