import type { Findings, Found } from "#ask/retrieve.ts";
import type { RankWeights } from "#ask/weights.ts";
import type { AnalysedSentence } from "./analyse.ts";
import { fitsQuestion } from "./answer-type.ts";
import { bigramOverlap, coverageOf, phraseIndex, share } from "./passages.ts";
import { type Reading, readEvidence, type SentenceReading } from "./reading.ts";
import { dot } from "./vocabulary.ts";

/** What a sentence is scored by. The order is that of the vectors. */
export const SENTENCE_FEATURES = [
  "exact",
  "soft",
  "rare",
  "relative",
  "subject",
  "telling",
  "context",
  "meaning",
  "outsideTitle",
  "bigrams",
  "fits",
  "misfits",
  "newName",
  "noNewName",
  "fitsContext",
  "article",
  "passage",
  "isQuestion",
  "told",
  "nearTold",
] as const;

/** Scores of passages that are further behind than this say no more. */
const FURTHEST = -6;
/** Where the best sentence covers less than this, being the best says little. */
const LEAST_BEST = 0.3;

/** How far a word counts as said by a sentence when it stands in the title, in the sentence before, or is referred to. */
const TITLED = 0.8;
const NEIGHBOURING = 0.3;
const REFERRED = 0.8;
const OPENS_BACK =
  /^["“'‘(]*(?:(?:but|and|so|yet|then)\b,? )?(?:he|she|it|they|his|her|its|their|this|that|these|those|such)\b/iu;

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
  const phrases = phraseIndex(reading.bigrams);
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
  const { question, matcher } = findings;
  const { rarity } = reading;
  const { sentence, found, strengths, subjects, inherited } = item;
  const weighted = (values: readonly number[], by: readonly number[]) =>
    values.map((value, word) => value * (by[word] ?? 0));
  const title = coverageOf(found.analysed.title, matcher, rarity);
  const covered = weighted(subjects, rarity);
  const fits = fitsQuestion(question, sentence, matcher);
  const named = question.kind === "person" ? hasNewName(sentence, reading.asked) : null;
  const best = findings.evidence[0]?.score ?? 0;
  const bestHere = findings.evidence.find(({ article }) => isSame(article, found.article))?.score ?? 0;
  const isTold = (other: AnalysedSentence | undefined) => other !== undefined && question.told.includes(other.text);
  const referring = OPENS_BACK.test(sentence.text) ? REFERRED : NEIGHBOURING;
  const context = covered.map((value, word) =>
    Math.max(value, TITLED * (title[word] ?? 0), referring * (inherited[word] ?? 0) * (rarity[word] ?? 0)),
  );
  const exact = strengths.map((value) => (value === 1 ? 1 : 0));
  return [
    share(weighted(exact, rarity), rarity),
    share(weighted(strengths, rarity), rarity),
    share(covered, rarity),
    share(covered, rarity) / Math.max(LEAST_BEST, reading.bestCoverage),
    share(weighted(subjects, reading.naming), reading.naming) * reading.distinction,
    share(weighted(strengths, reading.telling), reading.telling),
    share(context, rarity),
    findings.meaning && sentence.meaning ? Math.max(0, dot(findings.meaning, sentence.meaning)) : 0,
    share(
      covered.map((value, word) => Math.max(0, value - (title[word] ?? 0))),
      rarity,
    ),
    bigramOverlap(sentence, phrases, reading.bigrams.length),
    fits === 1 ? 1 : 0,
    fits === 0 ? 1 : 0,
    named === true ? 1 : 0,
    named === false ? 1 : 0,
    fits === 1 ? share(context, rarity) : 0,
    Math.max(FURTHEST, bestHere - best),
    Math.max(FURTHEST, found.score - bestHere),
    askingness(sentence.text),
    isTold(sentence) ? 1 : 0,
    nearness(found, sentence, isTold),
  ];
}

/** A follow-up mostly asks about what stands beside what was just said: 1 right after it, less around it. */
function nearness(
  { analysed }: Found,
  sentence: AnalysedSentence,
  isTold: (other: AnalysedSentence | undefined) => boolean,
): number {
  if (isTold(sentence)) return 0;
  if (isTold(analysed.sentences[sentence.ordinal - 1])) return 1;
  const isAround = [-2, 1].some((distance) => isTold(analysed.sentences[sentence.ordinal + distance]));
  return isAround ? 0.5 : 0;
}

/** 1 for a sentence that only asks, a little for one that ends in a question. */
function askingness(sentence: string): number {
  if (!/\?["”’)]*$/u.test(sentence)) return 0;
  return ASKS.test(sentence) ? 1 : 0.3;
}

const ASKS =
  /^["“'‘(]*(?:(?:so|and|but)\b,? )?(?:(?:\p{L}+ ){1,3}asking, )?(?:who|what|when|where|why|how|which|is|are|was|were|do|does|did|can|could|will|would|should|has|have|had)\b/iu;

function isSame(a: Found["article"], b: Found["article"]): boolean {
  return a.id === b.id && a.shelf === b.shelf;
}

function hasNewName(sentence: AnalysedSentence, asked: ReadonlySet<string>): boolean {
  return (
    sentence.capitalised.some((term) => !asked.has(term.stem)) ||
    (/^\p{Lu}\p{Ll}+ \p{Lu}/u.test(sentence.text) && !asked.has(sentence.terms[0]?.stem ?? ""))
  );
}
