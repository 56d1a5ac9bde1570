import type { Term, Vocabulary } from "./vocabulary.ts";

/** Unit vector of the idf-weighted sum of the words' vectors; `null` where no word has one. */
export function meaningOf(terms: readonly Term[], vocabulary: Vocabulary): Float32Array | null {
  let total: Float32Array | null = null;
  for (const term of terms) {
    const vector = vocabulary.vector(term);
    if (vector === null) continue;
    total ??= new Float32Array(vector.length);
    for (let d = 0; d < vector.length; d += 1) total[d] = (total[d] ?? 0) + term.idf * (vector[d] ?? 0);
  }
  const length = total === null ? 0 : Math.hypot(...total);
  return total === null || length === 0 ? null : total.map((value) => value / length);
}
