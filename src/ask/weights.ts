import { InputError } from "#errors.ts";
import { parseAnswerWords } from "./learned/answer-word-file.ts";
import type { AnswerWordModel } from "./learned/answer-words.ts";
import { type Network, parseNetwork } from "./learned/network.ts";
import { parseTrees, type Trees } from "./learned/trees.ts";
import { CONFIDENCE_FEATURES } from "./rank/confidence.ts";
import { PASSAGE_FEATURES, type PassageFeature } from "./rank/passages.ts";
import { SENTENCE_FEATURES, type SentenceFeature } from "./rank/sentence-features.ts";

/** What the walk has learned, as the files of `data/ranking/` hold it. */
export interface RankWeights {
  readonly passage: Readonly<Record<PassageFeature, number>>;
  /** Takes the place of `passage.dense` for an embedder of kind `neural`. */
  readonly neuralDense: number;
  /** Scores a sentence by `SENTENCE_FEATURES`, beside the plain weights of some of them. */
  readonly sentence: Network;
  readonly plainSentence: Readonly<Partial<Record<SentenceFeature, number>>>;
  /** How likely a word is part of the answer. */
  readonly answerWords: AnswerWordModel;
  /** Log-odds, by `CONFIDENCE_FEATURES`, that the evidence answers the question. */
  readonly confidence: Trees;
  /** 0 to 1: below this confidence the walk abstains. */
  readonly threshold: number;
}

/** The parsed JSON of the files of the same names. */
export interface WeightFiles {
  readonly weights: unknown;
  readonly sentences: unknown;
  readonly confidence: unknown;
  readonly answerWords: unknown;
}

/** Reads the files by name. Throws `InputError` naming the file and the field that does not fit. */
export function readWeights(read: (file: string) => unknown): RankWeights {
  return parseWeights({
    weights: read("weights.json"),
    sentences: read("sentences.json"),
    confidence: read("confidence.json"),
    answerWords: read("answer-words.json"),
  });
}

/** Checks the content of the files. Throws `InputError` naming the file and the field that does not fit. */
export function parseWeights({ weights, sentences, confidence, answerWords }: WeightFiles): RankWeights {
  const file = record(weights, "the file");
  const threshold = number(file.threshold, "threshold");
  if (threshold < 0 || threshold > 1) {
    throw new InputError(`Ranking weights: expected threshold between 0 and 1, found ${threshold}.`);
  }
  return {
    passage: numbers(file.passage, "passage", PASSAGE_FEATURES),
    neuralDense: number(file.neuralDense, "neuralDense"),
    plainSentence: numbers(
      file.sentence,
      "sentence",
      SENTENCE_FEATURES.filter((name) => name in record(file.sentence, "sentence")),
    ),
    sentence: parseNetwork(sentences, "data/ranking/sentences.json", SENTENCE_FEATURES),
    answerWords: parseAnswerWords(answerWords, "data/ranking/answer-words.json"),
    confidence: parseTrees(confidence, "data/ranking/confidence.json", CONFIDENCE_FEATURES),
    threshold,
  };
}

function numbers<Name extends string>(value: unknown, field: string, names: readonly Name[]): Record<Name, number> {
  const found = record(value, field);
  const entries = names.map((name) => [name, number(found[name], `${field}.${name}`)] as const);
  return Object.fromEntries(entries) as Record<Name, number>;
}

function record(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw unfit(field, "an object", value);
}

function number(value: unknown, field: string): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw unfit(field, "a number", value);
}

function unfit(field: string, expected: string, found: unknown): InputError {
  return new InputError(
    `Ranking weights: expected ${field} to be ${expected}, found ${JSON.stringify(found) ?? "nothing"}. Restore data/ranking/weights.json from the repository.`,
  );
}
