import type { Span } from "#types.ts";
import { DIGIT, isApostrophe, isGap, kindOf, runEnd } from "./ascii.ts";

/** A word of a text; `text` is its folded form, `start` and `end` say where the original stands. */
export interface Word extends Span {
  readonly text: string;
}

/**
 * The words of a text in reading order: lower case, diacritics folded (`Skłodowska` is `sklodowska`), curly apostrophes
 * straightened, possessive `'s` left out of word and span, hyphenated words split, thousands separators dropped,
 * decimals kept, dotted initials joined (`F.B.I.` is `fbi`). `U.S.` and `US` are `usa`, so that they are not the pronoun.
 * Scripts written without spaces give one word per character.
 */
export function words(text: string): Word[] {
  const found: Word[] = [];
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (isGap(code) || code === APOSTROPHE) at += 1;
    else at = plainWord(found, text, at, code) ?? anyWord(found, text, at);
  }
  return found;
}

const APOSTROPHE = 0x27;

/**
 * The word at `at`, where it is a run of ASCII letters and digits with nothing around it that could belong to it: what
 * most words are, at a fraction of the cost. Gives where to go on; `null` where the expression must decide.
 */
function plainWord(found: Word[], text: string, at: number, code: number): number | null {
  const kind = kindOf(code);
  if (kind === 0) return null;
  const end = runEnd(text, at);
  if (end < text.length) {
    const next = text.charCodeAt(end);
    if (isApostrophe(next)) return possessive(found, text, at, end);
    const joins = kind === DIGIT ? next === COMMA || next === FULL_STOP : next === FULL_STOP && end === at + 1;
    if (joins || !isGap(next)) return null;
  }
  const surface = text.slice(at, end);
  if (kind === DIGIT && !DIGITS.test(surface)) return null;
  found.push({ text: lowered(surface), start: at, end });
  return end;
}

/** `Kim's`, where after the `s` surely nothing goes on; the other uses of apostrophes are for the expression. */
function possessive(found: Word[], text: string, at: number, end: number): number | null {
  const after = end + 2;
  const letter = text.charAt(end + 1);
  const closes = (letter === "s" || letter === "S") && (after >= text.length || isGap(text.charCodeAt(after)));
  if (!closes || kindOf(text.charCodeAt(at)) === DIGIT) return null;
  found.push({ text: lowered(text.slice(at, end)), start: at, end });
  return after;
}

function lowered(surface: string): string {
  return surface === "US" ? "usa" : surface.toLowerCase();
}

const COMMA = 0x2c;
const FULL_STOP = 0x2e;
const DIGITS = /^[0-9]+$/;

/** The next word of any kind at or after `at`. Gives where to go on. */
function anyWord(found: Word[], text: string, at: number): number {
  WORD.lastIndex = at;
  const match = WORD.exec(text);
  if (match === null) return text.length;
  const raw = match[0];
  const surface = POSSESSIVE.test(raw) ? raw.slice(0, -2) : raw;
  const folded = fold(surface);
  if (folded !== "") {
    found.push({ text: folded, start: match.index, end: match.index + surface.length });
  }
  return match.index + raw.length;
}

const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const LETTER = `(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{Nd}])`;

const WORD = new RegExp(
  [
    // U.S., F.B.I., a.m.
    `(?<!\\p{L})(?:\\p{L}\\.){2,}(?:\\p{L}(?!\\p{L}))?`,
    // J. K. (Rowling)
    `(?<![\\p{L}.])\\p{Lu}\\.(?:[ \u00a0]\\p{Lu}\\.)+`,
    // 1,000 and 3.5 and 1,000th
    `(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\\.[0-9]+)?${LETTER}*(?:['’ʼ]s(?!${LETTER}))?`,
    `[${UNSPACED}]\\p{M}*`,
    `${LETTER}+(?:['’ʼ]${LETTER}+)*`,
  ].join("|"),
  "gu",
);

const POSSESSIVE = /['’ʼ][sS]$/u;
const ASCII_LETTERS = /^[A-Za-z]+$/;
const PLAIN = /^[a-z0-9]+$/;

const ONE_IDEOGRAPH = /^[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff]$/;

function fold(surface: string): string {
  if (ONE_IDEOGRAPH.test(surface)) {
    return surface;
  }
  if (ASCII_LETTERS.test(surface)) {
    return lowered(surface);
  }
  if (surface.includes(".") && /\p{L}\./u.test(surface)) {
    const joined = foldLetters(surface.replace(/[.\s]/g, ""));
    return joined === "us" ? "usa" : joined;
  }
  return foldLetters(surface.replaceAll(",", ""));
}

/** Letters that Unicode does not decompose but that people type without their strokes. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ħ: "h",
  ı: "i",
};

function foldLetters(surface: string): string {
  const lower = surface.toLowerCase();
  if (PLAIN.test(lower)) {
    return lower;
  }
  return lower
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[ʼ’]/g, "'")
    .replace(/[ßæœøđðþłħı]/g, (letter) => UNDECOMPOSED[letter] ?? letter)
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{Nd}'.]/gu, "");
}
