/** The encoder with weights that can be learned: what a text comes to, and what a change of it would change. */
import { createWeights, HASHED_DIMENSIONS, weighWords } from "#encoder/encoder.ts";
import { IMPORTANCE_FEATURES, type ImportanceFeature, importanceFeatures } from "#encoder/importance.ts";
import { rankOf } from "#encoder/lexicon.ts";
import type { EncoderTables } from "#encoder/tables.ts";
import { addScaled, dot } from "./encoder-vectors.ts";

/** A text as numbers of words that carry something, each with its weight there. */
export interface Text {
  readonly words: Int32Array;
  readonly often: Float32Array;
}

/** Two unit vectors, and how long they were. */
export interface Encoded {
  readonly meaning: Float32Array;
  readonly meaningLength: number;
  readonly stems: Float32Array;
  readonly stemsLength: number;
}

interface ModelWord {
  readonly vector: Float32Array | null;
  readonly place: number;
  readonly weight: number;
  readonly features: readonly ImportanceFeature[];
  /** Number in the tables; -1 for a word whose importance follows from its shape alone. */
  readonly index: number;
}

/** Logarithms of factors, or what the loss changes with them: of the shapes, then of single words. */
export interface Logs {
  readonly shapes: Float64Array;
  readonly words: Float64Array;
}

export type Side = "meaning" | "stem";
export const sides: readonly Side[] = ["meaning", "stem"];

/** Holds the words of all texts it has read; the logarithms start at 0, where it is the encoder of the tables. */
export class TextModel {
  readonly words: ModelWord[] = [];
  readonly #tables: EncoderTables;
  readonly #weightsOf: ReturnType<typeof createWeights>;
  readonly #numbers = new Map<string, number>();
  #factors: Readonly<Record<Side, Float64Array>> = { meaning: new Float64Array(), stem: new Float64Array() };

  constructor(tables: EncoderTables) {
    this.#tables = tables;
    this.#weightsOf = createWeights(tables);
  }

  read(text: string): Text {
    const found = [...weighWords(text)]
      .map(([word, often]) => ({ number: this.#numberOf(word), often }))
      .filter(({ number }) => (this.words[number]?.place ?? -1) >= 0);
    return {
      words: Int32Array.from(found, ({ number }) => number),
      often: Float32Array.from(found, ({ often }) => often),
    };
  }

  #numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const { vector, meaning, place, weight } = this.#weightsOf(word);
    const features = importanceFeatures(word, rankOf(this.#tables, word));
    const index = this.#tables.index.get(word) ?? -1;
    const scaled = vector === null ? null : Float32Array.from(vector, (value) => value * meaning);
    this.#numbers.set(word, this.words.length);
    return this.words.push({ vector: scaled, place, weight, features, index }) - 1;
  }

  /** To be called after the logarithms have changed. */
  use(logs: Readonly<Record<Side, Logs>>): void {
    const factors = ({ shapes, words }: Logs) =>
      Float64Array.from(this.words, ({ features }, i) => {
        const shape = features.reduce((sum, { feature, value }) => sum + value * (shapes[feature] ?? 0), 0);
        return Math.exp(shape + (words[i] ?? 0));
      });
    this.#factors = { meaning: factors(logs.meaning), stem: factors(logs.stem) };
  }

  encode(text: Text): Encoded {
    const meaning = new Float32Array(this.#tables.header.dimensions);
    const stems = new Float32Array(HASHED_DIMENSIONS);
    for (const [i, number] of text.words.entries()) {
      const word = this.words[number];
      const often = text.often[i] ?? 0;
      if (word === undefined) continue;
      if (word.vector) addScaled(meaning, word.vector, often * (this.#factors.meaning[number] ?? 1));
      stems[word.place] = (stems[word.place] ?? 0) + often * word.weight * (this.#factors.stem[number] ?? 1);
    }
    return { meaning, meaningLength: normalise(meaning), stems, stemsLength: normalise(stems) };
  }

  /** Adds to `slopes` what the loss changes with the logarithms, given what it changes with the two unit vectors. */
  backward(
    text: Text,
    encoded: Encoded,
    slope: { readonly meaning: Float32Array; readonly stems: Float32Array },
    slopes: Readonly<Record<Side, Logs>>,
  ): void {
    const meaning = throughLength(slope.meaning, encoded.meaning, encoded.meaningLength);
    const stems = throughLength(slope.stems, encoded.stems, encoded.stemsLength);
    for (const [i, number] of text.words.entries()) {
      const word = this.words[number];
      const often = text.often[i] ?? 0;
      if (word === undefined) continue;
      const ofStem = often * word.weight * (this.#factors.stem[number] ?? 1) * (stems[word.place] ?? 0);
      addSlope(slopes.stem, word, number, ofStem);
      if (word.vector === null) continue;
      addSlope(slopes.meaning, word, number, often * (this.#factors.meaning[number] ?? 1) * dot(word.vector, meaning));
    }
  }
}

export function createLogs(words: number): Record<Side, Logs> {
  const logs = () => ({ shapes: new Float64Array(IMPORTANCE_FEATURES), words: new Float64Array(words) });
  return { meaning: logs(), stem: logs() };
}

/** Only words in the tables can keep an importance of their own. */
function addSlope(slopes: Logs, word: ModelWord, number: number, slope: number): void {
  if (word.index >= 0) slopes.words[number] = (slopes.words[number] ?? 0) + slope;
  for (const { feature, value } of word.features) {
    slopes.shapes[feature] = (slopes.shapes[feature] ?? 0) + slope * value;
  }
}

function normalise(vector: Float32Array): number {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  for (let d = 0; d < vector.length; d++) vector[d] = (vector[d] ?? 0) / length;
  return length;
}

/** From a slope by the unit vector to the slope by the vector. */
function throughLength(slope: Float32Array, direction: Float32Array, length: number): Float32Array {
  const along = dot(slope, direction);
  return slope.map((value, d) => (value - along * (direction[d] ?? 0)) / length);
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
