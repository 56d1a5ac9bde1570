import { setImmediate } from "node:timers/promises";
import type { Embedder } from "#ports.ts";
import { stem } from "#text/stems.ts";
import { words } from "#text/words.ts";
import { fingerprint } from "./fingerprint.ts";
import { hashStem } from "./hash.ts";
import { createLexicon, rankOf } from "./lexicon.ts";
import type { EncoderTables } from "./tables.ts";

const HASHED_DIMENSIONS = 156;
/** Share of the hashed stems in the cosine of two texts; the rest is meaning. Chosen on development questions. */
const HASHED_SHARE = 0.45;
/** Texts embedded between two looks at the abort signal. */
const CHUNK = 64;

/**
 * The built-in embedder: no download, no network, the same vectors everywhere. Two unit vectors side by side:
 *
 *   word vectors, weighted by smooth inverse frequency | stems, hashed with signs, weighted by background idf
 *
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

interface WordWeights {
  /** Index in the tables, -1 for a word without a vector. */
  readonly index: number;
  /** Weight of the word's vector. */
  readonly meaning: number;
  /** Place of the stem among the hashed dimensions, -1 for a word that carries nothing. */
  readonly place: number;
  /** Background idf with the sign of the hash. */
  readonly weight: number;
}

function createTextEncoder(tables: EncoderTables): (text: string) => Float32Array {
  const { dimensions } = tables.header;
  const weightsOf = createWeights(tables);
  return (text) => {
    const vector = new Float32Array(dimensions + HASHED_DIMENSIONS);
    for (const [word, count] of countWords(text)) {
      const weights = weightsOf(word);
      // A word said often weighs up to twice what it weighs once.
      const often = (2 * count) / (count + 1);
      if (weights.index >= 0) addWord(vector, tables, weights.index, weights.meaning * often);
      if (weights.place >= 0) {
        const at = dimensions + weights.place;
        vector[at] = (vector[at] ?? 0) + weights.weight * often;
      }
    }
    scaleTo(vector.subarray(0, dimensions), Math.sqrt(1 - HASHED_SHARE));
    scaleTo(vector.subarray(dimensions), Math.sqrt(HASHED_SHARE));
    return vector;
  };
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words(text)) counts.set(word.text, (counts.get(word.text) ?? 0) + 1);
  return counts;
}

/** Enough for the vocabulary of a large library, some megabytes. */
const REMEMBERED_WORDS = 200_000;

function createWeights(tables: EncoderTables): (word: string) => WordWeights {
  const lexicon = createLexicon(tables);
  const remembered = new Map<string, WordWeights>();
  return (word) => {
    const known = remembered.get(word);
    if (known !== undefined) return known;
    const idf = lexicon.idf(word);
    const hash = hashStem(stem(word));
    const weights: WordWeights = {
      index: idf === 0 ? -1 : (tables.index.get(word) ?? -1),
      meaning: smoothInverseFrequency(rankOf(tables, word) ?? Number.POSITIVE_INFINITY),
      place: idf === 0 ? -1 : (hash >>> 1) % HASHED_DIMENSIONS,
      weight: hash & 1 ? idf : -idf,
    };
    if (remembered.size >= REMEMBERED_WORDS) remembered.clear();
    remembered.set(word, weights);
    return weights;
  };
}

/**
 * `a / (a + p)` (S. Arora, Y. Liang, T. Ma: A Simple but Tough-to-Beat Baseline for Sentence Embeddings, ICLR 2017),
 * with the word's probability p from its rank by Zipf's law: the most frequent words of English fall off as .08 / rank.
 */
function smoothInverseFrequency(rank: number): number {
  const a = 0.0003;
  return a / (a + 0.08 / (rank + 3));
}

function addWord(vector: Float32Array, tables: EncoderTables, index: number, weight: number): void {
  const { dimensions } = tables.header;
  const factor = weight * (tables.scales[index] ?? 0);
  const start = index * dimensions;
  for (let d = 0; d < dimensions; d++) {
    vector[d] = (vector[d] ?? 0) + factor * (tables.vectors[start + d] ?? 0);
  }
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
