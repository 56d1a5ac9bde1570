import { Embeddings } from "@langchain/core/embeddings";
import type { Embedder } from "#ports.ts";

/** Our embedder where LangChain wants one, such as in a vector store. Rejects as `Embedder` does; retries nothing. */
export function createEmbeddings(embedder: Embedder): Embeddings {
  return new EmbedderEmbeddings(embedder);
}

/** A class because LangChain's interface is one. */
class EmbedderEmbeddings extends Embeddings {
  readonly #embedder: Embedder;

  constructor(embedder: Embedder) {
    // Embedders that go over a network do their own waiting and retrying.
    super({ maxRetries: 0 });
    this.#embedder = embedder;
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    const vectors = await this.#embedder.embed(texts, "passage");
    return vectors.map((vector) => [...vector]);
  }

  override async embedQuery(text: string): Promise<number[]> {
    const [vector = []] = await this.#embedder.embed([text], "question");
    return [...vector];
  }
}
