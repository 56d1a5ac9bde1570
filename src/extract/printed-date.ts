/** A day printed in a line, and what else the line says. */
interface PrintedDate {
  /** `2018-06-15` */
  readonly date: string;
  /** The line without the date, its day of the week, time of day and words such as `Published`. */
  readonly rest: string;
}

/**
 * The first day that a line names in full, in words of seven languages or in numbers. Numbers that may be day and month
 * or month and day (04/05/2018) name none. `null` where there is none, or it does not exist.
 */
export function printedDate(line: string): PrintedDate | null {
  for (const [pattern, order] of PATTERNS) {
    const match = pattern.exec(line);
    const date = match === null ? null : dateOf(match, order);
    if (match !== null && date !== null) {
      const rest = line.slice(0, match.index) + line.slice(match.index + match[0].length);
      return { date, rest: withoutTrimmings(rest) };
    }
  }
  return null;
}

type Order = "day month year" | "month day year" | "year month day" | "either";

const LOCALES = ["en", "de", "fr", "es", "it", "pt", "nl"];

/** Number (from 1) of each month by its names, long and short, in lower case and without full stop. */
const MONTHS: ReadonlyMap<string, number> = new Map(
  LOCALES.flatMap((locale) =>
    (["long", "short"] as const).flatMap((month) => {
      const format = new Intl.DateTimeFormat(locale, { month, timeZone: "UTC" });
      return Array.from({ length: 12 }, (_, index): [string, number] => [
        format
          .format(Date.UTC(2018, index, 15))
          .toLowerCase()
          .replace(".", ""),
        index + 1,
      ]);
    }),
  ).concat([["sept", 9]]),
);

const MONTH = `(${[...MONTHS.keys()].sort((one, other) => other.length - one.length).join("|")})\\.?`;

const PATTERNS: readonly (readonly [RegExp, Order])[] = [
  [/(?<!\d)(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)/, "year month day"],
  [
    new RegExp(`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?(?: de| of)? ${MONTH},?(?: de| del)? (\\d{4})(?!\\d)`, "iu"),
    "day month year",
  ],
  [new RegExp(`(?<!\\p{L})${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})(?!\\d)`, "iu"), "month day year"],
  [/(?<!\d)(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?!\d)/, "day month year"],
  [/(?<!\d)(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/, "either"],
];

function dateOf(match: RegExpExecArray, order: Order): string | null {
  const [first = "", second = "", third = ""] = match.slice(1);
  switch (order) {
    case "year month day":
      return existing(Number(first), Number(second), Number(third));
    case "month day year":
      return existing(Number(third), monthOf(first), Number(second));
    case "day month year":
      return existing(Number(third), monthOf(second), Number(first));
    case "either":
      return Number(first) > 12
        ? existing(Number(third), Number(second), Number(first))
        : Number(second) > 12 || first === second
          ? existing(Number(third), Number(first), Number(second))
          : null;
  }
}

function monthOf(name: string): number {
  return MONTHS.get(name.toLowerCase()) ?? Number(name);
}

function existing(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isDay = year >= 1600 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isDay ? date.toISOString().slice(0, 10) : null;
}

const WEEKDAYS = LOCALES.flatMap((locale) =>
  (["long", "short"] as const).flatMap((weekday) => {
    const format = new Intl.DateTimeFormat(locale, { weekday, timeZone: "UTC" });
    return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2018, 0, day + 1)).replace(".", ""));
  }),
).sort((one, other) => other.length - one.length);

const TRIMMINGS = [
  new RegExp(`(?<!\\p{L})(?:${WEEKDAYS.join("|")})(?!\\p{L})\\.?`, "giu"),
  /(?<!\d)(?:at |um )?\d{1,2}[:.]\d{2}(?::\d{2})? ?(?:[ap]\.?m\.?|uhr|h)?(?: ?(?:GMT|UTC|[A-Z]{2,4}T))?(?![\p{L}\d])/giu,
  /(?<!\p{L})(?:(?:first )?published|posted|date|dated|veröffentlicht|publié|publicado|pubblicato|on|am|vom|le|el|il)(?!\p{L}):?/giu,
];

function withoutTrimmings(rest: string): string {
  return TRIMMINGS.reduce((text, pattern) => text.replace(pattern, " "), rest)
    .replace(/\s+/g, " ")
    .replace(/^[\s,;:|·•()[\]–—-]+|[\s,;:|·•()[\]–—-]+$/g, "");
}
