import type { Findings } from "#ask/retrieve.ts";
import type { AnalysedSentence } from "./analyse.ts";
import { share } from "./coverage.ts";
import type { Reading } from "./reading.ts";
import { flag, type View, weighted } from "./sentence-view.ts";
import { dot } from "./vocabulary.ts";

/** Where the best sentence covers less than this, being the best says little. */
const LEAST_BEST = 0.3;

/** How much of the question the sentence says, in several ways; 0 to 1. */
export function coverageFeatures({ findings, reading, item, lent, title, covered }: View) {
  const { rarity, telling, naming } = reading;
  const { sentence, strengths, subjects } = item;
  const exact = strengths.map((value) => (value === 1 ? 1 : 0));
  const outside = covered.map((value, word) => Math.max(0, value - (title[word] ?? 0)));
  const likeness = findings.meaning && sentence.meaning ? dot(findings.meaning, sentence.meaning) : 0;
  return {
    exact: share(weighted(exact, rarity), rarity),
    soft: share(weighted(strengths, rarity), rarity),
    rare: share(covered, rarity),
    relative: share(covered, rarity) / Math.max(LEAST_BEST, reading.bestCoverage),
    subject: share(weighted(subjects, naming), naming) * reading.distinction,
    telling: share(weighted(strengths, telling), telling),
    context: share(weighted(lent, rarity), rarity),
    meaning: Math.max(0, likeness),
    outsideTitle: share(outside, rarity),
    background: background(strengths, findings),
    plainly: share(weighted(strengths.map(plainly), telling), telling),
    plainlyContext: share(weighted(lent.map(plainly), telling), telling),
    names: nameCover(subjects, findings.names),
  };
}

/** What of the question it does not say; 0 to 1. */
export function missingFeatures({ reading: { telling }, item: { strengths }, lent }: View) {
  return {
    missing: greatestMissing(strengths, telling),
    missingContext: greatestMissing(lent, telling),
    coveredWords: coveredWords(strengths, telling),
    unsaid: unsaid(lent, telling),
  };
}

/** What it says of the word that names what is asked for; 0 to 1. */
export function focusFeatures({ findings, reading, item, lent }: View) {
  const { question } = findings;
  const focus = question.focus === null ? -1 : question.words.findIndex(({ term }) => term.stem === question.focus);
  return {
    focus: item.strengths[focus] ?? 0,
    focusContext: lent[focus] ?? 0,
    focusNear: focusLikeness(item.sentence, question.focus, findings, reading),
    hasFocus: flag(focus >= 0),
  };
}

/** A word counts as said plainly, or not at all. */
const PLAIN = 0.74;

function plainly(strength: number): number {
  return strength >= PLAIN ? 1 : 0;
}

/** Share of the telling words that nothing in sentence or context comes near. */
function unsaid(strengths: readonly number[], telling: readonly number[]): number {
  const places = telling.flatMap((weight, word) => (weight > 0 ? [word] : []));
  return places.length === 0 ? 0 : places.filter((word) => (strengths[word] ?? 0) < 0.25).length / places.length;
}

/** Weight of the most telling word that is missed, over the greatest weight. */
function greatestMissing(strengths: readonly number[], telling: readonly number[]): number {
  const greatest = Math.max(1e-9, ...telling);
  return Math.max(0, ...telling.map((weight, word) => ((1 - (strengths[word] ?? 0)) * weight) / greatest));
}

/** Share of the telling words that are (nearly) said. */
function coveredWords(strengths: readonly number[], telling: readonly number[]): number {
  const places = telling.flatMap((weight, word) => (weight > 0 ? [word] : []));
  return places.length === 0 ? 0 : places.filter((word) => (strengths[word] ?? 0) >= 0.45).length / places.length;
}

/** Coverage weighed by background idf alone. */
function background(strengths: readonly number[], { question }: Findings): number {
  const weights = question.words.map(({ term, weight }) => weight * term.idf);
  return share(weighted(strengths, weights), weights);
}

function nameCover(subjects: readonly number[], names: readonly boolean[]): number {
  const places = names.flatMap((isName, word) => (isName ? [word] : []));
  return places.length === 0 ? 0 : places.reduce((sum, word) => sum + (subjects[word] ?? 0), 0) / places.length;
}

/** Greatest cosine of a word that the question does not hold to the word that names what is asked for. */
function focusLikeness(
  sentence: AnalysedSentence,
  focus: string | null,
  { question, vocabulary }: Findings,
  { asked }: Reading,
): number {
  const word = question.words.find(({ term }) => term.stem === focus);
  if (word === undefined) return 0;
  let best = 0;
  for (const term of sentence.content) {
    if (!asked.has(term.stem)) best = Math.max(best, vocabulary.similarity(word.term, term));
  }
  return best;
}
