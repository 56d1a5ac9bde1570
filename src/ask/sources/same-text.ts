import type { AnalysedPassage, AnalysedSentence } from "#ask/rank/analyse.ts";
import type { Term } from "#ask/rank/vocabulary.ts";
import { numbers } from "#text/numbers.ts";
import { isSpelledAlike } from "./spelled-alike.ts";

/** Share of their content words that two sentences have in common when the one is the other, touched by an editor. */
const SAME_SENTENCE = 0.75;
/** Content words from which on a sentence tells its text from others. */
const TELLING = 4;
/** Content words that must be shared: less may be a quotation that both took up, or a line at the foot of the page. */
const LEAST = 20;

export interface SharedText {
  /** Content words of the one passage in sentences that the other holds too, as a share of all; 0 to 1. */
  readonly ofFirst: number;
  readonly ofSecond: number;
}

const NOTHING: SharedText = { ofFirst: 0, ofSecond: 0 };

/**
 * How much of two passages is the same text, sentence by sentence, titles aside. Nothing, where a sentence stands in both
 * with other numbers or another name: that is a new version of the report, not a copy.
 */
export function sharedText(one: AnalysedPassage, other: AnalysedPassage): SharedText {
  if (!mayShare(one, other)) return NOTHING;
  const pairs = pairsOf(one, other);
  if (pairs.some(([a, b]) => saysOtherwise(a, b))) return NOTHING;
  const shared = pairs.reduce((sum, [sentence]) => sum + sentence.content.length, 0);
  if (shared < LEAST) return NOTHING;
  return { ofFirst: shared / wordsIn(one), ofSecond: shared / wordsIn(other) };
}

/** A quick look at the words alone. */
function mayShare(one: AnalysedPassage, other: AnalysedPassage): boolean {
  let common = 0;
  for (const stem of one.counts.keys()) if (other.counts.has(stem)) common += 1;
  return common >= LEAST / 2 && common >= 0.4 * Math.min(one.counts.size, other.counts.size);
}

function pairsOf(
  one: AnalysedPassage,
  other: AnalysedPassage,
): readonly (readonly [AnalysedSentence, AnalysedSentence])[] {
  const free = new Set(other.sentences);
  return one.sentences.flatMap((sentence) => {
    const same = [...free].find((candidate) => isSameSentence(sentence, candidate));
    if (same === undefined) return [];
    free.delete(same);
    return [[sentence, same] as const];
  });
}

/** Numbers and names that only one of them holds aside: these are what a new version changes. */
function isSameSentence(one: AnalysedSentence, other: AnalysedSentence): boolean {
  const [mine, theirs] = [onlyIn(one, other), onlyIn(other, one)];
  const common = one.content.length - mine.length;
  const changed = [...mine.filter((term) => !isValue(term, one)), ...theirs.filter((term) => !isValue(term, other))]
    .length;
  return common < TELLING
    ? mine.length + theirs.length === 0 && common > 0
    : common >= SAME_SENTENCE * (common + changed);
}

function onlyIn({ content }: AnalysedSentence, other: AnalysedSentence): readonly Term[] {
  return content.filter(({ stem }) => !other.content.some((term) => term.stem === stem));
}

function isValue(term: Term, { capitalised }: AnalysedSentence): boolean {
  return capitalised.includes(term) || numbers(term.surface).length > 0;
}

function saysOtherwise(one: AnalysedSentence, other: AnalysedSentence): boolean {
  const [first, second] = [one, other].map(({ text }) => new Set(numbers(text).map(({ value }) => value)));
  if (first && second && isEachBeyond(first, second)) return true;
  const [mine, theirs] = [missing(one, other), missing(other, one)];
  return mine.some((name) => theirs.every((there) => !isSpelledAlike(name, there))) && theirs.length > 0;
}

function isEachBeyond(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  return [...one].some((value) => !other.has(value)) && [...other].some((value) => !one.has(value));
}

/** Words of names in the one that the other does not hold at all. */
function missing(one: AnalysedSentence, other: AnalysedSentence): readonly string[] {
  const there = new Set<Term>(other.terms);
  return one.capitalised.filter((term) => term.idf > 0 && !there.has(term)).map(({ surface }) => surface);
}

function wordsIn({ sentences }: AnalysedPassage): number {
  return sentences.reduce((sum, { content }) => sum + content.length, 0);
}
