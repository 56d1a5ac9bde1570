import type { QuestionKind } from "#ask/kinds.ts";
import type { Findings, Found } from "#ask/retrieve.ts";
import type { AnalysedSentence } from "./analyse.ts";
import { fitsQuestion, nearestFit } from "./answer-type.ts";
import { coverageOf, share } from "./coverage.ts";
import { bigramOverlap, type PhraseIndex } from "./passages.ts";
import type { Reading, SentenceReading } from "./reading.ts";
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
  "focus",
  "focusContext",
  "focusNear",
  "missing",
  "missingContext",
  "coveredWords",
  "background",
  "before",
  "after",
  "lead",
  "length",
  "quotation",
  "opensBack",
  "numbers",
  "newNames",
  "nearFit",
  "names",
  "passageRank",
  "askedWords",
  "hasFocus",
  "asksPerson",
  "asksTime",
  "asksQuantity",
  "asksPlace",
  "asksReason",
  "asksYesNo",
  "asksThing",
] as const;

export type SentenceFeature = (typeof SENTENCE_FEATURES)[number];

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

const QUANTITIES: ReadonlySet<QuestionKind> = new Set(["duration", "age", "count", "amount", "money"]);

/** What the sentences beside a sentence say of the question; 0 to 1. */
export interface Neighbours {
  readonly before: number;
  readonly after: number;
}

/** One vector, in the order of `SENTENCE_FEATURES`. */
export function sentenceFeatures(
  findings: Findings,
  reading: Reading,
  item: SentenceReading,
  phrases: PhraseIndex,
  neighbours: Neighbours,
): readonly number[] {
  const { question, matcher } = findings;
  const { rarity, telling } = reading;
  const { sentence, found, strengths, subjects, inherited } = item;
  const title = coverageOf(found.analysed.title, matcher, rarity);
  const covered = weighted(subjects, rarity);
  const fits = fitsQuestion(question, sentence, matcher);
  const named = question.kind === "person" ? hasNewName(sentence, reading.asked) : null;
  const best = findings.evidence[0]?.score ?? 0;
  const bestHere = findings.evidence.find(({ article }) => isSame(article, found.article))?.score ?? 0;
  const isTold = (other: AnalysedSentence | undefined) => other !== undefined && question.told.includes(other.text);
  const opensBack = OPENS_BACK.test(sentence.text);
  const referring = opensBack ? REFERRED : NEIGHBOURING;
  const lent = strengths.map((_, word) =>
    Math.max(
      subjects[word] ?? 0,
      (TITLED * (title[word] ?? 0)) / Math.max(1e-9, rarity[word] ?? 0),
      referring * (inherited[word] ?? 0),
    ),
  );
  const context = weighted(lent, rarity);
  const exact = strengths.map((value) => (value === 1 ? 1 : 0));
  const focus = question.focus === null ? -1 : question.words.findIndex(({ term }) => term.stem === question.focus);
  const asks = (kinds: boolean) => (kinds ? 1 : 0);
  return [
    share(weighted(exact, rarity), rarity),
    share(weighted(strengths, rarity), rarity),
    share(covered, rarity),
    share(covered, rarity) / Math.max(LEAST_BEST, reading.bestCoverage),
    share(weighted(subjects, reading.naming), reading.naming) * reading.distinction,
    share(weighted(strengths, telling), telling),
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
    strengths[focus] ?? 0,
    lent[focus] ?? 0,
    focusLikeness(sentence, question.focus, findings, reading),
    greatestMissing(strengths, telling),
    greatestMissing(lent, telling),
    coveredWords(strengths, telling),
    background(strengths, findings),
    neighbours.before,
    neighbours.after,
    found.passage.ordinal === 0 ? 1 / (1 + sentence.ordinal) : 0,
    Math.min(1, sentence.terms.length / 60),
    /["“«]/u.test(sentence.text) ? 1 : 0,
    asks(opensBack),
    Math.min(1, (sentence.text.match(/\d[\d.,]*/gu)?.length ?? 0) / 3),
    Math.min(1, sentence.capitalised.filter((term) => !reading.asked.has(term.stem)).length / 4),
    fits === 1 ? nearestFit(question.kind, sentence, matcher) : 0,
    nameCover(subjects, findings.names),
    1 / (1 + findings.evidence.indexOf(found)),
    Math.min(1, question.words.length / 10),
    asks(focus >= 0),
    asks(question.kind === "person"),
    asks(question.kind === "time"),
    asks(QUANTITIES.has(question.kind)),
    asks(question.kind === "place"),
    asks(question.kind === "reason"),
    asks(question.kind === "yes/no"),
    asks(question.kind === "thing"),
  ];
}

function weighted(values: readonly number[], by: readonly number[]): number[] {
  return values.map((value, word) => value * (by[word] ?? 0));
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
