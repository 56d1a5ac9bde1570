import type { EmbeddingCache, VectorMaker } from "#ports.ts";

/** A cache without bounds that is lost with the process. */
export function createMemoryEmbeddingCache(): EmbeddingCache {
  const shelves = new Map<string, Map<string, Float32Array>>();
  const shelf = ({ embedderId, purpose }: VectorMaker): Map<string, Float32Array> => {
    const name = JSON.stringify([embedderId, purpose]);
    const known = shelves.get(name) ?? new Map<string, Float32Array>();
    shelves.set(name, known);
    return known;
  };
  return {
    find: async (made, texts) => {
      const kept = shelf(made);
      return new Map(
        texts.flatMap((text) => {
          const vector = kept.get(text);
          return vector === undefined ? [] : [[text, vector.slice()] as const];
        }),
      );
    },
    save: async (made, vectors) => {
      for (const [text, vector] of vectors) shelf(made).set(text, vector.slice());
    },
  };
}
