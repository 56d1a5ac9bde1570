import { isSameNation } from "#ask/verify/nations.ts";
import type { Reading } from "#ask/verify/reading.ts";
import { isStopWord } from "#text/stop-words.ts";
import type { Difference } from "./differing.ts";
import { eventDay } from "./event-day.ts";
import { namesOf, type Told, toldIn } from "./told.ts";

/** Days between two reports of one event: the span within which news is followed up, as for `isOlder`. */
const DAYS = 60;
/** Days within which what is still being counted hardly grows. */
const SHORTLY = 3;
/** Share of the content words of the shorter passage (title included) that the other holds too. */
const SAME_STORY = 0.3;

/**
 * Whether two sentences of different articles can speak of one event: published within two months, of one story by names
 * and words, and neither the names, the years nor the day they speak of tell them apart. In what they differ by they are
 * not compared.
 */
export function isSameEvent(one: Told, other: Told, difference: Difference): boolean {
  const days = daysBetween(one, other);
  if (days === null || days > DAYS) return false;
  if (!sharesName(one, other)) return false;
  if (difference !== "name" && namesOthers(one, other)) return false;
  if (
    difference === "number" &&
    (standsElsewhere(one, other) || (days > SHORTLY && isRunning(one) && isRunning(other)))
  ) {
    return false;
  }
  if (difference !== "date" && !isOneTime(one, other)) return false;
  return overlap(one, other) >= SAME_STORY;
}

/** `null` where a date is not known. */
function daysBetween(one: Told, other: Told): number | null {
  const [a, b] = [one, other].map(({ passage }) => Date.parse(passage.article.publishedAt ?? ""));
  const days = Math.abs((a ?? Number.NaN) - (b ?? Number.NaN)) / (24 * 3600 * 1000);
  return Number.isNaN(days) ? null : days;
}

/** A name of the one, of a person, place or thing and not of a nation, stands in the other with a capital letter. */
function sharesName(one: Told, other: Told): boolean {
  const knows = (there: Reading, here: Reading) => {
    const capitals = new Set(there.tokens.filter(({ isCapital }) => isCapital).map(({ text }) => text));
    return [...namesOf(here)].some((name) => capitals.has(name) && !isSameNation(name, name));
  };
  return knows(one.around(), other.around()) || knows(other.around(), one.around());
}

/** `In a barn` and `in a quarry`: each says in what kind of place, and the other article knows nothing of it. */
function standsElsewhere(one: Told, other: Told): boolean {
  const [mine, theirs] = [placesIn(one.reading), placesIn(other.reading)];
  const isStrange = (places: readonly string[], there: Reading) =>
    places.length > 0 && places.every((place) => !there.words.has(place));
  return isStrange(mine, other.around()) && isStrange(theirs, one.around());
}

function placesIn({ text }: Reading): readonly string[] {
  return [...text.matchAll(/\b(?:[Ii]n|[Oo]n|[Aa]t|near|inside|outside) (?:(?:an?|the) )?(\p{Ll}+)/gu)].flatMap(
    ([, place = ""]) => (isStopWord(place) ? [] : place),
  );
}

/** Each of the two names someone or some place that the other article does not, or one speaks of such a one. */
function namesOthers(one: Told, other: Told): boolean {
  const beyond = (told: Told, there: Reading) => [...namesBehind(told)].some((name) => !there.words.has(name));
  if (beyond(one, other.around()) && beyond(other, one.around())) return true;
  return speaksOfStranger(one, other.around()) || speaksOfStranger(other, one.around());
}

/** The names of the sentence; where it has none (`The club …`), those of the last sentence before it that has any. */
function namesBehind({ names, sentence, passage }: Told): ReadonlySet<string> {
  if (names.size > 0) return names;
  const before = passage.sentences.slice(0, sentence.ordinal).map((earlier) => toldIn(passage, earlier).names);
  return before.findLast((earlier) => earlier.size > 0) ?? names;
}

/** What is still being counted: later it is more, and nobody was wrong. */
function isRunning({ reading }: Told): boolean {
  return /\b(?:so far|to date|until now|this (?:season|year|month)|(?:has|have) (?:now |already )?\p{Ll}+)\b/u.test(
    reading.text,
  );
}

/** Words of a sentence in which its subject stands. */
const SUBJECT = 3;

/** The name at the start of the sentence, unless it is a speaker, is one that the other article does not know. */
function speaksOfStranger({ names, reading }: Told, there: Reading): boolean {
  const isSpeaker = reading.tokens
    .slice(0, 2 * SUBJECT)
    .some(({ text }) => /^(?:said|says|told|according)$/u.test(text));
  const subject = reading.tokens.slice(0, SUBJECT).filter(({ text }) => names.has(text));
  return !isSpeaker && subject.some(({ text }) => !there.words.has(text));
}

function isOneTime(one: Told, other: Told): boolean {
  const [mine, theirs] = [eventDay(one), eventDay(other)];
  if (mine !== null && theirs !== null && Math.abs(mine - theirs) > 1) return false;
  const years = ({ numbers }: Reading) => numbers.filter(({ kind }) => kind === "year").map(({ value }) => value);
  const known = ({ around, passage }: Told) =>
    new Set([...years(around()), Number(passage.article.publishedAt?.slice(0, 4))]);
  return (
    years(one.reading).every((year) => known(other).has(year)) &&
    years(other.reading).every((year) => known(one).has(year))
  );
}

function overlap(one: Told, other: Told): number {
  const [mine, theirs] = [one.around().stems, other.around().stems];
  let shared = 0;
  for (const stem of mine) if (theirs.has(stem)) shared += 1;
  return shared / Math.max(1, Math.min(mine.size, theirs.size));
}
