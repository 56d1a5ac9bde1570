import type { Embedder } from "#ports.ts";

/** Numbers for texts that mean none of the known things: each is about something of its own. */
const OTHERS = 64;

/**
 * A strong embedder with known meanings: texts lie near each other when they speak of the same things, whatever their
 * words. Every text also has a part in common with all others, as real embedders give it.
 */
export function createMeaningEmbedder(meanings: readonly RegExp[]): Embedder & { readonly calls: () => number } {
  let calls = 0;
  return {
    id: `meanings-${meanings.length}`,
    dimensions: meanings.length + 1 + OTHERS,
    kind: "neural",
    calls: () => calls,
    async embed(texts, _purpose, signal) {
      signal?.throwIfAborted();
      calls += 1;
      return texts.map((text) => vectorOf(text, meanings));
    },
  };
}

function vectorOf(text: string, meanings: readonly RegExp[]): Float32Array {
  const vector = new Float32Array(meanings.length + 1 + OTHERS);
  vector[0] = 0.4;
  const known = meanings.flatMap((meaning, index) => (meaning.test(text) ? [index + 1] : []));
  const own =
    meanings.length + 1 + ([...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 100_003, 7) % OTHERS);
  for (const place of known.length > 0 ? known : [own]) vector[place] = 1;
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
