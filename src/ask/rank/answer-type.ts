import type { QuestionKind } from "#ask/kinds.ts";
import type { Question } from "#ask/question.ts";
import type { AnalysedSentence } from "./analyse.ts";
import type { Match, Matcher } from "./matcher.ts";

const MONTH = "January|February|March|April|May|June|July|August|September|October|November|December";
const SMALL_NUMBER =
  "a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|several|few|couple of|half a";
const UNIT = "second|minute|hour|day|night|week|fortnight|month|year|decade|century|centurie";

const TIME = new RegExp(
  String.raw`\b(?:1\d|20)\d\d(?:s|\b)|\b(?:${MONTH})\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|` +
    String.raw`\b(?:yesterday|today|tonight|tomorrow|ago|midnight|noon)\b|\b\d{1,2}(?:st|nd|rd|th)? centur|\bcentur(?:y|ies)\b|` +
    String.raw`\b(?:this|last|next|later that|earlier this) (?:week|month|year|day|morning|evening|night|spring|summer|autumn|fall|winter)\b|` +
    String.raw`\b(?:week|month|year|day)s? (?:later|earlier|before|after)\b|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b|\b(?:BC|AD|BCE|CE)\b`,
  "u",
);
const DURATION = new RegExp(
  String.raw`\b(?!one day\b)(?:\d[\d,.]*|${SMALL_NUMBER})[ -](?:(?:more|full|whole|long|consecutive|straight) )?(?:${UNIT})s?\b|\b(?:for|to|in) life\b|\b(?:life|lifelong|overnight|decades|centuries|years|months|weeks)\b|\b(?:1\d|20)\d\d\s?[-–—]\s?(?:1\d|20)?\d\d\b|\bfrom (?:1\d|20)\d\d (?:to|until)\b|\b(?:week|month|year|day)s? later\b`,
  "iu",
);
const AGE = /\baged? \d|\b\d{1,3}[ -]years?[ -]old\b|\bat the age of\b|\bage of\b|\b(?:born|birthday)\b|, \d{1,2},/iu;
const NUMBER =
  /\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|once|twice|half|third|quarter|none|only one|no one)\b/iu;
const AMOUNT =
  /[$€£¥%]|\b(?:percent|per cent|dollars?|euros?|pounds?|yen|cents?|million|billion|trillion|degrees?|kilometres?|kilometers?|km|miles?|metres?|meters?|feet|foot|inch(?:es)?|kg|kilograms?|tonnes?|tons?|litres?|acres?|hectares?|mph|square)\b|\d/iu;
const MONEY =
  /[$€£¥]|\b(?:dollars?|euros?|pounds?|yen|cents?|rupees?|francs?|marks?|million|billion|trillion|USD|GBP)\b/iu;
const REASON =
  /\b(?:because|since|so that|due to|owing to|thanks to|reasons?|caused?|therefore|as a result|result(?:ed|ing|s)? (?:in|of|from)|led to|in order to|explain(?:ed|s|ing)?|that is why|which is why|felt|feels?|wanted to|to (?:avoid|prevent|protect|allow|ensure|help|make|reduce|keep|gain|increase|improve)|attributed|motivat\w+|for fear|out of|blam\w+|given that|purpose|aim(?:ed)?)\b/iu;
const PLACE =
  /\b(?:in|at|near|from|to|of|on|outside|inside|across|through|throughout|around|into) (?:the )?(?:\p{L}+ern )?\p{Lu}[\p{L}.]+|\b(?:located|situated|north|south|east|west|northern|southern|eastern|western|coast|river|city|town|village|island|street|headquarter\w*|capital)\b/u;
const QUOTED = /["“«][^"”»]{3,}["”»]/u;
const MANNER = /\b(?:by|through|via|using|with|without|in a|in an|so that|means of)\b/iu;

/** Text that answers a question of the kind; kinds without an entry ask for nothing that can be seen in words. */
const EXPRESSIONS: Partial<Record<QuestionKind, RegExp>> = {
  time: TIME,
  duration: DURATION,
  age: AGE,
  count: NUMBER,
  amount: AMOUNT,
  money: MONEY,
  place: PLACE,
  reason: REASON,
  manner: MANNER,
  quote: QUOTED,
};

/**
 * How well a sentence fits what the question asks for: 1 it holds such an expression, 0 it does not,
 * `null` where the kind demands nothing (`what`, yes/no) or is judged elsewhere (`who`: a name that is new).
 */
function fitsKind(kind: QuestionKind, sentence: string): 0 | 1 | null {
  const expression = EXPRESSIONS[kind];
  if (expression === undefined) return null;
  return expression.test(sentence) ? 1 : 0;
}

/** Words between a number and what it counts: `two small wooden houses`. */
const COUNTED_WITHIN = 4;

/** How near in meaning a word must come to what is to be counted. */
const COUNTED_LIKENESS = 0.5;

/**
 * `fitsKind`, and more strictly where the question says what it counts (`how many houses`, `how many minutes`): a number
 * stands shortly before (a word much like) it.
 */
export function fitsQuestion(question: Question, sentence: AnalysedSentence, matcher: Matcher): 0 | 1 | null {
  const fits = fitsKind(question.kind, sentence.text);
  const counted = question.words.findIndex(({ term }) => term.stem === question.counted);
  if (fits !== 1) return fits;
  if (question.kind === "duration" && question.counted !== null) {
    return sentence.terms.some((term) => term.stem === question.counted) ? 1 : 0;
  }
  if (question.kind !== "count" || counted < 0) return fits;
  let last = Number.NEGATIVE_INFINITY;
  for (const [place, term] of sentence.terms.entries()) {
    if (fitsKind("count", term.surface) === 1) last = place;
    else if (place - last <= COUNTED_WITHIN && matcher.match(term).some((match) => isCounted(match, counted))) return 1;
  }
  return 0;
}

/** Words from an expression of the kind to the nearest word that stands for one of the question: 1 beside it, towards 0. */
export function nearestFit(kind: QuestionKind, sentence: AnalysedSentence, matcher: Matcher): number {
  const at = EXPRESSIONS[kind]?.exec(sentence.text)?.index;
  if (at === undefined) return 0;
  const place = sentence.text.slice(0, at).split(/\s+/u).length - 1;
  let nearest = Number.POSITIVE_INFINITY;
  for (const [index, term] of sentence.terms.entries()) {
    if (matcher.match(term).some(({ strength }) => strength >= COUNTED_LIKENESS)) {
      nearest = Math.min(nearest, Math.abs(index - place));
    }
  }
  return 1 / (1 + nearest / 4);
}

function isCounted({ word, strength }: Match, counted: number): boolean {
  return word === counted && strength >= COUNTED_LIKENESS;
}

/** Kinds whose answers are recognised so surely that their absence speaks against a passage. */
export function isStrict(kind: QuestionKind): boolean {
  return (
    kind === "age" ||
    kind === "duration" ||
    kind === "time" ||
    kind === "count" ||
    kind === "amount" ||
    kind === "money"
  );
}
