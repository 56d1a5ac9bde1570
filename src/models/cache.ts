import { ModelError } from "#errors.ts";
import type { Embedder, EmbeddingCache } from "#ports.ts";

/** Texts in one call of the embedder: what a kill can lose. */
const TEXTS_PER_CALL = 256;

/**
 * The embedder, asked only for texts whose vectors the cache does not hold, and for each of them once. What it gives is
 * kept batch by batch as it comes. Rejects with `ModelError` where it gives another number of vectors, or of another size.
 */
export function withCache(embedder: Embedder, cache: EmbeddingCache): Embedder {
  const { id, dimensions, kind } = embedder;
  return {
    id,
    dimensions,
    kind,
    async embed(texts, purpose, signal) {
      signal?.throwIfAborted();
      const made = { embedderId: id, purpose };
      const vectors = new Map<string, Float32Array>();
      for (const batch of batches([...new Set(texts)])) {
        const kept = await cache.find(made, batch);
        for (const [text, vector] of kept) if (vector.length === dimensions) vectors.set(text, vector);
      }
      const missing = [...new Set(texts)].filter((text) => !vectors.has(text));
      for (const batch of batches(missing)) {
        signal?.throwIfAborted();
        const fresh = paired(batch, await embedder.embed(batch, purpose, signal), embedder);
        await cache.save(made, fresh);
        for (const [text, vector] of fresh) vectors.set(text, vector);
      }
      return texts.map((text) => vectors.get(text) ?? new Float32Array(dimensions));
    },
  };
}

function paired(
  texts: readonly string[],
  vectors: readonly Float32Array[],
  { id, dimensions }: Embedder,
): Map<string, Float32Array> {
  if (vectors.length !== texts.length) {
    throw wrong(id, `${texts.length} vectors for ${texts.length} texts`, `${vectors.length}`);
  }
  const pairs = new Map<string, Float32Array>();
  for (const [i, vector] of vectors.entries()) {
    if (vector.length !== dimensions) throw wrong(id, `vectors of ${dimensions} numbers`, `one of ${vector.length}`);
    pairs.set(texts[i] ?? "", vector);
  }
  return pairs;
}

function wrong(id: string, expected: string, found: string): ModelError {
  return new ModelError(`Expected ${expected} from the embedder ${id}, found ${found}. Check the embedder's settings.`);
}

function* batches(texts: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < texts.length; from += TEXTS_PER_CALL) yield texts.slice(from, from + TEXTS_PER_CALL);
}
