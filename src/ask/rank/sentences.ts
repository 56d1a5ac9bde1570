import type { Findings, Found } from "#ask/retrieve.ts";
import type { RankWeights } from "#ask/weights.ts";
import type { AnalysedSentence } from "./analyse.ts";
import { share } from "./coverage.ts";
import { phraseIndex } from "./passages.ts";
import { readEvidence, type SentenceReading } from "./reading.ts";
import { SENTENCE_FEATURES, sentenceFeatures } from "./sentence-features.ts";

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
  return reading.sentences
    .map((item, index) => {
      const beside = (other: SentenceReading | undefined) => (other?.found === item.found ? coverage(other) : 0);
      const neighbours = { before: beside(reading.sentences[index - 1]), after: beside(reading.sentences[index + 1]) };
      const features = sentenceFeatures(findings, reading, item, phrases, neighbours);
      return { found: item.found, sentence: item.sentence, features, score: weigh(features, weights) };
    })
    .toSorted((a, b) => b.score - a.score);
}

function weigh(features: readonly number[], weights: RankWeights): number {
  return SENTENCE_FEATURES.reduce(
    (score, name, index) => score + (weights.sentence[name] ?? 0) * (features[index] ?? 0),
    0,
  );
}
