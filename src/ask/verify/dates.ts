import type { Check } from "./check.ts";

/** A date as far as a text gives it; months from 1. */
export interface DateMention {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly day: number | null;
  readonly month: number;
  readonly year: number | null;
}

/** Every date of the statement stands in its quotes, as fully: a quote may know more of it, not something else. */
export const datesAreQuoted: Check = ({ stated, quoted, context }) => {
  const known = dates(quoted.text);
  const words = new Set([...quoted.words, ...(context.head.match(/\d{4}/gu) ?? [])]);
  const invented = dates(stated.text).find((date) => !known.some((other) => isPartOf(date, other, words)));
  if (invented) return `The date ${invented.text} does not stand in the quotes.`;
  const weekday = stated.tokens.find(
    ({ text }) => WEEKDAYS.has(text) && !quoted.words.has(text) && !isShortened(text, quoted.words),
  );
  return weekday ? `The day ${stated.text.slice(weekday.start, weekday.end)} does not stand in the quotes.` : null;
};

function isPartOf(date: DateMention, other: DateMention, words: ReadonlySet<string>): boolean {
  const year = date.year === null || date.year === other.year || (other.year === null && words.has(String(date.year)));
  return date.month === other.month && (date.day === null || date.day === other.day) && year;
}

export function dates(text: string): readonly DateMention[] {
  return [...text.matchAll(WRITTEN)]
    .flatMap((match) => {
      const { month = "", before, after, year } = match.groups ?? {};
      const number = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
      const isLoose = before === undefined && after === undefined && year === undefined;
      // `May` and `March` alone are also words; `Mar.` without a day is too short to trust.
      if (
        isLoose &&
        (/^(?:May|March)$/u.test(month) || month.length < 4) &&
        !/\b(?:in|of|since|until|till|by|last|next|during|early|late|from|between|to|and|through|before|after) $/iu.test(
          text.slice(0, match.index),
        )
      )
        return [];
      const day = before ?? after;
      return [
        {
          text: match[0].replace(/\.$/u, ""),
          start: match.index,
          end: match.index + match[0].length,
          day: toNumber(day),
          month: number,
          year: toNumber(year),
        },
      ];
    })
    .concat(isoDates(text));
}

function isoDates(text: string): readonly DateMention[] {
  return [...text.matchAll(/\b(\d{4})-(\d\d)-(\d\d)(?!\d)/gu)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
    year: Number(match[1]),
    month: Number(match[2]),
    day: Number(match[3]),
  }));
}

function toNumber(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}

function isShortened(day: string, words: ReadonlySet<string>): boolean {
  return words.has(day.slice(0, 3)) || (day.length > 4 && (words.has(day.slice(0, 4)) || words.has(day.slice(0, 5))));
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const WEEKDAYS: ReadonlySet<string> = new Set("monday tuesday wednesday thursday friday saturday sunday".split(" "));
const MONTH =
  "(?<month>January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\\b|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\\.?";
const WRITTEN = new RegExp(
  `(?:\\b(?:the )?(?<before>\\d{1,2})(?:st|nd|rd|th)?(?: of)? )?\\b${MONTH}(?![\\p{L}])(?: (?:the )?(?<after>\\d{1,2})(?:st|nd|rd|th)?(?!\\d|[.,:]\\d))?(?:,? (?:of )?(?<year>1\\d{3}|20\\d\\d)(?!\\d))?`,
  "gu",
);
