import type { Question } from "#ask/question.ts";
import { stems } from "#text/stems.ts";
import type { ArticleSummary } from "#types.ts";

/** What the question says of the source it wants; each 0 to 1, 0 where it says nothing. */
export interface AskedSource {
  /** 1: the question names the article's outlet. */
  readonly outlet: number;
  /** 1: it names the year, and the month if it names one, in which the article was published. */
  readonly date: number;
  /** Later is more, by a fiftieth a year from 2000 on; only for questions that are open in time. */
  readonly recency: number;
}

const OPEN_IN_TIME =
  /\b(?:latest|newest|most recent(?:ly)?|current(?:ly)?|right now|these days|nowadays|as of now|up to date|so far this year|this (?:week|month|year)|today)\b/iu;
const YEAR = /\b(?:19|20)\d\d\b/gu;
const MONTHS = "january february march april may june july august september october november december".split(" ");
const FIRST_YEAR = 2000;
const YEARS = 50;
const YEAR_IN_MILLISECONDS = 365.25 * 24 * 3600 * 1000;

export function askedSource(question: Question, { outlet, publishedAt }: ArticleSummary): AskedSource {
  return {
    outlet: outlet !== null && namesOutlet(question, outlet) ? 1 : 0,
    date: publishedAt !== null && namesDate(question.text, publishedAt) ? 1 : 0,
    recency: publishedAt !== null && OPEN_IN_TIME.test(question.text) ? recencyOf(publishedAt) : 0,
  };
}

function namesOutlet({ words }: Question, outlet: string): boolean {
  const asked = new Set(words.map(({ term }) => term.stem));
  const named = stems(outlet);
  return named.length > 0 && named.every((stem) => asked.has(stem));
}

function namesDate(question: string, publishedAt: string): boolean {
  const published = new Date(publishedAt);
  const years: readonly string[] = question.match(YEAR) ?? [];
  if (!years.includes(String(published.getUTCFullYear()))) return false;
  const months = MONTHS.filter((month) => new RegExp(`\\b${month}\\b`, "iu").test(question));
  return months.length === 0 || months.includes(MONTHS[published.getUTCMonth()] ?? "");
}

function recencyOf(publishedAt: string): number {
  const years = (Date.parse(publishedAt) - Date.UTC(FIRST_YEAR, 0)) / YEAR_IN_MILLISECONDS;
  return Number.isFinite(years) ? Math.max(0, Math.min(1, years / YEARS)) : 0;
}
