import type { Span } from "#types.ts";
import { endsSentence } from "./sentence-end.ts";

/**
 * The sentences of a text in order, trimmed: every character that is not white space lies in exactly one. A blank line
 * always ends a sentence; a single line break does after a heading or list item.
 *
 * Splitting is local: a run of whole sentences, split alone, gives the same sentences. So every decision looks at
 * nothing before the sentence's own start, and after the cut no further than the next sentence reaches.
 */
export function sentences(text: string): Span[] {
  const found: Span[] = [];
  let start = skipSpace(text, 0);
  let lineStart = start;
  const candidates = new RegExp(CANDIDATE);
  candidates.lastIndex = start;
  for (let match = candidates.exec(text); match !== null && start < text.length; match = candidates.exec(text)) {
    const isLineBreak = match[0].startsWith("\n");
    const cut = isLineBreak ? match.index : candidates.lastIndex;
    const ends = isLineBreak
      ? endsLine(text, lineStart, match.index, match[0])
      : endsSentence(text, start, match.index, cut);
    if (ends) {
      found.push({ start, end: lastNonSpace(text, start, cut) });
      start = skipSpace(text, cut);
      candidates.lastIndex = start;
    }
    if (isLineBreak || ends) {
      lineStart = ends ? start : skipSpace(text, candidates.lastIndex);
    }
  }
  if (start < text.length) {
    found.push({ start, end: lastNonSpace(text, start, text.length) });
  }
  return found;
}

/** Line breaks with the white space around them, or sentence marks with the quotation marks and brackets that close. */
const CANDIDATE =
  /\n\s*|(?:[.!?…‼⁇⁈⁉؟۔।॥።]+|[。！？｡．]+)(?:["'”’»)\]}›」』）】》]|\[\d{1,3}\]| (?=["”»)](?=\s|$))["”»)])*/g;

function endsLine(text: string, lineStart: number, at: number, gap: string): boolean {
  if (gap.indexOf("\n") !== gap.lastIndexOf("\n")) {
    return true;
  }
  const next = text.slice(at + gap.length, at + gap.length + 12);
  if (LIST_MARKER.test(next) || next.startsWith("#")) {
    return true;
  }
  const line = text.slice(lineStart, Math.min(at, lineStart + LONGEST_HEADING + 1)).trimEnd();
  if (LIST_MARKER.test(line)) {
    return !/^["'“‘(]*\p{Ll}/u.test(next);
  }
  return looksLikeHeading(line) && /^["'“‘(]*[\p{Lu}\p{Nd}]/u.test(next);
}

const LIST_MARKER = /^(?:[-*•‣–]|\d{1,3}[.)])(?=\s|$)/;
const LONGEST_HEADING = 100;

/** A short line without a closing mark, marked as a heading or with every word of weight capitalised. */
function looksLikeHeading(line: string): boolean {
  if (line.length > LONGEST_HEADING || /[.!?:;,…。]["'”’»)]*$/.test(line)) {
    return false;
  }
  if (/^#{1,6}\s/.test(line)) {
    return true;
  }
  const parts = line.split(/\s+/);
  return parts.length >= 3 && parts.every((part) => /^["'“‘(]*[\p{Lu}\p{Nd}&]/u.test(part) || SMALL_WORDS.has(part));
}

const SMALL_WORDS: ReadonlySet<string> = new Set(
  "a an the and or but nor for of in on at by to from with as vs into over".split(" "),
);

function skipSpace(text: string, from: number): number {
  const match = /\S/g;
  match.lastIndex = from;
  return match.exec(text)?.index ?? text.length;
}

function lastNonSpace(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}
