import type { RankedSentence } from "#ask/rank/sentences.ts";
import type { Findings } from "#ask/retrieve.ts";
import { words } from "#text/words.ts";
import type { Span } from "#types.ts";

/** One of two things that a question compares, with the sentence that dates it. */
interface Compared {
  readonly item: RankedSentence;
  /** The name as it stands in the sentence. */
  readonly name: Span;
}

export interface Comparison {
  /** Both, in the order of the question. */
  readonly both: readonly [Compared, Compared];
  /** The one that was asked for. */
  readonly chosen: Compared;
}

type Dated = "born" | "died" | "begun";

const EARLIER = /\b(?:older|oldest|eldest|elder|earlier|earliest|first)\b/u;
const LATER = /\b(?:younger|youngest|later|latest|last|newer|newest|(?:more|most) recent(?:ly)?)\b/u;
/** Through something else (`whose director is older`) it takes more sentences than two. */
const INDIRECT = /\b(?:whose|has|have|had|same|both|father|mother|husband|wife|son|daughter)\b|'s\b/u;
const MONTHS = "January February March April May June July August September October November December".split(" ");
const MONTH = MONTHS.join("|");
const DATE = `(?:(?:\\d{1,2} )?(?:${MONTH})(?: \\d{1,2},?)? )?(?:1\\d|20)\\d\\d\\b`;
const BORN = new RegExp(
  `\\((?:[^()]*?\\bborn\\b)?[^()\\d]*?(${DATE})(?=[^()]*\\))|\\bborn (?:[^.;()\\d]{0,40}?)(${DATE})`,
  "u",
);
const DIED = new RegExp(
  `\\([^()]*?(?:${DATE})[^()\\d]*[-–—] ?[^()\\d]{0,20}(${DATE})[^()]*\\)|\\b(?:died|killed|executed) (?:[^.;()\\d]{0,30}?)(${DATE})`,
  "u",
);
const ANY = new RegExp(DATE, "gu");

/** Which of two named things came first or last, where a sentence on each gives its date; `null` where that is not plain. */
export function comparison(findings: Findings, ranking: readonly RankedSentence[]): Comparison | null {
  const asked = findings.question.text.toLowerCase().replaceAll("’", "'");
  const wantsFirst = EARLIER.test(asked);
  const named = pair(findings.question.text);
  if (named === null || wantsFirst === LATER.test(asked) || INDIRECT.test(asked.slice(0, named.from))) return null;
  const dated = /\b(?:die[ds]?|death)\b/u.test(asked)
    ? "died"
    : /\b(?:born|older|younger|elder|eldest|oldest|youngest)\b/u.test(asked) &&
        !/\b(?:film|movie|album|song|book|band|company|university|school|magazine|newspaper)\b/u.test(asked)
      ? "born"
      : "begun";
  const [a, b] = named.names.map((name) => sentenceOn(name, dated, ranking));
  if (!a || !b || (a.date.year === b.date.year && (a.date.rest === null || b.date.rest === null))) return null;
  const difference = a.date.year - b.date.year || (a.date.rest ?? 0) - (b.date.rest ?? 0);
  if (difference === 0) return null;
  return { both: [a, b], chosen: difference < 0 === wantsFirst ? a : b };
}

function pair(question: string): { readonly names: readonly [string, string]; readonly from: number } | null {
  const trimmed = question.replace(/\s*\?\s*$/u, "");
  const match =
    /(?:,|:|\bof|\bbetween|^(?:was|is|did)) ([^,:]{2,60}?),? (?:or|and) ([^,:?]{2,60}?)(?: (?:born|released|founded|published|opened|established|die|come out|made)(?: (?:first|earlier|later|last))?)?$/iu.exec(
      trimmed,
    );
  const [, one, other] = match ?? [];
  return match && one !== undefined && other !== undefined
    ? { names: [one.trim(), other.trim()], from: match.index }
    : null;
}

interface DatedThing extends Compared {
  readonly date: {
    readonly year: number /** Day within the year, for comparison only. */;
    readonly rest: number | null;
  };
}

function sentenceOn(name: string, dated: Dated, ranking: readonly RankedSentence[]): DatedThing | null {
  const wanted = words(name.replace(/\([^()]*\)/gu, ""));
  for (const item of ranking) {
    const place = standsAt(
      wanted.map(({ text }) => text),
      item.sentence.text,
    );
    const date = place === null ? null : dateIn(item.sentence.text, dated);
    if (place !== null && date !== null) return { item, name: place, date };
  }
  return null;
}

/** The name must open the sentence: what is dated is what the sentence is about. */
function standsAt(wanted: readonly string[], text: string): Span | null {
  const found = words(text).slice(0, wanted.length + 1);
  for (const from of [0, 1]) {
    const part = found.slice(from, from + wanted.length);
    const [first, last] = [part[0], part.at(-1)];
    if (
      first &&
      last &&
      wanted.length > 0 &&
      part.length === wanted.length &&
      part.every((word, index) => word.text === wanted[index])
    ) {
      return { start: first.start, end: last.end };
    }
  }
  return null;
}

function dateIn(text: string, dated: Dated): DatedThing["date"] | null {
  if (dated !== "begun") {
    const match = (dated === "born" ? BORN : DIED).exec(text);
    return match ? dateOf(match[1] ?? match[2] ?? "") : null;
  }
  const dates = [...new Set(text.match(ANY) ?? [])];
  const years = new Set(dates.map((date) => dateOf(date).year));
  const [only] = dates;
  return years.size === 1 && only !== undefined
    ? dateOf(dates.toSorted((a, b) => b.length - a.length)[0] ?? only)
    : null;
}

function dateOf(date: string): DatedThing["date"] {
  const year = Number(/(?:1\d|20)\d\d$/u.exec(date)?.[0] ?? 0);
  const month = MONTHS.findIndex((name) => date.includes(name));
  const day = Number(/(?<!\d)\d{1,2}(?!\d)/u.exec(date.slice(0, -4))?.[0] ?? Number.NaN);
  return { year, rest: month < 0 || Number.isNaN(day) ? null : month * 31 + day };
}
