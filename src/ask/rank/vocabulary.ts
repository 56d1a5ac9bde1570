import type { Lexicon, Thesaurus } from "#ports.ts";
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

/** A phrase where it stands. */
interface Phrase {
  /** Its surface and stem are the key of the thesaurus; its idf is the greatest of its words. */
  readonly term: Term;
  /** Index of its first word, and number of its words. */
  readonly at: number;
  readonly length: number;
}

export interface Vocabulary {
  term(surface: string): Term;
  /** The stem alone, without remembering the word. */
  stemOf(surface: string): string;
  /** The same for the background idf. */
  idfOf(surface: string): number;
  /** Unit vector of the word; `null` for a word without one. Do not change it. */
  vector(term: Term): Float32Array | null;
  /** The phrases of the thesaurus among words in reading order, overlapping ones too. */
  phrases(terms: readonly Term[]): readonly Phrase[];
  /** What a text may hold for the key (a stem or a phrase) of a question, see `Thesaurus`. */
  related(key: string): ReadonlyMap<string, number>;
  /** Cosine of the two words' vectors; 0 where either has none. */
  similarity(a: Term, b: Term): number;
}

/** Words met before are remembered up to this many; then the memory starts anew, at the next question. */
const MAXIMUM_TERMS = 200_000;

export function createVocabulary(
  lexicon: Lexicon,
  thesaurus: Thesaurus,
): Vocabulary & { readonly full: () => boolean } {
  const terms = new Map<string, Term>();
  /** By number of the term. */
  const vectors: (Float32Array | null)[] = [];
  const vectorOf = (term: Term): Float32Array | null => {
    const known = vectors[term.number];
    if (known !== undefined) return known;
    const vector = lexicon.vector(term.surface);
    vectors[term.number] = vector;
    return vector;
  };
  const phraseTerm = (key: string, parts: readonly Term[]): Term => {
    const known = terms.get(key);
    if (known) return known;
    const term = { number: terms.size, surface: key, stem: key, idf: Math.max(...parts.map((part) => part.idf)) };
    terms.set(key, term);
    return term;
  };
  return {
    related: (key) => thesaurus.related(key),
    phrases: (sequence) => {
      const found: Phrase[] = [];
      for (const [at, first] of sequence.entries()) {
        for (const phrase of thesaurus.phrases(first.stem)) {
          const { length } = phrase;
          if (!phrase.every((part, index) => sequence[at + index]?.stem === part)) continue;
          found.push({ term: phraseTerm(phrase.join(" "), sequence.slice(at, at + length)), at, length });
        }
      }
      return found;
    },
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
    vector: vectorOf,
    similarity(a, b) {
      const first = vectorOf(a);
      const second = first && vectorOf(b);
      return first && second ? dot(first, second) : 0;
    },
  };
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
