/** A span of days: number of days since 1970. */
export interface Days {
  readonly first: number;
  readonly last: number;
}

const DAY_IN_MILLISECONDS = 24 * 3600 * 1000;
const MONTHS = "january february march april may june july august september october november december".split(" ");
const MONTH = `(?:${MONTHS.join("|")})`;
const NUMBERS = ["a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** A time as a question may write it: `May 2018`, `5 May 2018`, `May 5, 2018`, `2018-05-05`, `2018`, `May`. */
export const TIME = `(?:\\d{4}-\\d\\d-\\d\\d|(?:\\d{1,2}(?:st|nd|rd|th)? (?:of )?)?${MONTH}(?: \\d{1,2}(?:st|nd|rd|th)?(?!\\d))?,?(?: (?:of )?(?:19|20)\\d\\d)?|(?:19|20)\\d\\d|last (?:week|month|year)|yesterday|today|this (?:week|month|year)|(?:the )?(?:last|past) (?:\\d{1,3}|${NUMBERS.join("|")}|few) (?:days?|weeks?|months?|years?))`;

/** What a `TIME` spans; a month without a year is the last one up to now. `null` for a day that does not exist. */
export function daysOf(time: string, now: number): Days | null {
  return relativeDays(time.toLowerCase(), now) ?? calendarDays(time.toLowerCase(), now);
}

function relativeDays(time: string, now: number): Days | null {
  const date = new Date(now * DAY_IN_MILLISECONDS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  // The first of January 1970 was a Thursday; weeks begin on Monday.
  const monday = now - ((((now + 3) % 7) + 7) % 7);
  if (time === "today") return { first: now, last: now };
  if (time === "yesterday") return { first: now - 1, last: now - 1 };
  if (time === "this week") return { first: monday, last: now };
  if (time === "last week") return { first: monday - 7, last: monday - 1 };
  if (time === "this month") return { first: dayOf(year, month, 1), last: now };
  if (time === "last month") return { first: dayOf(year, month - 1, 1), last: dayOf(year, month, 1) - 1 };
  if (time === "this year") return { first: dayOf(year, 0, 1), last: now };
  if (time === "last year") return { first: dayOf(year - 1, 0, 1), last: dayOf(year, 0, 1) - 1 };
  const past = /(?:last|past) (\S+) (day|week|month|year)s?$/u.exec(time);
  if (past === null) return null;
  const [, amount = "", unit = ""] = past;
  const count = amount === "few" ? 3 : Number(amount) || NUMBERS.indexOf(amount) + 1;
  return { first: now - count * (DAYS_IN[unit] ?? 1), last: now };
}

const DAYS_IN: Readonly<Record<string, number>> = { day: 1, week: 7, month: 31, year: 366 };

function calendarDays(time: string, now: number): Days | null {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/u.exec(time);
  if (iso) return singleDay(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  const written = /\b(?:19|20)\d\d\b/u.exec(time)?.[0];
  const month = MONTHS.findIndex((name) => time.includes(name));
  const day = /(?<!\d)(\d{1,2})(?!\d)/u.exec(time)?.[1];
  if (month < 0)
    return written ? { first: dayOf(Number(written), 0, 1), last: dayOf(Number(written) + 1, 0, 1) - 1 } : null;
  const year = written ? Number(written) : lastYearOf(month, day ? Number(day) : 1, now);
  if (day) return singleDay(year, month, Number(day));
  return { first: dayOf(year, month, 1), last: dayOf(year, month + 1, 1) - 1 };
}

/** Without a year the last such month up to now is meant. */
function lastYearOf(month: number, day: number, now: number): number {
  const year = new Date(now * DAY_IN_MILLISECONDS).getUTCFullYear();
  return dayOf(year, month, day) <= now ? year : year - 1;
}

function singleDay(year: number, month: number, day: number): Days | null {
  const number = dayOf(year, month, day);
  return isoDay(number) === isoDay(dayOf(year, month, 1)).slice(0, 8) + String(day).padStart(2, "0") && month < 12
    ? { first: number, last: number }
    : null;
}

function dayOf(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month, day) / DAY_IN_MILLISECONDS);
}

export function isoDay(day: number): string {
  return new Date(day * DAY_IN_MILLISECONDS).toISOString().slice(0, 10);
}
