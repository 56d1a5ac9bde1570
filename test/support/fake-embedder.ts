import type { Embedder } from "#ports.ts";

/** One call of `embed`. */
interface EmbedCall {
  readonly texts: readonly string[];
  readonly purpose: "question" | "passage";
}

/** An embedder that remembers its calls. Texts that share words have similar vectors; nothing is loaded. */
export interface FakeEmbedder extends Embedder {
  readonly calls: readonly EmbedCall[];
}

export function createFakeEmbedder(options: { dimensions?: number; id?: string } = {}): FakeEmbedder {
  const { dimensions = 16, id = `fake-${dimensions}` } = options;
  const calls: EmbedCall[] = [];
  return {
    id,
    dimensions,
    kind: "static",
    calls,
    embed: async (texts, purpose, signal) => {
      signal?.throwIfAborted();
      calls.push({ texts: [...texts], purpose });
      return texts.map((text) => fakeVector(text, dimensions));
    },
  };
}

/** Words and their neighbours are counted into the dimensions, then the vector is brought to length 1. */
export function fakeVector(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().split(/[^\p{L}\p{N}]+/u)) {
    let hash = 7;
    for (const letter of word) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
    const at = hash % dimensions;
    vector[at] = (vector[at] ?? 0) + 1 + (hash % 7) / 7;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
