import type { NumberMention } from "#text/numbers.ts";
import type { Check, Comparison } from "./check.ts";
import { type DateMention, dates } from "./dates.ts";
import { isOrdinal } from "./mentions.ts";
import { unitOf } from "./units.ts";

/** Every number of the statement stands in its quotes: in digits or words, of the same kind and in the same unit. */
export const numbersAreQuoted: Check = (comparison) => {
  const { stated, quoted } = comparison;
  const known = quoted.numbers.map((number) => wholeYear(number, quoted.text));
  const dated = { stated: dates(stated.text), quoted: dates(quoted.text) };
  for (const mention of stated.numbers) {
    const number = wholeYear(mention, stated.text);
    if (isUnsaid(number, comparison) || isYearOfArticle(number, known, comparison)) continue;
    const same = known.filter((other) => isSameNumber(number, other, stated.text));
    if (same.length === 0) return `The number ${number.text.trim()} does not stand in the quotes.`;
    if (isDated(number, dated.stated)) continue;
    const counted = same.filter((other) => !isDated(other, dated.quoted));
    if (counted.length === 0 && number.kind !== "year" && !isDay(number))
      return `The number ${number.text.trim()} is a date in the quotes.`;
    const wrong = otherUnit(number, counted, comparison);
    if (wrong !== null) return `The number ${number.text.trim()} is not ${wrong} in the quotes.`;
  }
  return null;
};

/** `the 12th`. */
function isDay({ text }: NumberMention): boolean {
  return /^\d{1,2}(?:st|nd|rd|th)$/u.test(text.trim());
}

function isDated(number: NumberMention, known: readonly DateMention[]): boolean {
  return known.some(({ start, end }) => start <= number.start && number.start < end);
}

/** What a number is said to be that none of the equal ones in the quotes is. */
function otherUnit(
  number: NumberMention,
  same: readonly NumberMention[],
  { stated, quoted }: Comparison,
): string | null {
  const unit = unitOf(number, stated.text);
  const units = same.map((other) => unitOf(other, quoted.text));
  if (unit !== null && units.length > 0 && units.every((other) => other !== null && other !== unit)) {
    return `counted in ${unit}`;
  }
  const isMinus = ({ start }: NumberMention, text: string) =>
    /(?:^|[\s(])[-−]$/u.test(text.slice(Math.max(0, start - 2), start));
  if (same.length > 0 && same.every((other) => isMinus(other, quoted.text) !== isMinus(number, stated.text))) {
    return isMinus(number, stated.text) ? "below zero" : "above zero";
  }
  const isOther = (other: NumberMention) => isOrdinal(other) !== isOrdinal(number);
  if (same.length === 0 || !same.every(isOther)) return null;
  return isOrdinal(number) ? "the place in an order" : "a count";
}

/** `19` of `2018–19` is 2019. */
function wholeYear(number: NumberMention, text: string): NumberMention {
  const before = /(?:^|\D)(1\d|20)\d\d[–-]$/u.exec(text.slice(Math.max(0, number.start - 6), number.start));
  if (!before || !/^\d\d$/u.test(number.text)) return number;
  return { ...number, value: Number(`${before[1]}${number.text}`), kind: "year" };
}

/** The quotes name no year, and it is the one in title or date of the article. */
function isYearOfArticle(
  { kind, value }: NumberMention,
  known: readonly NumberMention[],
  { context }: Comparison,
): boolean {
  return kind === "year" && !known.some((other) => other.kind === "year") && context.head.includes(String(value));
}

/** `one of`, and `first` where the quotes say it in another word: no number that a quote must hold. */
function isUnsaid({ text, end, value }: NumberMention, { stated, quoted }: Comparison): boolean {
  if (value !== 1 || /\d/u.test(text)) return false;
  if (/^one/iu.test(text))
    return /^ (?:of|another|day)\b/u.test(stated.text.slice(end)) || /\b(?:single|sole|an?|only)\b/iu.test(quoted.text);
  return /\b(?:inaugural|debut\w*|initial\w*|original\w*|earliest|premier\w*|maiden|pioneer\w*|first\w*)\b/iu.test(
    quoted.text,
  );
}

const ROUGHLY = /\b(?:about|around|approximately|roughly|nearly|almost|some|over|than|least|circa) (?:[$€£] ?)?$/iu;
const ROUGH = 0.05;

/** Equal in value (about equal after `about`, `nearly` and the like) and of the same kind. */
export function isSameNumber(number: NumberMention, other: NumberMention, text: string): boolean {
  const difference = Math.abs(number.value - other.value);
  const isRough = ROUGHLY.test(text.slice(Math.max(0, number.start - 16), number.start));
  if (difference > (isRough && isRound(number.value, other.value) && number.kind !== "year" ? ROUGH * other.value : 0))
    return false;
  return number.kind === other.kind || isPlain(number) || isPlain(other);
}

/** Equal in value, or as near as a round number comes to the exact one. */
export function isNearNumber(number: NumberMention, other: NumberMention): boolean {
  const isNear = isRound(number.value, other.value) && Math.abs(number.value - other.value) <= ROUGH * other.value;
  return (number.value === other.value || isNear) && (number.kind === other.kind || isPlain(number) || isPlain(other));
}

function isPlain({ kind }: NumberMention): boolean {
  return kind === "number" || kind === "year";
}

/** `500` for 497, not `3,033` for 3,000. */
function isRound(value: number, exact: number): boolean {
  return value >= 20 && digitsOf(value) <= 2 && digitsOf(value) < digitsOf(exact);
}

function digitsOf(value: number): number {
  return String(value).replace(/\.|0+$/gu, "").length;
}
