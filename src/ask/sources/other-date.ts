import { type DateMention, dates } from "#ask/verify/dates.ts";
import { type Reading, sharedMatter, type Token } from "#ask/verify/reading.ts";
import { stem } from "#text/stems.ts";
import type { Told } from "./told.ts";

/** As for numbers, but stricter: much happens on many days. */
const SAME_MATTER = 0.6;

/** Whether the other sentence dates the same event otherwise: one date in each, with the same verb. */
export function hasOtherDate(one: Told, other: Told, rests: (token: Token) => boolean): boolean {
  const [mine, theirs] = [dateIn(one.reading), dateIn(other.reading)];
  if (mine === null || theirs === null || !rests(mine.token)) return false;
  if (!isOtherDay(mine.date, theirs.date)) return false;
  if (sharedMatter(one.reading, mine.token, other.reading, theirs.token) < SAME_MATTER) return false;
  if (!sharesVerb(one.reading, other.reading)) return false;
  return !isKnownTo(theirs.date, one) && !isKnownTo(mine.date, other);
}

interface DateInSentence {
  readonly date: DateMention;
  readonly token: Token;
}

/** The one date of a sentence, a bare year too; `null` where there is none or more than one. */
function dateIn(reading: Reading): DateInSentence | null {
  const full = dates(reading.text);
  const years = reading.numbers
    .filter(({ kind, start, end }) => kind === "year" && !full.some((date) => date.start < end && date.end > start))
    .map(({ text, start, end, value }) => ({ text, start, end, day: null, month: 0, year: value }));
  const [date, ...more] = [...full, ...years];
  const token = date && reading.tokens.find(({ start, end }) => start < date.end && end > date.start);
  return date && token && more.length === 0 ? { date, token } : null;
}

/** Of two dates that are equally full, the days, months or years differ. */
function isOtherDay(one: DateMention, other: DateMention): boolean {
  if ((one.month === 0) !== (other.month === 0)) return false;
  if ((one.day === null) !== (other.day === null)) return false;
  if (one.year !== null && other.year !== null && one.year !== other.year) return true;
  return one.month !== other.month || one.day !== other.day;
}

function sharesVerb(one: Reading, other: Reading): boolean {
  return [...one.stems].some((word) => ONCE.has(word) && other.stems.has(word));
}

/** Stems of what happens to a thing or person once, or on one day at a time: it has one date. */
const ONCE: ReadonlySet<string> = new Set(
  `born died killed founded established opened opens opening closed closing began begins started ended convicted sentenced
  arrested released signed built completed married divorced launched published premiered appointed elected resigned
  retired demolished inaugurated held takes scheduled due crashed sank collapsed erupted struck broke discovered
  announced postponed arrives departs returns trial election wedding funeral concert vote`
    .split(/\s+/u)
    .map(stem),
);

function isKnownTo(date: DateMention, { around }: Told): boolean {
  const { text, numbers } = around();
  if (date.month === 0) return numbers.some(({ value }) => value === date.year);
  return dates(text).some(
    ({ month, day, year }) => month === date.month && day === date.day && (year ?? date.year) === (date.year ?? year),
  );
}
