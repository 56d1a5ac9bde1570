/** Learns to guess the vector of a word from its parts; see `#encoder/guess.ts`. */
import { baseOf, formations, runsOf } from "#encoder/guess.ts";
import { hashStem } from "#encoder/hash.ts";
import type { GuessWeights } from "#encoder/tables.ts";
import type { WordIndex } from "#encoder/word-index.ts";
import { addScaled, dot } from "./encoder-vectors.ts";
import { createRandom, shuffle } from "./random.ts";

/** A word and the vector that is to be guessed. */
export interface KnownVector {
  readonly word: string;
  readonly vector: Float64Array;
}

const ROUNDS = 6;
const SEED = 3;
/** Share of the error of a word that a step mends, falling to a tenth of it. */
const STEP = 0.4;

/** Of every hundred rare words, two are kept to choose the length of guesses on, and one only to measure. */
export function partOfWord(word: string): "fit" | "scale" | "held-out" {
  const face = hashStem(`part of ${word}`) % 100;
  return face === 0 ? "held-out" : face <= 2 ? "scale" : "fit";
}

/** The words of the tables; vectors of length 1. */
export interface Known {
  readonly index: WordIndex;
  readonly vectors: readonly Float64Array[];
}

/** First how much each affix keeps of the meaning; then vectors of `count` parts for what the affixes leave over. */
export function learnGuess(
  words: Readonly<Record<"frequent" | "fit" | "scale", readonly KnownVector[]>>,
  known: Known,
  count: number,
): { readonly parts: readonly Float64Array[]; readonly guess: GuessWeights } {
  const affixes = learnAffixes(words.fit, known);
  const rest = (word: KnownVector) => withoutBase(word, affixes, known);
  const parts = learnParts([...words.frequent, ...words.fit].map(rest), count);
  return { parts, guess: { affixes, runs: rounded(bestScale(parts, words.scale.map(rest))) } };
}

/** Rarer or weaker affixes are those of names by chance. */
const FEWEST_WORDS = 100;
const LEAST_WEIGHT = 0.12;

/** The weight that is best by least squares is the mean cosine of a word with its base. */
function learnAffixes(words: readonly KnownVector[], { index, vectors }: Known): Readonly<Record<string, number>> {
  const seen = new Map<string, { count: number; sum: number }>();
  for (const { word, vector } of words) {
    for (const { affix, base } of formations(word)) {
      const known = vectors[index.get(base) ?? -1];
      if (known === undefined) continue;
      const { count, sum } = seen.get(affix) ?? { count: 0, sum: 0 };
      seen.set(affix, { count: count + 1, sum: sum + dot(vector, known) });
    }
  }
  const kept = [...seen].filter(([, { count, sum }]) => count >= FEWEST_WORDS && sum / count >= LEAST_WEIGHT);
  return Object.fromEntries(kept.map(([affix, { count, sum }]) => [affix, rounded(sum / count)] as const).toSorted());
}

function withoutBase({ word, vector }: KnownVector, affixes: GuessWeights["affixes"], known: Known): KnownVector {
  const base = baseOf(word, affixes, known.index);
  if (base === null) return { word, vector };
  const rest = Float64Array.from(vector);
  addScaled(rest, known.vectors[base.index] ?? rest, -base.weight);
  return { word, vector: rest };
}

/** By least squares with small steps, word by word. */
function learnParts(words: readonly KnownVector[], count: number): readonly Float64Array[] {
  const dimensions = words[0]?.vector.length ?? 0;
  const parts = Array.from({ length: count }, () => new Float64Array(dimensions));
  const random = createRandom(SEED);
  const order = Int32Array.from(words.keys());
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(order, random);
    const step = STEP * (1 - (0.9 * round) / (ROUNDS - 1));
    for (const i of order) {
      const word = words[i];
      if (word !== undefined) mend(parts, word, step);
    }
  }
  return parts;
}

function mend(parts: readonly Float64Array[], { word, vector }: KnownVector, step: number): void {
  const places = runsOf(word, parts.length);
  const error = Float64Array.from(vector);
  addScaled(error, meanOf(parts, places, vector.length), -1);
  for (const place of places) addScaled(parts[place] ?? error, error, step);
}

/** What brings the guesses of words nearest to their vectors: parts learned on other words promise too much. */
function bestScale(parts: readonly Float64Array[], words: readonly KnownVector[]): number {
  let along = 0;
  let squares = 0;
  for (const { word, vector } of words) {
    const guessed = meanOf(parts, runsOf(word, parts.length), vector.length);
    along += dot(guessed, vector);
    squares += dot(guessed, guessed);
  }
  return squares === 0 ? 0 : along / squares;
}

function meanOf(parts: readonly Float64Array[], places: readonly number[], dimensions: number): Float64Array {
  const mean = new Float64Array(dimensions);
  for (const place of places) addScaled(mean, parts[place] ?? mean, 1 / places.length);
  return mean;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
