import type { Question, QuestionWord } from "#ask/question.ts";
import type { TermStatistics } from "#ports.ts";
import type { AnalysedPassage, AnalysedSentence } from "./analyse.ts";
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
] as const;

export type PassageFeature = (typeof PASSAGE_FEATURES)[number];

export interface Candidate {
  readonly passage: AnalysedPassage;
  /** Score of the store's own BM25 over the best of the list, 0 where it was not found by words. */
  readonly lexical: number;
  /** Cosine over the best of the list, 0 where it is not among the nearest. */
  readonly dense: number;
}

/** Textbook values (Robertson and Zaragoza, 2009). */
const K1 = 1.2;
const B = 0.75;

/** One vector of features per candidate, in the order of the candidates. */
export function passageFeatures(
  question: Question,
  matcher: Matcher,
  weights: readonly number[],
  statistics: TermStatistics,
  candidates: readonly Candidate[],
): readonly (readonly number[])[] {
  const bm25 = candidates.map(({ passage }) => okapi(question.words, passage, statistics));
  const bestBm25 = Math.max(1e-9, ...bm25);
  const phrases = phraseIndex(question.bigrams);
  return candidates.map(({ passage, lexical, dense }, index) => {
    const coverage = coverageOf(passage.told, matcher, weights);
    const best = Math.max(
      0,
      ...passage.sentences.map((part) => share(coverageOf(part.told, matcher, weights), weights)),
    );
    const bigrams = Math.max(
      0,
      ...passage.sentences.map((part) => bigramOverlap(part, phrases, question.bigrams.length)),
    );
    return [
      (bm25[index] ?? 0) / bestBm25,
      lexical,
      share(coverage, weights),
      best,
      bigrams,
      nameShare(question.words, passage),
      share(coverageOf(passage.title, matcher, weights), weights),
      dense,
    ];
  });
}

/** For each word of the question the strength of its best match among the terms, times its weight. */
export function coverageOf(
  terms: Iterable<{ readonly number: number } & AnalysedSentence["terms"][number]>,
  matcher: Matcher,
  weights: readonly number[],
): number[] {
  const best = new Array<number>(weights.length).fill(0);
  for (const term of terms) {
    for (const { word, strength } of matcher.match(term)) {
      const value = strength * (weights[word] ?? 0);
      if (value > (best[word] ?? 0)) best[word] = value;
    }
  }
  return best;
}

/** The covered part of the whole weight, 0 to 1. */
export function share(covered: readonly number[], weights: readonly number[]): number {
  const whole = sum(weights);
  return whole === 0 ? 0 : sum(covered) / whole;
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
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
