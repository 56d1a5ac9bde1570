import type { Findings } from "#ask/retrieve.ts";
import type { Span } from "#types.ts";
import type { Alignment } from "./align.ts";
import { expressions } from "./expressions.ts";

/** Words between a number and what it counts: `two small wooden houses`. */
const BETWEEN = 3;

/** `3 million dairy cows`, asked how many dairy animals: the thing ends later than the word that matched. */
const CONTINUES =
  /^(?:[-–]| (?!(?:and|or|in|on|at|by|to|for|with|from|of|as|is|was|are|were|has|had|have|who|which|that|when|where|while|after|before|during|under|until|since|per|each|a|an|the|within|over|across|between|throughout|not|than|but|have|had|made|took|died)\b)\p{Ll}+(?<!ed|ing)\b)/u;

const YEAR = /^(?:1\d|20)\d\d$/u;
const OF_TIME =
  /^[ -](?:(?:January|February|March|April|May|June|July|August|September|October|November|December)|(?:more )?(?:second|minute|hour|day|week|month|year|decade)s?)\b/u;

/** The numbers that count what the question counts, with the counted thing: `about eight electorates`. */
export function countIn({ question }: Findings, { text, tokens }: Alignment): readonly Span[] {
  const asked = question.text.toLowerCase();
  if (/\bpercent|share|proportion/u.test(asked)) return expressions("percent", text);
  if (/\bhow often\b/u.test(asked)) return [];
  if (/\bhow many times\b/u.test(asked)) return expressions("times", text);
  const counted = question.words.findIndex(({ term }) => term.stem === question.counted);
  if (counted < 0) return [];
  const all = expressions("count", text).filter(
    ({ start, end }) => !YEAR.test(text.slice(start, end)) && !OF_TIME.test(text.slice(end)),
  );
  // Of two numbers the nearer one may be the other's: `injured 30 people, and 12 died`.
  if (all.length > 1) return [];
  return all.flatMap((number) => {
    const after = tokens.filter((token) => token.start >= number.end).slice(0, BETWEEN + 1);
    const place = after.findIndex((token) => (token.matches.get(counted) ?? 0) === 1);
    const thing = after[place];
    if (thing === undefined) return [];
    const between = text.slice(number.end, thing.start);
    return /^[\s\p{L}'’-]*$/u.test(between) && !/\b(?:of|in|and|or|to|for|with|by)\b/u.test(between)
      ? [{ start: number.start, end: CONTINUES.test(text.slice(thing.end)) ? number.end : thing.end }]
      : [];
  });
}
