import type { AnalysedSentence } from "#ask/rank/analyse.ts";
import { dates } from "#ask/verify/dates.ts";
import type { Told } from "./told.ts";

const DAY_IN_MILLISECONDS = 24 * 3600 * 1000;
const WEEKDAYS = "sunday monday tuesday wednesday thursday friday saturday".split(" ");

/**
 * The day a sentence speaks of, in days since 1970: a date or weekday in it, else in one of the first sentences of its passage
 * that share a word with it (no name): the one that says when it happened. A weekday is the last one up to the day of
 * publication. `null` where none says one.
 */
export function eventDay({ sentence, passage }: Told): number | null {
  const published = Math.floor(Date.parse(passage.article.publishedAt ?? "") / DAY_IN_MILLISECONDS);
  if (Number.isNaN(published)) return null;
  const own = new Set(plainStems(sentence));
  const isAbout = (other: AnalysedSentence) => plainStems(other).some((stem) => own.has(stem));
  for (const { text } of [sentence, ...passage.sentences.slice(0, OPENING).filter(isAbout)]) {
    const day = dayIn(text, published);
    if (day !== null) return day;
  }
  return null;
}

function plainStems({ content, capitalised }: AnalysedSentence): readonly string[] {
  return content.filter((term) => !capitalised.includes(term)).map(({ stem }) => stem);
}

/** Sentences in which a report says when it happened. */
const OPENING = 2;

function dayIn(text: string, published: number): number | null {
  const date = dates(text).find(({ day }) => day !== null);
  if (date) {
    const year = date.year ?? new Date(published * DAY_IN_MILLISECONDS).getUTCFullYear();
    return Math.floor(Date.UTC(year, date.month - 1, date.day ?? 1) / DAY_IN_MILLISECONDS);
  }
  if (/\byesterday\b/iu.test(text)) return published - 1;
  if (/\b(?:today|this (?:morning|afternoon|evening)|tonight)\b/iu.test(text)) return published;
  const weekday = WEEKDAYS.indexOf(
    /\b(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day\b/u.exec(text)?.[0].toLowerCase() ?? "",
  );
  if (weekday < 0) return null;
  // The first of January 1970 was a Thursday.
  const today = (((published + 4) % 7) + 7) % 7;
  return published - ((today - weekday + 7) % 7);
}
