import type { AnswerWord } from "#ask/learned/answer-words.ts";
import type { Findings } from "#ask/retrieve.ts";
import { fitsQuestion } from "./answer-type.ts";
import { coverageOf } from "./coverage.ts";
import type { Reading, SentenceReading } from "./reading.ts";

/** How far a word counts as said by a sentence when it stands in the title, in the sentence before, or is referred to. */
const TITLED = 0.8;
const NEIGHBOURING = 0.3;
const REFERRED = 0.8;
const OPENS_BACK =
  /^["“'‘(]*(?:(?:but|and|so|yet|then)\b,? )?(?:he|she|it|they|his|her|its|their|this|that|these|those|such)\b/iu;

/** What is known of a sentence besides its own match. */
export interface Beside {
  /** How much of the question the sentences before and after it cover; 0 to 1. */
  readonly before: number;
  readonly after: number;
  /** Words of it that may be the answer, likeliest first. */
  readonly answerWords: readonly AnswerWord[];
}

/** A sentence with what all groups of features look at. */
export interface View {
  readonly findings: Findings;
  readonly reading: Reading;
  readonly item: SentenceReading;
  readonly beside: Beside;
  /** For each word of the question: how far sentence, title and the sentence before say it, 0 to 1. */
  readonly lent: readonly number[];
  /** Importance-weighted coverage by the title, and by the sentence with what it refers to. */
  readonly title: readonly number[];
  readonly covered: readonly number[];
  readonly opensBack: boolean;
  readonly fits: 0 | 1 | null;
}

export function viewOf(findings: Findings, reading: Reading, item: SentenceReading, beside: Beside): View {
  const { question, matcher } = findings;
  const { sentence, found, strengths, subjects, inherited } = item;
  const title = coverageOf(found.analysed.title, matcher, reading.rarity);
  const opensBack = OPENS_BACK.test(sentence.text);
  const referring = opensBack ? REFERRED : NEIGHBOURING;
  const lent = strengths.map((_, word) =>
    Math.max(
      subjects[word] ?? 0,
      (TITLED * (title[word] ?? 0)) / Math.max(1e-9, reading.rarity[word] ?? 0),
      referring * (inherited[word] ?? 0),
    ),
  );
  const covered = weighted(subjects, reading.rarity);
  const fits = fitsQuestion(question, sentence, matcher);
  return { findings, reading, item, beside, lent, title, covered, opensBack, fits };
}

export function weighted(values: readonly number[], by: readonly number[]): number[] {
  return values.map((value, word) => value * (by[word] ?? 0));
}

export function flag(holds: boolean): 0 | 1 {
  return holds ? 1 : 0;
}
