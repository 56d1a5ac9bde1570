import { setImmediate } from "node:timers/promises";
import type { Embedder } from "#ports.ts";
import { stem } from "#text/stems.ts";
import { words } from "#text/words.ts";
import { fingerprint } from "./fingerprint.ts";
import { guessVector } from "./guess.ts";
import { hashStem } from "./hash.ts";
import { importanceFeatures, shapeImportance } from "./importance.ts";
import { createLexicon, rankOf } from "./lexicon.ts";
import { type EncoderTables, IMPORTANCE_STEP } from "./tables.ts";

export const HASHED_DIMENSIONS = 156;
/** Texts embedded between two looks at the abort signal. */
const CHUNK = 64;

/**
 * The built-in embedder: no download, no network, the same vectors everywhere. Two unit vectors side by side:
 *
 *   word vectors, weighted by smooth inverse frequency | stems, hashed with signs, weighted by background idf
 *
 * times the learned importance of the word for either. A word that is not in the tables has a vector guessed from its
 * parts and the importance of its shape.
 * A text without a known word gets the first unit vector of its part; so every text, also the empty one, has length 1.
 */
export function createEncoder(tables: EncoderTables): Embedder {
  const embedOne = createTextEncoder(tables);
  return {
    id: `static-${tables.header.sha256.slice(0, 8)}-${fingerprint(embedOne, tables)}`,
    dimensions: tables.header.dimensions + HASHED_DIMENSIONS,
    kind: "static",
    embed: async (texts, _purpose, signal) => {
      const vectors: Float32Array[] = [];
      for (const [i, text] of texts.entries()) {
        if (i % CHUNK === 0) {
          signal?.throwIfAborted();
          if (i > 0) await setImmediate();
        }
        vectors.push(embedOne(text));
      }
      signal?.throwIfAborted();
      return vectors;
    },
  };
}

/** What a word adds to a text that holds it once. */
export interface WordWeights {
  /** Vector to be added, times `meaning`; `null` for a word that carries no meaning. */
  readonly vector: WordVector | null;
  readonly meaning: number;
  /** Place of the stem among the hashed dimensions, -1 for a word that carries nothing. */
  readonly place: number;
  /** Background idf with the sign of the hash, weighed. */
  readonly weight: number;
}

type WordVector = Int8Array | Float32Array;

function createTextEncoder(tables: EncoderTables): (text: string) => Float32Array {
  const { dimensions } = tables.header;
  const { hashedShare } = tables.header.importance;
  const weightsOf = remember(createWeights(tables));
  return (text) => {
    const vector = new Float32Array(dimensions + HASHED_DIMENSIONS);
    for (const [word, often] of weighWords(text)) {
      const { vector: meant, meaning, place, weight } = weightsOf(word);
      if (meant !== null) addScaled(vector, meant, meaning * often);
      if (place >= 0) vector[dimensions + place] = (vector[dimensions + place] ?? 0) + weight * often;
    }
    scaleTo(vector.subarray(0, dimensions), Math.sqrt(1 - hashedShare));
    scaleTo(vector.subarray(dimensions), Math.sqrt(hashedShare));
    return vector;
  };
}

/** The words of a text, each with its weight there: said often, a word weighs up to twice what it weighs once. */
export function weighWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words(text)) counts.set(word.text, (counts.get(word.text) ?? 0) + 1);
  for (const [word, count] of counts) counts.set(word, (2 * count) / (count + 1));
  return counts;
}

/** Enough for the vocabulary of a large library, some megabytes. */
const REMEMBERED_WORDS = 100_000;

function remember(weightsOf: (word: string) => WordWeights): (word: string) => WordWeights {
  const remembered = new Map<string, WordWeights>();
  return (word) => {
    const known = remembered.get(word);
    if (known !== undefined) return known;
    const weights = weightsOf(word);
    if (remembered.size >= REMEMBERED_WORDS) remembered.clear();
    remembered.set(word, weights);
    return weights;
  };
}

/** The training of the importance starts from the same weights. */
export function createWeights(tables: EncoderTables): (word: string) => WordWeights {
  const lexicon = createLexicon(tables);
  return (word) => {
    const idf = lexicon.idf(word);
    if (idf === 0) return { vector: null, meaning: 0, place: -1, weight: 0 };
    const hash = hashStem(stem(word));
    const rank = rankOf(tables, word);
    const index = tables.index.get(word);
    const important = importanceOf(tables, word, index);
    return {
      vector: index === undefined ? guessVector(tables, word) : wordVector(tables, index),
      meaning:
        (index === undefined ? 1 : (tables.scales[index] ?? 0)) *
        smoothInverseFrequency(rank ?? Number.POSITIVE_INFINITY) *
        Math.exp(important.meaning),
      place: (hash >>> 1) % HASHED_DIMENSIONS,
      weight: (hash & 1 ? idf : -idf) * Math.exp(important.stem),
    };
  };
}

function wordVector({ vectors, header: { dimensions } }: EncoderTables, index: number): Int8Array {
  return vectors.subarray(index * dimensions, (index + 1) * dimensions);
}

function importanceOf(tables: EncoderTables, word: string, index: number | undefined) {
  const { meaning, stem } = tables.header.importance;
  if (index === undefined) {
    const features = importanceFeatures(word, rankOf(tables, word));
    return { meaning: shapeImportance(features, meaning), stem: shapeImportance(features, stem) };
  }
  const [forMeaning = 0, forStem = 0] = tables.importance.subarray(2 * index, 2 * index + 2);
  return { meaning: forMeaning * IMPORTANCE_STEP, stem: forStem * IMPORTANCE_STEP };
}

/**
 * `a / (a + p)` (S. Arora, Y. Liang, T. Ma: A Simple but Tough-to-Beat Baseline for Sentence Embeddings, ICLR 2017),
 * with the word's probability p from its rank by Zipf's law: the most frequent words of English fall off as .08 / rank.
 */
function smoothInverseFrequency(rank: number): number {
  const a = 0.0003;
  return a / (a + 0.08 / (rank + 3));
}

function addScaled(target: Float32Array, vector: WordVector, factor: number): void {
  for (let d = 0; d < vector.length; d++) target[d] = (target[d] ?? 0) + factor * (vector[d] ?? 0);
}

function scaleTo(part: Float32Array, length: number): void {
  let squares = 0;
  for (const value of part) squares += value * value;
  if (squares === 0) {
    part[0] = length;
    return;
  }
  const factor = length / Math.sqrt(squares);
  for (let d = 0; d < part.length; d++) part[d] = (part[d] ?? 0) * factor;
}
