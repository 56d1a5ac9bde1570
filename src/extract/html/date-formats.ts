import { isoDate } from "#extract/iso-date.ts";
import { monthOf } from "./months.ts";
import { offsetOf } from "./zones.ts";

/**
 * A date as machines and people write it, in ISO 8601. A time is kept where its zone is known (of machine forms without
 * zone: as UTC, see `isoDate`); else the day alone. `language` settles what `03/04/2026` means. `null`: no date.
 */
export function readDate(value: string, language: string): string | null {
  const text = westernDigits(value).replace(/\s+/g, " ").trim().slice(0, 200);
  return machine(text) ?? epoch(text) ?? written(text, language);
}

function machine(text: string): string | null {
  const full = text
    .replace(/^(\d{4})\/(\d{1,2})\/(\d{1,2})/, "$1-$2-$3")
    .replace(/^(\d{4})-(\d)-/, "$1-0$2-")
    .replace(/^(\d{4}-\d{2})-(\d)(?!\d)/, "$1-0$2")
    .replace(
      /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2}):?(\d{2})?(.*))?$/,
      (_all, y, m, d, hour, minute, second, rest) =>
        hour === undefined ? `${y}-${m}-${d}` : `${y}-${m}-${d}T${hour}:${minute}:${second ?? "00"}${rest}`,
    )
    .replace(/(T\d{2}:\d{2}:\d{2}\.\d{9})\d+/, "$1")
    .replace(/^(\d{4}-\d{2}-\d{2}[T ])(\d:)/, "$10$2");
  return isoDate(full) ?? withZone(full);
}

/** `2018-06-15 09:30:00 CEST`, and a zone in brackets that repeats the offset. */
function withZone(text: string): string | null {
  const match =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)? ?([A-Za-z]{1,5}(?:[+-]\d{1,2}:?\d{0,2})?|[+-]\d{2}:?\d{2})(?: ?[[(].*)?$/.exec(
      text,
    );
  const offset = match === null ? null : offsetOf(match[3] ?? "", new Date(`${match[1]}T12:00:00Z`));
  return offset === null ? null : isoDate(`${match?.[1]}T${match?.[2]}${offset}`);
}

/** Seconds or milliseconds since 1970, of years from 1990 on. */
function epoch(text: string): string | null {
  if (!/^\d{9,10}(?:\.\d+)?$|^\d{12,13}$/.test(text)) {
    return null;
  }
  const number = Number(text);
  const date = new Date(text.replace(/\..*/, "").length > 10 ? number : number * 1000);
  return date.getUTCFullYear() < 1990 ? null : date.toISOString().replace(/\.000Z$/, "Z");
}

function written(text: string, language: string): string | null {
  const day = dayIn(text, language);
  if (day === null) {
    return null;
  }
  return withTime(day.date, text.slice(day.end)) ?? withTime(day.date, text.slice(0, day.start)) ?? isoDate(day.date);
}

interface FoundDay {
  readonly date: string;
  readonly start: number;
  readonly end: number;
}

function dayIn(text: string, language: string): FoundDay | null {
  for (const { form, order } of FORMS) {
    const match = form.exec(text);
    const date = match === null ? null : inOrder(match.slice(1), order, language);
    if (match !== null && date !== null && isoDate(date) !== null) {
      return { date, start: match.index, end: match.index + match[0].length };
    }
  }
  return null;
}

const FORMS: readonly { readonly form: RegExp; readonly order: string }[] = [
  { form: /(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/u, order: "ymd" },
  { form: /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/, order: "ymd" },
  {
    form: /(?<![\d.])(\d{1,2})(?:st|nd|rd|th|er|º|\.)?,?\s+(?:de\s+|d[’'])?([\p{L}\p{M}]{3,}(?:\s(?:الثاني|الأول))?)\.?,?\s+(?:de[l]?\s+|of\s+)?(\d{4})(?!\d)/iu,
    order: "dny",
  },
  { form: /(?<![\p{L}])([\p{L}\p{M}]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/iu, order: "ndy" },
  { form: /(?<!\d)(\d{4})\.?\s+([\p{L}\p{M}]{3,})\s+(\d{1,2})(?!\d)/u, order: "ynd" },
  // As `Date` of JavaScript prints it: `Fri Jun 15 2018`, and as `ctime` does: `Jun 15 09:30:00 2018`.
  { form: /([\p{L}]{3})\s+(\d{1,2})\s+(?=\d{2}:\d{2}:\d{2}\s(?:[A-Z]{3,4}\s)?(\d{4}))/u, order: "ndy" },
  { form: /(?<!\d)(\d{1,2})[-\s]([\p{L}]{3,})[-\s](\d{4})(?!\d)/u, order: "dny" },
  { form: /(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/, order: "dmy" },
  { form: /(?<!\d)(\d{4})[./]\s?(\d{1,2})[./]\s?(\d{1,2})(?!\d)/, order: "ymd" },
  { form: /(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)/, order: "???" },
];

function inOrder(parts: readonly string[], order: string, language: string): string | null {
  const numbers = parts.map((part) => (/^\d/.test(part) ? Number(part) : monthOf(part)));
  const [first, second] = numbers;
  const settled = order === "???" ? slashed(first ?? 0, second ?? 0, language) : order.replace("n", "m");
  const of = (letter: string) => numbers[settled?.indexOf(letter) ?? -1] ?? null;
  const [year, month, day] = [of("y"), of("m"), of("d")];
  if (year === null || month === null || day === null) {
    return null;
  }
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** Which of two numbers before a year is the month; `null` where only the reader of the outlet could say. */
function slashed(first: number, second: number, language: string): string | null {
  if (first > 12 || second > 12) {
    return first > 12 ? "dmy" : "mdy";
  }
  if (/^en-(?:us|ca|ph)/.test(language)) {
    return "mdy";
  }
  return language === "" || language === "en" ? (first === second ? "dmy" : null) : "dmy";
}

const TIME =
  /(?<![\d:])(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2}))?\s?(a\.?m\.?|p\.?m\.?)?(?:\s?\(?((?:GMT|UTC)\s?[+-]\d{1,2}:?(?:\d{2})?|[+-]\d{2}:?\d{2}|[A-Z][A-Za-z.]{1,8}|Z)\)?)?/i;

/** The day with the time that stands in the rest of the text, where that names its zone; `null`: it does not. */
function withTime(date: string, rest: string): string | null {
  const match = TIME.exec(rest);
  if (match === null || (match[2] === undefined && match[4] === undefined)) {
    return null;
  }
  const [, hour, minute = "00", second = "00", half, zone = ""] = match;
  const isPm = half?.toLowerCase().startsWith("p") ?? false;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (isPm ? 12 : 0);
  const offset = zone === "" ? null : offsetOf(zone, new Date(`${date}T12:00:00Z`));
  return offset === null ? null : isoDate(`${date}T${String(hours).padStart(2, "0")}:${minute}:${second}${offset}`);
}

/** Digits of other scripts as those of ASCII: Arabic, Persian, Devanagari, full-width. */
function westernDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g, (digit) => {
    const zero = ZEROS.findLast((code) => code <= digit.charCodeAt(0)) ?? 0;
    return String(digit.charCodeAt(0) - zero);
  });
}

const ZEROS = [0x660, 0x6f0, 0x966, 0xff10];
