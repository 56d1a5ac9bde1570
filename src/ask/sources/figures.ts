import { dates } from "#ask/verify/dates.ts";
import type { Reading, Token } from "#ask/verify/reading.ts";
import { unitOf } from "#ask/verify/units.ts";
import type { NumberMention } from "#text/numbers.ts";
import { stem } from "#text/stems.ts";

/** A number in the part it plays: what it counts, and the words that say of what. */
export interface Figure {
  readonly mention: NumberMention;
  readonly token: Token;
  /** Unit, currency or stem of the counted noun; `null` where none follows. */
  readonly counted: string | null;
  /** Stems of the verb and its companions: the words of content beside it, up to a comma, an `and` or the next number. */
  readonly about: ReadonlySet<string>;
  /** Stems of what was done or befell: the first word of content after what is counted, the last one before the number. */
  readonly deeds: ReadonlySet<string>;
  /** What the number is at least and at most, as it is said: `at least 12` has no most. */
  readonly least: number;
  readonly most: number;
}

/** The numbers of a sentence that count or measure something; years, dates, ordinals, ages, ranges and parts are left out. */
export function figuresIn(reading: Reading): readonly Figure[] {
  const inDates = dates(reading.text);
  return reading.numbers
    .filter((mention) => mention.kind !== "year" && !isNoFigure(mention, reading))
    .filter((mention) => !inDates.some(({ start, end }) => start < mention.end && end > mention.start))
    .flatMap((mention) => {
      const token = reading.tokens.find(({ start, end }) => end > mention.start && start < mention.end);
      return token ? [figureOf(mention, token, reading)] : [];
    });
}

function figureOf(mention: NumberMention, token: Token, reading: Reading): Figure {
  const [before, after] = [sideOf(reading, mention, -1), sideOf(reading, mention, 1)];
  const unit = unitOf(mention, reading.text);
  const noun = unit === null ? nounOf(after, mention) : null;
  // `12 injured`: the word that follows says what befell them, not who they are.
  const isEvent = noun !== null && EVENTS.has(noun.stem);
  const following = after.filter((other) => isTelling(other) && (isEvent || other !== noun)).map(eventOf);
  const preceding = before.filter(isTelling).map(eventOf);
  const counted = noun === null || isEvent ? null : PERSONS.has(noun.stem) ? "people" : noun.stem;
  return {
    mention,
    token,
    counted: unit ?? counted,
    about: new Set([...preceding, ...following]),
    deeds: new Set([...preceding.slice(0, 1), ...following.slice(0, 1)]),
    ...boundsOf(mention, reading.text),
  };
}

function isTelling({ isContent, stem: stemmed, text }: Token): boolean {
  return isContent && !IDLE.has(stemmed) && !/\d/u.test(text);
}

function eventOf({ stem: stemmed }: Token): string {
  return EVENTS.get(stemmed) ?? stemmed;
}

/** Tokens on one side of the number that belong to it, the nearest first. */
function sideOf({ tokens, numbers }: Reading, mention: NumberMention, step: 1 | -1): readonly Token[] {
  const inside = tokens.filter(({ start, end }) => end > mention.start && start < mention.end);
  const edge = step > 0 ? inside.at(-1) : inside[0];
  const side: Token[] = [];
  for (let place = (edge?.place ?? 0) + step; side.length < REACH; place += step) {
    const token = tokens[place];
    if (token === undefined || token.clause !== edge?.clause || JOINING.test(token.text)) break;
    if (numbers.some(({ start, end }) => token.start < end && token.end > start)) break;
    side.push(token);
  }
  return side;
}

const REACH = 7;
const JOINING = /^(?:and|or|but|while|including|among|than|plus|versus)$/u;

function nounOf(after: readonly Token[], { end }: NumberMention): Token | null {
  const noun = after.slice(0, 2).find(({ isContent }) => isContent);
  return noun !== undefined && noun.start - end < 24 ? noun : null;
}

/** `12th`, `12-year-old`, `3-1`, `10:30`, `10 to 15`, `another 12`, `12 more`, `12 of the 40`, `Route 66`, `aged 12`. */
function isNoFigure({ text: said, start, end, kind }: NumberMention, { text, tokens }: Reading): boolean {
  const [before, after] = [text.slice(Math.max(0, start - 24), start), text.slice(end, end + 24)];
  if (ORDINAL.test(said) || NO_FIGURE_AFTER.test(before) || NO_FIGURE_BEFORE.test(after)) return true;
  if (/^ of\b/u.test(after) && kind === "number") return true;
  if (/^, /u.test(after) && /, $/u.test(before)) return true;
  const last = tokens.findLast((token) => token.end <= start);
  if (last?.isCapital !== true || text.slice(last.end, start) !== " ") return false;
  return !last.isFirst || (last.isContent && !HEDGE.test(last.text));
}

const HEDGE = /^(?:nearly|around|almost|roughly|approximately|exactly|only|estimated)$/u;
const ORDINAL = /\d(?:st|nd|rd|th|s)$|^(?:first|second|third|half|quarter|\p{L}+th)$/iu;
/** What stands after a number that counts nothing. */
const NO_FIGURE_BEFORE =
  /^(?:[-–/:]\S|(?: years?)?[ -]old\b| (?:to|or) \p{Nd}| ?[ap]\.?m\b| o['’]clock|,? (?:more|others?|additional|further|extra|in \d)\b)/u;
/** What stands before one. */
const NO_FIGURE_AFTER =
  /(?:[-–/:]|\b(?:another|top|additional|further|extra|other|aged?|between|from|number|no\.|page|chapter|article|section|room|flight|route|line|level|grade|version|part|by|remaining|last|first|next|past|every|each|per)) ?$/iu;

function boundsOf({ value, start }: NumberMention, text: string): { readonly least: number; readonly most: number } {
  const before = text.slice(Math.max(0, start - 24), start);
  if (
    /\b(?:at least|more than|over|as many as|upwards of|no fewer than|no less than|exceeding|above) $/iu.test(before)
  ) {
    return { least: value, most: Number.POSITIVE_INFINITY };
  }
  if (/\b(?:up to|at most|fewer than|less than|under|below|nearly|almost|no more than) $/iu.test(before)) {
    return { least: /\b(?:nearly|almost) $/iu.test(before) ? 0.9 * value : 0, most: value };
  }
  const isRough = /\b(?:about|around|approximately|roughly|some|an estimated|estimated|circa) $/iu.test(before);
  const slack = isRough || isRound(value) ? ROUGH * value : 0;
  return { least: value - slack, most: value + slack };
}

/** A round number may stand for one that is not. */
const ROUGH = 0.1;

function isRound(value: number): boolean {
  return value >= 100 && String(value).replace(/0+$/u, "").length <= 2;
}

const PERSONS: ReadonlySet<string> = new Set("people person persons men women".split(" ").map(stem));

/** Words of what befalls people, by one name each: reports say the same in any of them. */
const EVENTS: ReadonlyMap<string, string> = new Map(
  [
    "died dead death deaths killed killing fatalities fatally perished",
    "injured injuries hurt wounded",
    "arrested detained",
  ].flatMap((line) => line.split(" ").map((word) => [stem(word), stem(line.split(" ")[0] ?? "")] as const)),
);

/** Verbs and adverbs that say nothing of what is counted. */
const IDLE: ReadonlySet<string> = new Set(
  "said says told tell have make get take report include accord also total number now far around about least nearly rise rose year day week month time people person man woman one new"
    .split(" ")
    .map(stem),
);
