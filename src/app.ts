import { join } from "node:path";
import { createAsk } from "#ask/ask.ts";
import { type Replay, replay } from "#ask/model/replay.ts";
import { createSearch } from "#ask/search.ts";
import type { Config } from "#config.ts";
import { openKnowledge } from "#knowledge.ts";
import { once } from "#once.ts";
import { openEmbedder } from "#open-embedder.ts";
import { type Ingestion, openIngestion } from "#open-ingestion.ts";
import type { OpenModel } from "#open-model.ts";
import type { AnswerLog, AnswerRecord, Ask, Clock, Embedder, Library, Search } from "#ports.ts";
import { type Notices, prepareLibrary } from "#prepare.ts";
import { createEmbeddingCache } from "#store/embedding-cache.ts";
import { createLibrary } from "#store/library.ts";
import { openState } from "#store/state.ts";

/** The rooms of the house, wired. Everything is made when it is first asked for. */
export interface App extends Ingestion {
  readonly config: Config;
  readonly clock: Clock;
  readonly library: Library;
  readonly embedder: () => Promise<Embedder>;
  /**
   * Resolves once the shelves can be asked: an empty library is filled with what ships, and passages of another embedder
   * are embedded anew. Both are said on standard error.
   */
  readonly readyToAsk: (shelves: readonly string[], signal?: AbortSignal) => Promise<Ask>;
  /** As `readyToAsk`. */
  readonly readyToSearch: (shelves: readonly string[], signal?: AbortSignal) => Promise<Search>;
  /** The configured model with its guards; `null`: none is configured. */
  readonly model: () => Promise<OpenModel | null>;
  /** Goes through a stored answer again, without any model. */
  readonly replay: (record: AnswerRecord) => Promise<Replay>;
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
  const { library, cache, state, close } = openStores(config.home, clock, stderr);
  const knowledge = openKnowledge(data, config.denseWeight);
  const embedder = once(() =>
    openEmbedder(config, { builtin: knowledge.encoder, cache, memory: () => state().settings }),
  );
  const answers = lateAnswers(() => state().answers);
  const kept = { library, embedder, answers, memory: () => state().fetches };
  const ingestion = openIngestion({ config, stdin, clock, ...kept });
  const walk = once(async () => ({
    library,
    embedder: await embedder(),
    lexicon: knowledge.lexicon(),
    thesaurus: knowledge.thesaurus(),
    clock,
    weights: knowledge.weights(),
    support: knowledge.support(),
  }));
  const model = once(async () => {
    if (config.model === null) return null;
    const { openModel } = await import("#open-model.ts");
    const { spend, settings } = state();
    return openModel(config.model, { prompts: data("prompts", "answer.md"), spend, settings, clock });
  });
  const ask = once(async () => createAsk({ ...(await walk()), model: await model() }));
  const search = once(async () => createSearch(await walk()));
  const prepare = async (shelves: readonly string[], signal?: AbortSignal): Promise<void> => {
    const articles = config.seed ? data("articles") : null;
    await prepareLibrary(
      { library, embedder: await embedder(), ingest: ingestion.parts.ingest, articles, notices: stderr, shelves },
      signal,
    );
  };
  return {
    config,
    clock,
    library,
    embedder,
    ...ingestion.parts,
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
      // Which questions are answered is found out without a model: it would cost money at every start.
      return exampleQuestions({
        scope: library.within(shelves),
        ask: createAsk(await walk()),
        file: data("articles", "questions.json"),
      });
    },
    model,
    replay: async (record) => replay(record, await walk()),
    state,
    async close() {
      await ingestion.close();
      await close();
    },
  };
}

/** The answers, opened when the first is looked for: most ingestions change nothing that was cited. */
function lateAnswers(open: () => AnswerLog): Pick<AnswerLog, "citing" | "mark"> {
  return {
    citing: (shelf, articleId) => open().citing(shelf, articleId),
    mark: (id, mark) => open().mark(id, mark),
  };
}

/** Everything on disk; what was opened is closed together. */
function openStores(home: string, clock: Clock, stderr: Notices) {
  const warn = (message: string): void => {
    stderr.write(`${message}\n`);
  };
  const closing: (() => Promise<void>)[] = [];
  const library = createLibrary({ home, clock, warn });
  const closed = <T extends { close(): Promise<void> }>(opened: T): T => {
    closing.push(() => opened.close());
    return opened;
  };
  return {
    library,
    cache: once(() => closed(createEmbeddingCache({ home, clock, warn }))),
    state: once(() => closed(openState({ home }))),
    close: async () => {
      await library.close();
      for (const close of closing) await close();
    },
  };
}
