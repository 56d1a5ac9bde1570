import type { Config } from "#config.ts";
import { ModelError } from "#errors.ts";
import type { Embedder, EmbeddingCache, Settings } from "#ports.ts";

interface Surroundings {
  readonly builtin: () => Embedder;
  readonly cache: () => EmbeddingCache;
  readonly memory: () => Settings;
}

/** Milliseconds that embedding a question may take before words alone are searched. */
const QUESTION_DEADLINE = 10_000;

/**
 * The configured embedder. What a server has embedded is kept: it costs time and money, and the way back to an earlier
 * embedder is free.
 */
export async function openEmbedder({ embedder }: Config, { builtin, cache, memory }: Surroundings): Promise<Embedder> {
  if (embedder.kind === "builtin") {
    return builtin();
  }
  const { withCache } = await import("#models/cache.ts");
  const { withQuestionDeadline } = await import("#models/question-deadline.ts");
  const reached = await reach(embedder, memory);
  return withCache(withQuestionDeadline(reached, QUESTION_DEADLINE), cache());
}

type Remote = Exclude<Config["embedder"], { kind: "builtin" }>;

/** With as many dimensions as its server says or, while that is away, as it said last. */
async function reach(embedder: Remote, memory: () => Settings): Promise<Embedder> {
  const key = `embedder:${embedder.model}${embedder.kind === "openai" ? `@${embedder.baseURL ?? ""}` : ""}`;
  try {
    const reached = await create(embedder, {});
    await memory().set(key, String(reached.dimensions));
    return reached;
  } catch (error) {
    const knownDimensions = error instanceof ModelError ? Number(await memory().get(key)) : 0;
    if (knownDimensions > 0) return create(embedder, { knownDimensions });
    throw error;
  }
}

async function create(embedder: Remote, known: { readonly knownDimensions?: number }): Promise<Embedder> {
  if (embedder.kind === "langchain") {
    const { createLangChainEmbedder } = await import("#langchain/embedder.ts");
    return createLangChainEmbedder({ name: embedder.model, ...known });
  }
  const { createOpenAIEmbedder } = await import("#openai/embedder.ts");
  return createOpenAIEmbedder({ ...embedder, ...known });
}
