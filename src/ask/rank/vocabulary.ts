import type { Lexicon } from "#ports.ts";
import { stem } from "#text/stems.ts";

/** A word as the ranker sees it: looked up once, then compared by identity. */
export interface Term {
  /** Index of the term in its vocabulary, from 0. */
  readonly number: number;
  /** Lower case. */
  readonly surface: string;
  readonly stem: string;
  /** Background inverse document frequency; 0 for stop words. */
  readonly idf: number;
}

export interface Vocabulary {
  term(surface: string): Term;
  /** The stem alone, without remembering the word. */
  stemOf(surface: string): string;
  /** The same for the background idf. */
  idfOf(surface: string): number;
  /** Unit vector of the word; `null` for a word without one. Do not change it. */
  vector(term: Term): Float32Array | null;
  /** Cosine of the two words' vectors; 0 where either has none. */
  similarity(a: Term, b: Term): number;
}

/** Words met before are remembered up to this many; then the memory starts anew, at the next question. */
const MAXIMUM_TERMS = 200_000;

export function createVocabulary(lexicon: Lexicon): Vocabulary & { readonly full: () => boolean } {
  const terms = new Map<string, Term>();
  return {
    stemOf: stem,
    idfOf: (surface) => lexicon.idf(surface),
    full: () => terms.size > MAXIMUM_TERMS,
    term(surface) {
      const known = terms.get(surface);
      if (known) return known;
      const term = { number: terms.size, surface, stem: stem(surface), idf: lexicon.idf(surface) };
      terms.set(surface, term);
      return term;
    },
    vector: (term) => lexicon.vector(term.surface),
    similarity(a, b) {
      const first = lexicon.vector(a.surface);
      const second = first && lexicon.vector(b.surface);
      return first && second ? dot(first, second) : 0;
    },
  };
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
