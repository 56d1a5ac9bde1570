import type { Span } from "#types.ts";
import type { Check } from "./check.ts";

/** `a third of`, `two thirds`, `half the voters`, `an hour and a half`: where it stands, and how much it is. */
export interface Fraction extends Span {
  readonly text: string;
  /** Of a whole; a half that is put to a number of wholes counts as 1.5. */
  readonly value: number;
}

/** A fraction of the statement is one of the quotes, if these give any; a percentage may say the same. */
export const fractionsAreKept: Check = ({ stated, quoted }) => {
  const known = fractions(quoted.text);
  if (known.length === 0) return null;
  const shares = quoted.numbers.filter(({ kind }) => kind === "percent").map(({ value }) => value / 100);
  const isKnown = ({ value }: Fraction) =>
    known.some((other) => other.value === value) || shares.some((share) => Math.abs(share - value) < NEAR);
  const other = fractions(stated.text).find((fraction) => !isKnown(fraction));
  return other ? `The statement says “${other.text}” where the quotes say “${known[0]?.text}”.` : null;
};

/** `a third` for 34 percent. */
const NEAR = 0.02;

export function fractions(text: string): readonly Fraction[] {
  const isPlace = ({ groups }: RegExpMatchArray) =>
    groups?.count === undefined && /^[tf]\p{L}+[^s]$/iu.test(groups?.part ?? "");
  return [...text.matchAll(FRACTION)]
    .filter((match) => !isPlace(match))
    .map((match) => {
      const { more, count = "a", part = "" } = match.groups ?? {};
      const value =
        more === undefined ? (COUNTS[count.toLowerCase()] ?? 1) / (PARTS[part.charAt(0).toLowerCase()] ?? 1) : 1.5;
      return { text: match[0], start: match.index, end: match.index + match[0].length, value };
    });
}

const FRACTION =
  /(?<more>\band a half\b)|\b(?:(?<count>an?|one|two|three|four)[ -])?(?<part>half(?=,|\.| of\b| the\b| an?\b| \p{L}+s\b)|halves|(?:third|quarter|fifth)(?=s\b| of\b|[.,]|$)s?)(?!-)/giu;
const COUNTS: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4 };
const PARTS: Readonly<Record<string, number>> = { h: 2, t: 3, q: 4, f: 5 };
