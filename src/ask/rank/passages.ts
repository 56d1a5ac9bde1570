import type { Question, QuestionWord } from "#ask/question.ts";
import type { TermStatistics } from "#ports.ts";
import type { AnalysedPassage, AnalysedSentence } from "./analyse.ts";
import { fitsQuestion } from "./answer-type.ts";
import { askedSource } from "./asked-source.ts";
import { coverageOf, share, sum } from "./coverage.ts";
import { type Link, NO_LINK } from "./links.ts";
import type { Matcher } from "./matcher.ts";

/** What a passage is scored by; each about 0 to 1. The order is that of the vectors. */
export const PASSAGE_FEATURES = [
  "bm25",
  "storeBm25",
  "softCoverage",
  "bestSentence",
  "bigrams",
  "names",
  "title",
  "dense",
  "lexicalPlace",
  "densePlace",
  "titleAsked",
  "adjacent",
  "fits",
  "missing",
  "outlet",
  "date",
  "recency",
  "named",
  "linked",
  "relation",
  "near",
] as const;

export type PassageFeature = (typeof PASSAGE_FEATURES)[number];

export interface Candidate {
  readonly passage: AnalysedPassage;
  /** Score of the store's own BM25 over the best of the list, 0 where it was not found by words. */
  readonly lexical: number;
  /** Cosine over the best of the list, 0 where it is not among the nearest. */
  readonly dense: number;
  /** Place in either list from 1; infinite where it is not in it. */
  readonly lexicalPlace: number;
  readonly densePlace: number;
}

/** Textbook values (Robertson and Zaragoza, 2009). */
const K1 = 1.2;
const B = 0.75;

/** What all candidates of a question are compared by. */
export interface Comparison {
  readonly question: Question;
  readonly matcher: Matcher;
  readonly importance: readonly number[];
  readonly statistics: TermStatistics;
}

/** One vector of features per candidate, in the order of the candidates; the links are added when they are known. */
export function passageFeatures(comparison: Comparison, candidates: readonly Candidate[]): readonly number[][] {
  const { question, statistics } = comparison;
  const bm25 = candidates.map(({ passage }) => okapi(question.words, passage, statistics));
  const bestBm25 = Math.max(1e-9, ...bm25);
  const phrases = phraseIndex(question.bigrams);
  return candidates.map((candidate, index) => [
    (bm25[index] ?? 0) / bestBm25,
    ...featuresOf(comparison, candidate, phrases),
    ...linkFeatures(NO_LINK),
  ]);
}

/** The last of the features. */
export function linkFeatures({ named, linked, relation, near }: Link): number[] {
  return [named, linked, relation, near];
}

function featuresOf({ question, matcher, importance }: Comparison, candidate: Candidate, phrases: PhraseIndex) {
  const { passage } = candidate;
  const covers = passage.sentences.map((part) => coverageOf(part.told, matcher, importance));
  const coverage = coverageOf(passage.told, matcher, importance);
  const shares = covers.map((covered) => share(covered, importance));
  const pairs = covers.slice(1).map((covered, at) =>
    share(
      covered.map((value, word) => Math.max(value, covers[at]?.[word] ?? 0)),
      importance,
    ),
  );
  const best = Math.max(0, ...shares);
  const bigrams = passage.sentences.map((part) => bigramOverlap(part, phrases, question.bigrams.length));
  const fitting = passage.sentences.map((part, at) =>
    fitsQuestion(question, part, matcher) === 1 ? (shares[at] ?? 0) : 0,
  );
  const greatest = Math.max(1e-9, ...importance);
  const { outlet, date, recency } = askedSource(question, passage.article);
  return [
    candidate.lexical,
    share(coverage, importance),
    best,
    Math.max(0, ...bigrams),
    nameShare(question.words, passage),
    share(coverageOf(passage.title, matcher, importance), importance),
    candidate.dense,
    1 / candidate.lexicalPlace,
    1 / candidate.densePlace,
    titleAsked(passage.title, matcher),
    Math.max(best, ...pairs),
    Math.max(0, ...fitting),
    Math.max(0, ...coverage.map((value, word) => (importance[word] ?? 0) - value)) / greatest,
    outlet,
    date,
    recency,
  ];
}

/** Share of the title, by background idf, that the question says. */
function titleAsked(title: AnalysedPassage["title"], matcher: Matcher): number {
  const asked = title.map((term) => Math.max(0, ...matcher.match(term).map(({ strength }) => strength)) * term.idf);
  const whole = sum(title.map((term) => term.idf));
  return whole === 0 ? 0 : sum(asked) / whole;
}

export type PhraseIndex = ReadonlyMap<string, ReadonlySet<string>>;

/** Pairs of neighbouring stems: first to seconds. */
export function phraseIndex(bigrams: Question["bigrams"]): PhraseIndex {
  const index = new Map<string, Set<string>>();
  for (const [first, second] of bigrams) index.set(first, (index.get(first) ?? new Set()).add(second));
  return index;
}

/** Share of the question's pairs of neighbouring words that stand in the sentence. */
export function bigramOverlap(sentence: AnalysedSentence, phrases: PhraseIndex, total: number): number {
  if (total === 0) return 0;
  const found = new Set<string>();
  let before: string | null = null;
  for (const term of sentence.terms) {
    if (before !== null && phrases.get(before)?.has(term.stem)) found.add(`${before} ${term.stem}`);
    before = term.stem;
  }
  return found.size / total;
}

function okapi(words: readonly QuestionWord[], passage: AnalysedPassage, statistics: TermStatistics): number {
  const norm = K1 * (1 - B + (B * passage.length) / Math.max(1, statistics.meanLength));
  let score = 0;
  for (const word of words) {
    const stems = [{ stem: word.term.stem, likeness: 1 }, ...word.spellings];
    for (const { stem, likeness } of stems) {
      const count = passage.counts.get(stem) ?? 0;
      if (count === 0) continue;
      const containing = statistics.frequencies.get(stem) ?? 0;
      const idf = Math.log(1 + (statistics.passages - containing + 0.5) / (containing + 0.5));
      score += word.weight * likeness * Math.max(idf, 0) * ((count * (K1 + 1)) / (count + norm));
    }
  }
  return score;
}

function nameShare(words: readonly QuestionWord[], passage: AnalysedPassage): number {
  const exact = words.filter((word) => word.isName || /\d/u.test(word.term.surface));
  if (exact.length === 0) return 1;
  return exact.filter((word) => passage.counts.has(word.term.stem)).length / exact.length;
}
