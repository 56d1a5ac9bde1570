import type { QuestionKind } from "#ask/kinds.ts";
import { answerWordFeatures } from "#ask/learned/answer-word-features.ts";
import type { AnswerWord } from "#ask/learned/answer-words.ts";
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
  "plainly",
  "plainlyContext",
  "unsaid",
  "answerWord",
  "answerWordSure",
  "softGap",
  "rareGap",
  "contextGap",
  "meaningGap",
  "tellingGap",
  "bigramsGap",
  "backgroundGap",
  "fitsContextGap",
  "plainlyGap",
  "beforeGap",
  "answerWordGap",
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

/** What is known of a sentence besides its own match. */
export interface Beside {
  /** How much of the question the sentences before and after it cover; 0 to 1. */
  readonly before: number;
  readonly after: number;
  /** Words of it that may be the answer, likeliest first. */
  readonly answerWords: readonly AnswerWord[];
}

/** All but the gaps, which need the other sentences. */
type OwnFeature = Exclude<SentenceFeature, `${string}Gap`>;
type Features<Name extends OwnFeature> = Readonly<Record<Name, number>>;

const OWN_FEATURES = SENTENCE_FEATURES.filter((name): name is OwnFeature => !name.endsWith("Gap"));

/** A sentence with what all groups of features look at. */
interface View {
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

/** One vector, in the order of `SENTENCE_FEATURES`, without the gaps. */
export function sentenceFeatures(
  findings: Findings,
  reading: Reading,
  item: SentenceReading,
  phrases: PhraseIndex,
  beside: Beside,
): readonly number[] {
  const view = viewOf(findings, reading, item, beside);
  const features: Features<OwnFeature> = {
    ...coverageFeatures(view),
    ...missingFeatures(view),
    ...focusFeatures(view),
    ...kindFeatures(view),
    ...placeFeatures(view),
    ...shapeFeatures(view),
    ...questionFeatures(view),
    bigrams: bigramOverlap(item.sentence, phrases, reading.bigrams.length),
  };
  return OWN_FEATURES.map((name) => features[name]);
}

function viewOf(findings: Findings, reading: Reading, item: SentenceReading, beside: Beside): View {
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

function coverageFeatures({ findings, reading, item, lent, title, covered }: View) {
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

function missingFeatures({ reading: { telling }, item: { strengths }, lent }: View) {
  return {
    missing: greatestMissing(strengths, telling),
    missingContext: greatestMissing(lent, telling),
    coveredWords: coveredWords(strengths, telling),
    unsaid: unsaid(lent, telling),
  };
}

function focusFeatures({ findings, reading, item, lent }: View) {
  const { question } = findings;
  const focus = question.focus === null ? -1 : question.words.findIndex(({ term }) => term.stem === question.focus);
  return {
    focus: item.strengths[focus] ?? 0,
    focusContext: lent[focus] ?? 0,
    focusNear: focusLikeness(item.sentence, question.focus, findings, reading),
    hasFocus: flag(focus >= 0),
  };
}

function kindFeatures({ findings, reading, item, beside, lent, fits }: View) {
  const { question, matcher } = findings;
  const named = question.kind === "person" ? hasNewName(item.sentence, reading.asked) : null;
  const [answerWord, answerWordSure] = answerWordFeatures(beside.answerWords);
  return {
    fits: flag(fits === 1),
    misfits: flag(fits === 0),
    newName: flag(named === true),
    noNewName: flag(named === false),
    fitsContext: fits === 1 ? share(weighted(lent, reading.rarity), reading.rarity) : 0,
    nearFit: fits === 1 ? nearestFit(question.kind, item.sentence, matcher) : 0,
    answerWord,
    answerWordSure,
  };
}

function placeFeatures({ findings, item: { found, sentence }, beside }: View) {
  const { question, evidence } = findings;
  const best = evidence[0]?.score ?? 0;
  const bestHere = evidence.find(({ article }) => isSame(article, found.article))?.score ?? 0;
  const isTold = (other: AnalysedSentence | undefined) => other !== undefined && question.told.includes(other.text);
  return {
    article: Math.max(FURTHEST, bestHere - best),
    passage: Math.max(FURTHEST, found.score - bestHere),
    passageRank: 1 / (1 + evidence.indexOf(found)),
    lead: found.passage.ordinal === 0 ? 1 / (1 + sentence.ordinal) : 0,
    before: beside.before,
    after: beside.after,
    told: flag(isTold(sentence)),
    nearTold: nearness(found, sentence, isTold),
  };
}

function shapeFeatures({ reading, item: { sentence }, opensBack }: View) {
  const numbers = sentence.text.match(/\d[\d.,]*/gu)?.length ?? 0;
  const newNames = sentence.capitalised.filter((term) => !reading.asked.has(term.stem)).length;
  return {
    isQuestion: askingness(sentence.text),
    length: Math.min(1, sentence.terms.length / 60),
    quotation: flag(/["“«]/u.test(sentence.text)),
    opensBack: flag(opensBack),
    numbers: Math.min(1, numbers / 3),
    newNames: Math.min(1, newNames / 4),
  };
}

function questionFeatures({ findings: { question } }: View) {
  const { kind, words } = question;
  return {
    askedWords: Math.min(1, words.length / 10),
    asksPerson: flag(kind === "person"),
    asksTime: flag(kind === "time"),
    asksQuantity: flag(QUANTITIES.has(kind)),
    asksPlace: flag(kind === "place"),
    asksReason: flag(kind === "reason"),
    asksYesNo: flag(kind === "yes/no"),
    asksThing: flag(kind === "thing"),
  };
}

function flag(holds: boolean): 0 | 1 {
  return holds ? 1 : 0;
}

/** How far behind the best of all sentences each of them is, by the features named `…Gap`: 0 for the best. */
export function addGaps(vectors: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const best = GAPS.map((index) => Math.max(...vectors.map((vector) => vector[index] ?? 0)));
  return vectors.map((vector) => [...vector, ...GAPS.map((index, place) => (vector[index] ?? 0) - (best[place] ?? 0))]);
}

const GAPS = SENTENCE_FEATURES.filter((name) => name.endsWith("Gap")).map((name) =>
  SENTENCE_FEATURES.findIndex((other) => `${other}Gap` === name),
);

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
