import type { Span } from "#types.ts";
import { type Folded, fold } from "./folded.ts";
import { bestWindow } from "./window.ts";

/** Longer quotes are no quotes. Code units. */
const LONGEST = 2000;

/**
 * Where a quote stands in a passage (offsets in the passage), though it may be written in another way: exactly; else with
 * other white space, quotation marks, dashes or Unicode form, another case of its first letter, other marks around it;
 * else the run of words most like it (see `bestWindow`). `null`: it does not stand there, or leaves something out (`…`).
 */
export function locateQuote(quote: string, passage: string): Span | null {
  if (quote.length > LONGEST || !/[\p{L}\p{N}]/u.test(quote)) return null;
  const surely = locateSurely(quote, passage);
  return surely ?? (ELLIPSIS.test(bare(quote)) ? null : bestWindow(quote, passage));
}

/** The same for a quote with ellipses: its parts, in order, none over another. */
export function locateQuotes(quote: string, passage: string): readonly Span[] | null {
  const whole = locateQuote(quote, passage);
  if (whole !== null) return [whole];
  if (quote.length > LONGEST || !ELLIPSIS.test(bare(quote))) return null;
  const found: Span[] = [];
  let from = 0;
  for (const part of bare(quote).split(ELLIPSIS)) {
    const span = locateQuote(part, passage.slice(from));
    if (span === null) return null;
    found.push({ start: from + span.start, end: from + span.end });
    from += span.end;
  }
  return found;
}

const ELLIPSIS = /\s*(?:[[(]\s*)?(?:…|\.{3,}|\. \. \.)(?:\s*[\])])?\s*/u;

/** Without marks, white space and ellipses around it. */
function bare(quote: string): string {
  return quote.replace(/^[\s"'‘’‚“”„«»`….,[\]]+|[\s"'‘’‚“”„«»`….,;[\]]+$/gu, "");
}

function locateSurely(quote: string, passage: string): Span | null {
  const exact = find(quote.trim(), passage);
  if (exact !== null) return exact;
  const folded = fold(passage);
  const wanted = fold(quote).text.trim();
  for (const writing of [wanted, wanted.replace(/^['. ]+|['., ;]+$/gu, "")]) {
    for (const needle of [writing, withOtherCase(writing)]) {
      const at = find(needle, folded.text);
      if (at !== null) return unfold(at, folded);
    }
  }
  return null;
}

function withOtherCase(text: string): string {
  const [first = ""] = text;
  const lower = first.toLowerCase();
  return (first === lower ? first.toUpperCase() : lower) + text.slice(first.length);
}

function unfold({ start, end }: Span, { from, to }: Folded): Span {
  return { start: from[start] ?? 0, end: to[end - 1] ?? 0 };
}

/** The first place where the words stand that is not within a word or number. */
function find(words: string, text: string): Span | null {
  if (words === "") return null;
  for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + 1)) {
    const end = start + words.length;
    if (!isWithin(text, start) && !isWithin(text, end)) return { start, end };
  }
  return null;
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whether a word, a number or a character goes on at this place: `il|legal`, `1,|500`. */
function isWithin(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 2), at);
  const after = text.slice(at, at + 2);
  if (/\p{M}|[\udc00-\udfff]/u.test(after.charAt(0)) || /[\ud800-\udbff]$/.test(before)) return true;
  if (/\p{Nd}$/u.test(before) ? /^[.,]\p{Nd}/u.test(after) : /\p{Nd}[.,]$/u.test(before) && /^\p{Nd}/u.test(after)) {
    return true;
  }
  if (UNSPACED.test(before.slice(-1)) || UNSPACED.test(after.slice(0, 1))) return false;
  return /[\p{L}\p{M}\p{Nd}]$/u.test(before) && /^[\p{L}\p{M}\p{Nd}]/u.test(after);
}
