import { FootnoteError, ModelError } from "#errors.ts";
import type { Embedder } from "#ports.ts";
import type { Receipt } from "#types.ts";
import type { Batch } from "./batch.ts";
import { carry, type Duplicate } from "./carry.ts";
import { embed, TEXTS_PER_CALL } from "./embed.ts";
import type { IdentifiedArticle } from "./identify.ts";
import { failure } from "./read.ts";
import { type Prepared, store } from "./store.ts";

/**
 * Collects articles until there are enough passages for one call of the embedder, then embeds them together and stores
 * them one by one. Receipts that need no work wait in line too, so that all come in the order of the sources.
 */
export interface Queue {
  note(receipt: Receipt | Duplicate): Promise<void>;
  store(prepared: Prepared): Promise<void>;
  /** Whether an article with this id or content waits here, so that the shelf does not know it yet. */
  holds(article: IdentifiedArticle): boolean;
  flush(): Promise<void>;
}

/** Without an embedder nothing is embedded and vectors are empty: a dry run. */
export function createQueue(options: {
  readonly batch: Batch;
  readonly embedder: Embedder | null;
  readonly signal?: AbortSignal;
}): Queue {
  let waiting: Waiting[] = [];
  let passages = 0;
  const keys = new Set<string>();

  async function flush(): Promise<void> {
    const taken = waiting;
    waiting = [];
    passages = 0;
    keys.clear();
    await settle(taken, options);
  }
  return {
    flush,
    holds: (article) => keys.has(article.id) || keys.has(article.contentHash),
    async note(receipt) {
      waiting.push(receipt);
      if (waiting.length >= MOST_WAITING) {
        await flush();
      }
    },
    async store(prepared) {
      waiting.push(prepared);
      passages += prepared.passages.length;
      keys.add(prepared.article.id).add(prepared.article.contentHash);
      if (passages >= TEXTS_PER_CALL || waiting.length >= MOST_WAITING) {
        await flush();
      }
    },
  };
}

type Waiting = Receipt | Duplicate | Prepared;

/** So that a person sees progress also where nothing changes. */
const MOST_WAITING = 100;

async function settle(
  waiting: readonly Waiting[],
  { batch, embedder, signal }: { batch: Batch; embedder: Embedder | null; signal?: AbortSignal },
): Promise<void> {
  const prepared = waiting.filter((item) => "article" in item);
  const embedded: Embedded = embedder === null ? new Map() : await embedAll(embedder, prepared, signal);
  for (const item of waiting) {
    // The store and the built-in embedder never wait: here what else goes on in this process has its turn.
    await new Promise(setImmediate);
    signal?.throwIfAborted();
    if (!("article" in item)) {
      await ("facts" in item ? carry(batch, item) : batch.note(item));
      continue;
    }
    const result = embedded.get(item) ?? [];
    if (result instanceof FootnoteError) {
      await batch.note({ ...failure(item.receipt.source, result.message), articleId: item.article.id });
    } else {
      await store(batch, item, result, embedder?.id ?? "");
    }
  }
  const errors = [...embedded.values()].filter((result) => result instanceof ModelError);
  const [first] = errors;
  if (first?.retryable && errors.length > 1 && errors.length === prepared.length) {
    throw first;
  }
}

type Embedded = Map<Prepared, readonly Float32Array[] | ModelError>;

/** All articles in one go; if that fails one by one, so that one article cannot spoil the others. */
async function embedAll(embedder: Embedder, articles: readonly Prepared[], signal?: AbortSignal): Promise<Embedded> {
  const itemsOf = ({ article, passages }: Prepared) => passages.map((passage) => ({ passage, article }));
  const embedded: Embedded = new Map();
  try {
    const vectors = await embed(embedder, articles.flatMap(itemsOf), signal);
    let from = 0;
    for (const article of articles) {
      embedded.set(article, vectors.slice(from, from + article.passages.length));
      from += article.passages.length;
    }
  } catch (error) {
    if (!(error instanceof ModelError) || signal?.aborted) {
      throw error;
    }
    for (const article of articles) {
      embedded.set(article, articles.length === 1 ? error : await embedOne(embedder, itemsOf(article), signal));
    }
  }
  return embedded;
}

async function embedOne(
  embedder: Embedder,
  items: Parameters<typeof embed>[1],
  signal?: AbortSignal,
): Promise<readonly Float32Array[] | ModelError> {
  try {
    return await embed(embedder, items, signal);
  } catch (error) {
    if (error instanceof ModelError && !signal?.aborted) {
      return error;
    }
    throw error;
  }
}
