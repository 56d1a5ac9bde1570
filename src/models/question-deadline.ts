import { ModelError } from "#errors.ts";
import type { Embedder } from "#ports.ts";

/**
 * The embedder with a limit on the time that a question may take: somebody waits for it, and without it words are still
 * searched. Passages may take as long as they take. Rejects with `ModelError` (`slow`).
 */
export function withQuestionDeadline(embedder: Embedder, milliseconds: number): Embedder {
  const { id, dimensions, kind } = embedder;
  return {
    id,
    dimensions,
    kind,
    async embed(texts, purpose, signal) {
      if (purpose === "passage") return embedder.embed(texts, purpose, signal);
      const deadline = AbortSignal.timeout(milliseconds);
      try {
        return await embedder.embed(texts, purpose, signal ? AbortSignal.any([signal, deadline]) : deadline);
      } catch (error) {
        signal?.throwIfAborted();
        if (!deadline.aborted) throw error;
        throw new ModelError(
          `Expected ${id} to embed a question within ${milliseconds / 1000} s, found that it did not. Look at its server.`,
          { retryable: true, trouble: "slow" },
        );
      }
    },
  };
}
