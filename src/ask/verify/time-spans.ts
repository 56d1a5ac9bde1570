import type { Check } from "./check.ts";
import type { Reading } from "./reading.ts";

/**
 * `A month later` does not stand for `a week later`: every span of time of the statement stands in its quotes, in one of
 * its forms, or these tell it in another way (a year by its number, a day by its name or date).
 */
export const timeSpansAreQuoted: Check = ({ stated, quoted }) => {
  const known = spansIn(quoted);
  const invented = stated.tokens.find(({ text }) => {
    const span = SPANS.get(text);
    return span !== undefined && !known.has(span) && !isTold(span, quoted);
  });
  return invented ? `The quotes do not speak of “${stated.text.slice(invented.start, invented.end)}”.` : null;
};

function spansIn({ tokens }: Reading): ReadonlySet<string> {
  return new Set(tokens.flatMap(({ text }) => SPANS.get(text) ?? []));
}

/** One span a line, in its forms, as `words()` folds them. */
const FORMS = `
  second seconds
  minute minutes
  hour hours hourly
  day days daily today yesterday tomorrow
  week weeks weekly fortnight fortnightly
  weekend weekends
  month months monthly
  year years yearly annual annually anniversary
  decade decades
  century centuries`;

const SPANS: ReadonlyMap<string, string> = new Map(
  FORMS.trim()
    .split("\n")
    .flatMap((line) => {
      const forms = line.trim().split(" ");
      return forms.map((form) => [form, forms[0] ?? form] as const);
    }),
);

const MONTHS =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter)\b/iu;
const WEEKDAYS = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/iu;

/** `second` may also be a place in a row, which the rule of numbers looks after. */
function isTold(span: string, { text, numbers }: Reading): boolean {
  if (span === "second") return true;
  const hasYear = numbers.some(({ kind }) => kind === "year");
  if (span === "year" || span === "decade" || span === "century")
    return hasYear || MONTHS.test(text) || /\baged?\b|-old\b/iu.test(text);
  if (span === "day")
    return WEEKDAYS.test(text) || MONTHS.test(text) || /\b(?:night|morning|evening|afternoon)\b/iu.test(text);
  if (span === "weekend") return WEEKDAYS.test(text);
  return span === "month" && MONTHS.test(text);
}
