import { AsyncLocalStorage } from "node:async_hooks";
import type { Document } from "@langchain/core/documents";
import { BaseRetriever } from "@langchain/core/retrievers";
import { ensureConfig, type RunnableConfig } from "@langchain/core/runnables";
import type { Search } from "#ports.ts";
import { type PassageMetadata, toDocument } from "./documents.ts";

export interface RetrieverOptions {
  readonly search: Search;
  /** The only shelves it searches, whatever it is asked. */
  readonly shelves: readonly string[];
  /** Most passages for one question. */
  readonly limit: number;
}

/**
 * The library as a LangChain retriever: a question in, passages out, best first. Honours `signal` and `timeout` of the
 * run's configuration. Rejects as `Search` does.
 */
export function createRetriever(options: RetrieverOptions): BaseRetriever<PassageMetadata> {
  return new LibraryRetriever(options);
}

/** A class because LangChain's interface is one. */
class LibraryRetriever extends BaseRetriever<PassageMetadata> {
  override readonly lc_namespace = ["footnote", "retrievers"];
  readonly #options: RetrieverOptions;
  /** LangChain does not hand the run's signal to `_getRelevantDocuments`; this does, for each run its own. */
  readonly #signals = new AsyncLocalStorage<AbortSignal | undefined>();

  constructor(options: RetrieverOptions) {
    super();
    this.#options = options;
  }

  static override lc_name(): string {
    return "LibraryRetriever";
  }

  override async invoke(question: string, config?: RunnableConfig): Promise<Document<PassageMetadata>[]> {
    // Turns a timeout into a signal and joins it with the one given.
    const run = ensureConfig(config);
    return this.#signals.run(run.signal, () => super.invoke(question, run));
  }

  override async _getRelevantDocuments(question: string): Promise<Document<PassageMetadata>[]> {
    const { search, shelves, limit } = this.#options;
    const signal = this.#signals.getStore();
    signal?.throwIfAborted();
    const evidence = await search({ question, shelves, limit }, signal);
    return evidence.map(toDocument);
  }
}
