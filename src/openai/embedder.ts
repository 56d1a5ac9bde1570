import type { OpenAI } from "openai";
import type { Embedder } from "#ports.ts";
import { toBatches, toInput } from "./batches.ts";
import { createClient, OPENAI_BASE_URL, type ServerOptions } from "./client.ts";
import type { CallContext } from "./failure.ts";
import { prefixFor } from "./prefixes.ts";
import { type Patience, withRetries } from "./retry.ts";
import { readVectors } from "./vectors.ts";

export interface OpenAIEmbedderOptions extends ServerOptions, Partial<Patience> {
  readonly model: string;
  /** Sent to the server only when given. `null` or left out: as many as the model gives by itself. */
  readonly dimensions?: number | null;
  /** How many numbers its vectors are known to have: the server is not asked. */
  readonly knownDimensions?: number;
}

/**
 * Embeddings from OpenAI or any server that speaks its API (Ollama, LM Studio, …). The model's dimensions, when
 * nobody says them, are found out by embedding one word. Rejects with `ModelError`; an aborted signal closes the
 * connection, and `embed` rejects with its reason.
 */
export async function createOpenAIEmbedder(options: OpenAIEmbedderOptions): Promise<Embedder> {
  const server = createServer(options);
  const asked = options.dimensions ?? options.knownDimensions ?? null;
  const known = asked ?? (server.isOpenAI ? (KNOWN_DIMENSIONS.get(options.model) ?? null) : null);
  const dimensions = known ?? (await server.embed(["dimensions"], null))[0]?.length ?? 0;
  return {
    id: `openai:${options.model}:${dimensions}${server.isOpenAI ? "" : `@${server.host}`}`,
    dimensions,
    kind: "neural",
    embed: async (texts, purpose, signal) => {
      signal?.throwIfAborted();
      const vectors: Float32Array[] = [];
      const prefix = prefixFor(options.model, purpose);
      for (const batch of toBatches(texts.map((text) => prefix + toInput(text)))) {
        vectors.push(...(await server.embed(batch, dimensions, signal)));
      }
      return vectors;
    },
  };
}

/** Spares a request at each start. */
const KNOWN_DIMENSIONS: ReadonlyMap<string, number> = new Map([
  ["text-embedding-3-small", 1536],
  ["text-embedding-3-large", 3072],
  ["text-embedding-ada-002", 1536],
]);

interface EmbeddingServer {
  readonly host: string;
  readonly isOpenAI: boolean;
  /** One request. `dimensions` null: any. */
  embed(batch: readonly string[], dimensions: number | null, signal?: AbortSignal): Promise<Float32Array[]>;
}

function createServer(options: OpenAIEmbedderOptions): EmbeddingServer {
  const client = createClient(options);
  const address = new URL(options.baseURL ?? OPENAI_BASE_URL);
  const context: CallContext = {
    server: `${address.origin}${address.pathname}`,
    model: options.model,
    apiKey: options.apiKey,
  };
  const patience: Patience = {
    timeoutMilliseconds: options.timeoutMilliseconds ?? 120_000,
    retryMilliseconds: options.retryMilliseconds ?? 500,
  };
  return {
    host: address.host,
    isOpenAI: address.host === new URL(OPENAI_BASE_URL).host,
    embed: (batch, dimensions, signal) =>
      withRetries(
        async (attempt) => {
          const answer: unknown = await client.embeddings.create(request(batch, options), { signal: attempt });
          return readVectors(answer, { count: batch.length, dimensions }, context);
        },
        context,
        patience,
        signal,
      ),
  };
}

/** Floats are asked for by name: the SDK would ask for base64, which some servers do not know. */
function request(batch: readonly string[], options: OpenAIEmbedderOptions): OpenAI.EmbeddingCreateParams {
  return {
    model: options.model,
    input: [...batch],
    encoding_format: "float",
    ...(typeof options.dimensions === "number" ? { dimensions: options.dimensions } : {}),
  };
}
