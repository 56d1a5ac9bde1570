import type { EmbeddingsInterface } from "@langchain/core/embeddings";
import { ModelError } from "#errors.ts";
import type { Embedder } from "#ports.ts";
import { embeddingProviders, knownEmbeddingProvider } from "./embedding-providers.ts";
import { type Environment, toModelError } from "./failure.ts";
import { type Choice, making } from "./load.ts";
import { type LoadEmbeddings, loadEmbeddings, parametersFor } from "./load-embeddings.ts";
import { untilAborted } from "./until-aborted.ts";

export interface LangChainEmbedderOptions {
  /** Provider and model: `cohere:embed-v4.0`. */
  readonly name: string;
  /** Where the provider's key stands; left out: the integration package looks for it by itself. */
  readonly environment?: Environment;
  /** Left out: from the provider's package. */
  readonly load?: LoadEmbeddings;
  /** How many numbers its vectors are known to have: the provider is not asked. */
  readonly knownDimensions?: number;
}

/**
 * Embeddings of LangChain. How many dimensions they have is found out by embedding one word. Rejects with
 * `ConfigurationError` where the provider is not known, its package is not installed or its key is missing, with
 * `ModelError` where it does not work. LangChain cannot abort a request: `embed` rejects with the signal's reason at
 * once, the request under way ends by itself, and no other is begun.
 */
export async function createLangChainEmbedder(options: LangChainEmbedderOptions): Promise<Embedder> {
  const { name, environment = {}, load = loadEmbeddings } = options;
  const keys = embeddingProviders[knownEmbeddingProvider(name) ?? ""]?.keys ?? [];
  const choice: Choice = { name, environment, setting: "EMBEDDER", keys };
  const embeddings = await making(() => load(name, parametersFor(choice)), choice);
  const embed = (texts: readonly string[], purpose: Purpose) =>
    embedBatch(embeddings, texts, purpose).catch((error: unknown) => {
      throw toModelError(error, choice);
    });
  const dimensions = options.knownDimensions ?? toUnit((await embed(["dimensions"], "passage"))[0], null, name).length;
  return {
    id: `langchain:${name}:${dimensions}`,
    dimensions,
    kind: "neural",
    embed: async (texts, purpose, signal) => {
      const vectors: Float32Array[] = [];
      for (const batch of toBatches(texts, purpose === "question" ? 1 : BATCH)) {
        signal?.throwIfAborted();
        const rows = await untilAborted(embed(batch, purpose), signal);
        vectors.push(...batch.map((_, i) => toUnit(rows[i], dimensions, name)));
      }
      signal?.throwIfAborted();
      return vectors;
    },
  };
}

/** Between two of them the signal is looked at. */
const BATCH = 64;
/** About 2,000 tokens, which all of them take; the longest passages have about 256. */
const MOST_CHARACTERS = 8000;

function toBatches(texts: readonly string[], size: number): readonly (readonly string[])[] {
  const count = Math.ceil(texts.length / size);
  return Array.from({ length: count }, (_, i) => texts.slice(i * size, (i + 1) * size).map(toInput));
}

/** Well-formed, not too long, and a full stop for a text without anything to see: many providers refuse an empty one. */
function toInput(text: string): string {
  return (
    text
      .slice(0, MOST_CHARACTERS)
      .replace(/\p{Surrogate}/gu, "\ufffd")
      .trim() || "."
  );
}

type Purpose = Parameters<Embedder["embed"]>[1];
type Vectors = readonly (readonly number[] | undefined)[];

async function embedBatch(
  embeddings: EmbeddingsInterface,
  texts: readonly string[],
  purpose: Purpose,
): Promise<Vectors> {
  const [first = ""] = texts;
  if (purpose === "question") return [await embeddings.embedQuery(first)];
  const vectors = await embeddings.embedDocuments([...texts]);
  // Google's package gives empty vectors for a request that failed, and keeps the failure to itself; asked for a single
  // text, it tells.
  if (vectors.some(({ length }) => length === 0)) await embeddings.embedQuery(first);
  return vectors;
}

/** The vector at length 1. `dimensions` null: any. */
function toUnit(vector: readonly number[] | undefined, dimensions: number | null, name: string): Float32Array {
  const found = vector?.length ?? 0;
  const length = Math.hypot(...(vector ?? []));
  if (vector === undefined || found !== (dimensions ?? (found || 1)) || !(length > 0 && Number.isFinite(length))) {
    const wanted = dimensions === null ? "a vector with a length" : `a vector of ${dimensions} numbers with a length`;
    throw new ModelError(
      `Expected ${wanted} for each text from ${name}, found one of ${found} numbers with length ${length}. Check that it is an embedding model, and try again.`,
      { retryable: true },
    );
  }
  return Float32Array.from(vector, (value) => value / length);
}
