import { parseAnswerWords } from "./learned/answer-word-file.ts";
import type { AnswerWordModel } from "./learned/answer-words.ts";
import { number, numbersByName, probability, record } from "./learned/fields.ts";
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

const FILE = "data/ranking/weights.json";

/** Checks the content of the files. Throws `InputError` naming the file and the field that does not fit. */
export function parseWeights({ weights, sentences, confidence, answerWords }: WeightFiles): RankWeights {
  const file = record(weights, FILE, "the file");
  const sentence = record(file.sentence, FILE, "sentence");
  const known = SENTENCE_FEATURES.filter((name) => name in sentence);
  return {
    passage: numbersByName(file.passage, FILE, "passage", PASSAGE_FEATURES),
    neuralDense: number(file.neuralDense, FILE, "neuralDense"),
    plainSentence: numbersByName(sentence, FILE, "sentence", known),
    sentence: parseNetwork(sentences, "data/ranking/sentences.json", SENTENCE_FEATURES),
    answerWords: parseAnswerWords(answerWords, "data/ranking/answer-words.json"),
    confidence: parseTrees(confidence, "data/ranking/confidence.json", CONFIDENCE_FEATURES),
    threshold: probability(file.threshold, FILE, "threshold"),
  };
}
