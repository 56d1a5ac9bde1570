import type { Lexicon } from "#ports.ts";
import { isStopWord } from "#text/stop-words.ts";
import { guessVector } from "./guess.ts";
import type { EncoderTables } from "./tables.ts";

/** Background idf of a word that is neither in the tables nor a number. */
const UNKNOWN_IDF = 8.5;
const LEAST_IDF = 0.3;
/** Half a kilobyte each; there is no end to unknown words. */
const REMEMBERED_GUESSES = 20_000;

/**
 * Background knowledge from the tables. A word's idf follows from its frequency rank r by Zipf's law:
 * `ln((r + 50) / 50)`, within .3 and 8.5. An unknown word's vector is a guess from its parts, the shorter the less sure.
 */
export function createLexicon(tables: EncoderTables): Lexicon {
  const vectors = new Map<string, Float32Array | null>();
  const guesses = new Map<string, Float32Array | null>();
  return {
    idf: (word) => {
      if (isStopWord(word)) return 0;
      const rank = rankOf(tables, word);
      if (rank === null) return UNKNOWN_IDF;
      return Math.min(UNKNOWN_IDF, Math.max(LEAST_IDF, Math.log((rank + 50) / 50)));
    },
    vector: (word) => {
      const known = vectors.get(word) ?? guesses.get(word);
      if (known !== undefined) return known;
      const index = tables.index.get(word);
      const vector = index === undefined ? guessVector(tables, word) : unitVector(tables, index);
      if (guesses.size >= REMEMBERED_GUESSES) guesses.clear();
      (index === undefined ? guesses : vectors).set(word, vector);
      return vector;
    },
  };
}

/** Frequency rank of a word, 1 for the most frequent; `null` when nothing is known about it. */
export function rankOf(tables: EncoderTables, word: string): number | null {
  const index = tables.index.get(word);
  if (index !== undefined) return tables.ranks[index] ?? null;
  return RANKS_BY_SHAPE.find(([shape]) => shape.test(word))?.[1] ?? null;
}

/**
 * The source of the tables leaves out numbers and single letters. These are the ranks of words that are as frequent
 * as an average member of each group, counted over 800,000 words of encyclopaedia prose.
 */
const RANKS_BY_SHAPE: readonly (readonly [shape: RegExp, rank: number])[] = [
  [/^[a-z]$/, 150],
  [/^\d$/, 250],
  [/^\d\d$/, 2000],
  [/^(?:19\d\d|20[0-3]\d)$/, 2000],
  [/^1[5-8]\d\d$/, 7000],
  [/^\d+(?:st|nd|rd|th|s)$/, 6000],
  [/^\d{3}$/, 10_000],
  [/^\d{4}$/, 15_000],
  [/^\d+(?:\.\d+)?$/, 25_000],
];

function unitVector(tables: EncoderTables, index: number): Float32Array | null {
  const { dimensions } = tables.header;
  const vector = Float32Array.from(tables.vectors.subarray(index * dimensions, (index + 1) * dimensions));
  const length = Math.hypot(...vector);
  return length === 0 ? null : vector.map((value) => value / length);
}
