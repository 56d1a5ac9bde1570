import type { Findings, Found } from "#ask/retrieve.ts";
import type { RankWeights } from "#ask/weights.ts";
import type { AnalysedSentence } from "./analyse.ts";
import { fitsKind } from "./answer-type.ts";
import { bigramOverlap, coverageOf, phraseIndex, share } from "./passages.ts";

/** What a sentence is scored by. The order is that of the vectors. */
export const SENTENCE_FEATURES = [
  "coverage",
  "softCoverage",
  "relativeCoverage",
  "contextCoverage",
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

/** Passages whose sentences are compared. */
const READ_PASSAGES = 6;
const OPENS_WITH_PRONOUN = /^["“'‘(]*(?:he|she|it|they|his|her|its|their|this|that|these|those|such|there)\b/iu;

/** The sentences of the best passages, best first. */
export function rankSentences(findings: Findings, weights: RankWeights): readonly RankedSentence[] {
  const read = findings.evidence.slice(0, READ_PASSAGES);
  const drafts = read.flatMap((found) => found.analysed.sentences.map((sentence) => ({ found, sentence })));
  const covered = drafts.map(({ sentence }) => coverageOf(sentence.content, findings.matcher, findings.importance));
  const best = Math.max(1e-9, ...covered.map((part) => share(part, findings.importance)));
  const phrases = phraseIndex(findings.question);
  return drafts
    .map(({ found, sentence }, index) => {
      const features = sentenceFeatures(findings, found, sentence, covered[index] ?? [], best, phrases);
      return { found, sentence, features, score: weigh(features, weights) };
    })
    .toSorted((a, b) => b.score - a.score);
}

function weigh(features: readonly number[], weights: RankWeights): number {
  return SENTENCE_FEATURES.reduce((score, name, index) => score + weights.sentence[name] * (features[index] ?? 0), 0);
}

function sentenceFeatures(
  findings: Findings,
  found: Found,
  sentence: AnalysedSentence,
  covered: readonly number[],
  best: number,
  phrases: ReturnType<typeof phraseIndex>,
): readonly number[] {
  const { question, matcher, importance } = findings;
  const soft = share(covered, importance);
  const exact = share(
    covered.map((value, word) => (value >= (importance[word] ?? 0) ? value : 0)),
    importance,
  );
  const before = found.analysed.sentences[sentence.ordinal - 1];
  const opensBack = OPENS_WITH_PRONOUN.test(sentence.text);
  const inherited = before ? coverageOf(before.content, matcher, importance) : [];
  const title = coverageOf(found.analysed.title, matcher, importance);
  const context = covered.map((value, word) =>
    Math.max(value, (opensBack ? 0.7 : 0.4) * (inherited[word] ?? 0), 0.6 * (title[word] ?? 0)),
  );
  const outside = covered.map((value, word) => Math.max(0, value - (title[word] ?? 0)));
  const fits = fitsKind(question.kind, sentence.text);
  const asked = new Set(question.words.map((word) => word.term.stem));
  const fresh = sentence.content.filter((term) => !asked.has(term.stem)).length;
  const named = question.kind === "person" ? hasNewName(sentence, asked) : null;
  const gap = found.score - (findings.evidence[0]?.score ?? 0);
  return [
    exact,
    soft,
    soft / best,
    share(context, importance),
    share(outside, importance),
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
