import type { Term } from "#ask/rank/vocabulary.ts";

/** A word and what stands beside it. */
export interface Place {
  readonly term: Term;
  readonly at: number;
  /** Number of words of the sentence. */
  readonly words: number;
  readonly before: string;
  readonly after: string;
  /** What stands between the word and its neighbours. */
  readonly left: string;
  readonly right: string;
  /** Whether the word before, the word and the word after begin with a capital. */
  readonly capital: readonly [boolean, boolean, boolean];
}

/** What the word itself looks like, as the first of `WORD_SHAPES` name it. */
export function looks({ term: { surface }, at, after, left, right, capital }: Place): readonly boolean[] {
  const isDigits = DIGIT.test(surface);
  return [
    capital[1],
    at === 0,
    isDigits,
    /^(?:1\d|20)\d\d$/u.test(surface),
    MONTH.test(surface),
    WEEKDAY.test(surface),
    NUMBER_WORD.test(surface),
    /[$€£¥]$/u.test(left) || MONEY.test(surface) || (isDigits && MONEY.test(after)),
    /^ ?%/u.test(right) || /^per(?:cent)?$/u.test(after),
    UNIT.test(surface),
    /.ing$/u.test(surface),
    /.ed$/u.test(surface),
    /.ly$/u.test(surface),
    /[^s]s$/u.test(surface),
  ];
}

const PREPOSITIONS = ["in", "on", "at", "by", "for", "from", "to", "of", "with"];

/** What stands before it, `afterIn` to `afterComma`. */
export function before({ before: word, left, capital }: Place): readonly boolean[] {
  return [
    ...PREPOSITIONS.map((preposition) => word === preposition),
    BECAUSE.test(word),
    word === "as",
    word === "the",
    ARTICLE.test(word),
    POSSESSIVE.test(word),
    IS.test(word),
    AND.test(word),
    capital[0],
    DIGIT.test(word),
    STOP.test(left),
  ];
}

/** What stands after it, `beforeOf` to `ends`. */
export function after({ after: word, at, words: count, right, capital }: Place): readonly boolean[] {
  return [
    word === "of",
    IS.test(word),
    AND.test(word),
    word === "to",
    word === "the" || ARTICLE.test(word),
    capital[2],
    DIGIT.test(word),
    STOP.test(right),
    at === count - 1,
  ];
}

const MONTH = /^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/u;
const WEEKDAY = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/u;
const NUMBER_WORD =
  /^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|third|quarter|twice|several)$/u;
const MONEY = /^(?:dollars?|euros?|pounds?|yen|cents?|pence|rupees?|francs?)$/u;
const UNIT =
  /^(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|ies)|kilometres?|kilometers?|km|miles?|metres?|meters?|feet|foot|inch(?:es)?|kg|kilograms?|tonnes?|tons?|litres?|acres?|hectares?|degrees?|percent)$/u;
const IS = /^(?:is|was|are|were|be|been|being)$/u;
const AND = /^(?:and|or|but)$/u;
const ARTICLE = /^(?:a|an)$/u;
const POSSESSIVE = /^(?:his|her|their|its|my|our|your)$/u;
const BECAUSE = /^(?:because|since|so|after|due)$/u;
const DIGIT = /^\d/u;
const STOP = /[,;:–—]/u;
