import type { Reading } from "#ask/rank/reading.ts";
import type { Term } from "#ask/rank/vocabulary.ts";
import type { Findings } from "#ask/retrieve.ts";
import { ASKED_KINDS, type AskedVectors, askedVectors } from "./asked-vectors.ts";
import { answerCandidates, type Candidate, WORD_BEARINGS } from "./word-features.ts";
import { WORD_SHAPES } from "./word-shapes.ts";

/** Names of the inputs that are no vectors, in order. */
export const WORD_FLAGS: readonly string[] = [...WORD_SHAPES, ...WORD_BEARINGS];

/** Vectors are lengthened to this: with more, training learns single words by heart before it learns anything else. */
export const STRETCH = 1.5;

/**
 * A network with one hidden layer. Row h holds the weights of hidden unit h for, in this order: the word's vector, the
 * focus's, the telling words', word times focus, word times telling words, the kinds, the flags, and its bias.
 */
export interface AnswerWordModel {
  readonly dimensions: number;
  readonly hidden: number;
  readonly weights: Float32Array;
  /** One number a hidden unit, and the bias last. */
  readonly output: Float32Array;
}

/** A word that may be (part of) the answer. */
export interface AnswerWord {
  readonly term: Term;
  /** Place among the words of its sentence. */
  readonly at: number;
  /** 0 to 1: how likely the word belongs to the answer. */
  readonly probability: number;
}

/** For each sentence of the reading its words of content that the question does not hold, likeliest first. */
export function answerWords(
  model: AnswerWordModel,
  findings: Findings,
  reading: Reading,
): readonly (readonly AnswerWord[])[] {
  const asked = askedVectors(findings, reading);
  const score = createWordScorer(model, asked);
  return answerCandidates(findings, reading, asked).map((candidates) =>
    candidates
      .map((candidate) => {
        const logOdds = score(findings.vocabulary.vector(candidate.term), candidate);
        return { term: candidate.term, at: candidate.at, probability: 1 / (1 + Math.exp(-logOdds)) };
      })
      .toSorted((a, b) => b.probability - a.probability),
  );
}

/** Numbers in one row of the weights. */
export function rowLength(dimensions: number): number {
  return 5 * dimensions + ASKED_KINDS.length + WORD_FLAGS.length + 1;
}

type WordScorer = (vector: Float32Array | null, word: Pick<Candidate, "shape" | "bearing">) => number;

/** Folds the question into the first layer, so that a word costs one product of a small matrix. Gives log-odds. */
function createWordScorer(model: AnswerWordModel, asked: AskedVectors): WordScorer {
  const { dimensions, hidden, weights, output } = model;
  const row = rowLength(dimensions);
  const flagsAt = 5 * dimensions + ASKED_KINDS.length;
  const folded = new Float32Array(hidden * dimensions);
  const base = new Float32Array(hidden);
  for (let unit = 0; unit < hidden; unit += 1) {
    const from = unit * row;
    base[unit] = (weights[from + row - 1] ?? 0) + (weights[from + 5 * dimensions + asked.kind] ?? 0);
    for (let d = 0; d < dimensions; d += 1) {
      const focus = STRETCH * (asked.focus?.[d] ?? 0);
      const telling = STRETCH * (asked.telling?.[d] ?? 0);
      const at = from + d;
      base[unit] =
        (base[unit] ?? 0) + focus * (weights[at + dimensions] ?? 0) + telling * (weights[at + 2 * dimensions] ?? 0);
      folded[unit * dimensions + d] =
        STRETCH *
        ((weights[at] ?? 0) +
          focus * (weights[at + 3 * dimensions] ?? 0) +
          telling * (weights[at + 4 * dimensions] ?? 0));
    }
  }
  return (vector, { shape, bearing }) => {
    let score = output[hidden] ?? 0;
    for (let unit = 0; unit < hidden; unit += 1) {
      const flags = unit * row + flagsAt;
      const sum =
        (base[unit] ?? 0) +
        (vector ? product(folded, unit * dimensions, vector) : 0) +
        product(weights, flags, shape) +
        product(weights, flags + shape.length, bearing);
      if (sum > 0) score += sum * (output[unit] ?? 0);
    }
    return score;
  };
}

/** Scalar product of a vector and as many numbers of a matrix, from a place on. */
function product(matrix: Float32Array, from: number, vector: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < vector.length; d += 1) sum += (matrix[from + d] ?? 0) * (vector[d] ?? 0);
  return sum;
}
