import type { Findings, Found } from "#ask/retrieve.ts";
import type { RankWeights } from "#ask/weights.ts";
import type { AnalysedSentence } from "./analyse.ts";
import { fitsKind } from "./answer-type.ts";
import { bigramOverlap, coverageOf, phraseIndex, share } from "./passages.ts";
import { type Reading, readEvidence, type SentenceReading } from "./reading.ts";

/** What a sentence is scored by. The order is that of the vectors. */
export const SENTENCE_FEATURES = [
  "exact",
  "soft",
  "rare",
  "relative",
  "subject",
  "context",
  "outsideTitle",
  "bigrams",
  "fits",
  "misfits",
  "newName",
  "noNewName",
  "passage",
  "first",
  "length",
  "isQuestion",
  "news",
] as const;

export type SentenceFeature = (typeof SENTENCE_FEATURES)[number];

export interface RankedSentence {
  readonly sentence: AnalysedSentence;
  readonly found: Found;
  readonly features: readonly number[];
  readonly score: number;
}

/** The sentences of the best passages, best first. */
export function rankSentences(findings: Findings, weights: RankWeights): readonly RankedSentence[] {
  const reading = readEvidence(findings);
  const phrases = phraseIndex(findings.question);
  return reading.sentences
    .map((item) => {
      const features = sentenceFeatures(findings, reading, item, phrases);
      return { found: item.found, sentence: item.sentence, features, score: weigh(features, weights) };
    })
    .toSorted((a, b) => b.score - a.score);
}

function weigh(features: readonly number[], weights: RankWeights): number {
  return SENTENCE_FEATURES.reduce((score, name, index) => score + weights.sentence[name] * (features[index] ?? 0), 0);
}

function sentenceFeatures(
  findings: Findings,
  reading: Reading,
  item: SentenceReading,
  phrases: ReturnType<typeof phraseIndex>,
): readonly number[] {
  const { question, matcher, importance } = findings;
  const { sentence, found, strengths, subjects, inherited } = item;
  const weighted = (values: readonly number[], by: readonly number[]) =>
    values.map((value, word) => value * (by[word] ?? 0));
  const title = coverageOf(found.analysed.title, matcher, importance);
  const covered = weighted(strengths, importance);
  const fits = fitsKind(question.kind, sentence.text);
  const fresh = sentence.content.filter((term) => !reading.asked.has(term.stem)).length;
  const named = question.kind === "person" ? hasNewName(sentence, reading.asked) : null;
  const gap = found.score - (findings.evidence[0]?.score ?? 0);
  return [
    share(
      weighted(
        strengths.map((value) => (value === 1 ? 1 : 0)),
        importance,
      ),
      importance,
    ),
    share(covered, importance),
    share(weighted(strengths, reading.rarity), reading.rarity),
    share(covered, importance) / reading.bestCoverage,
    share(weighted(subjects, reading.naming), reading.naming),
    share(weighted(inherited, reading.rarity), reading.rarity),
    share(
      covered.map((value, word) => Math.max(0, value - (title[word] ?? 0))),
      importance,
    ),
    bigramOverlap(sentence, phrases, question.bigrams.length),
    fits === 1 ? 1 : 0,
    fits === 0 ? 1 : 0,
    named === true ? 1 : 0,
    named === false ? 1 : 0,
    gap,
    sentence.ordinal === 0 ? 1 : 0,
    Math.min(1, sentence.content.length / 20),
    /\?["”’)]*$/u.test(sentence.text) ? 1 : 0,
    Math.min(1, fresh / 6),
  ];
}

function hasNewName(sentence: AnalysedSentence, asked: ReadonlySet<string>): boolean {
  return (
    sentence.capitalised.some((term) => !asked.has(term.stem)) ||
    (/^\p{Lu}\p{Ll}+ \p{Lu}/u.test(sentence.text) && !asked.has(sentence.terms[0]?.stem ?? ""))
  );
}
