import { answerWords } from "#ask/learned/answer-words.ts";
import { scoreNetwork } from "#ask/learned/network.ts";
import type { Findings, Found } from "#ask/retrieve.ts";
import type { RankWeights } from "#ask/weights.ts";
import type { AnalysedSentence } from "./analyse.ts";
import { share } from "./coverage.ts";
import { phraseIndex } from "./passages.ts";
import { readEvidence, type SentenceReading } from "./reading.ts";
import { addGaps, SENTENCE_FEATURES, sentenceFeatures } from "./sentence-features.ts";

export interface RankedSentence {
  readonly sentence: AnalysedSentence;
  readonly found: Found;
  readonly features: readonly number[];
  readonly score: number;
}

/** The sentences of the best passages, best first. */
export function rankSentences(findings: Findings, weights: RankWeights): readonly RankedSentence[] {
  const reading = readEvidence(findings);
  const phrases = phraseIndex(reading.bigrams);
  const coverage = ({ subjects }: SentenceReading) =>
    share(
      subjects.map((value, word) => value * (reading.rarity[word] ?? 0)),
      reading.rarity,
    );
  const words = answerWords(weights.answerWords, findings, reading);
  const vectors = addGaps(
    reading.sentences.map((item, index) => {
      const beside = (other: SentenceReading | undefined) => (other?.found === item.found ? coverage(other) : 0);
      return sentenceFeatures(findings, reading, item, phrases, {
        before: beside(reading.sentences[index - 1]),
        after: beside(reading.sentences[index + 1]),
        answerWords: words[index] ?? [],
      });
    }),
  );
  return reading.sentences
    .map(({ found, sentence }, index) => {
      const features = vectors[index] ?? [];
      return { found, sentence, features, score: scoreOf(features, weights) };
    })
    .toSorted((a, b) => b.score - a.score);
}

/** Weight of the plain sum beside the network: each is right where the other has learned too much of its sets. */
export const PLAIN_SHARE = 0.4;

function scoreOf(features: readonly number[], { sentence, plainSentence }: RankWeights): number {
  const plain = SENTENCE_FEATURES.reduce(
    (sum, name, index) => sum + (plainSentence[name] ?? 0) * (features[index] ?? 0),
    0,
  );
  return (1 - PLAIN_SHARE) * scoreNetwork(sentence, features) + PLAIN_SHARE * plain;
}
