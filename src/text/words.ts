import type { Span } from "#types.ts";

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
  WORD.lastIndex = 0;
  for (let match = WORD.exec(text); match !== null; match = WORD.exec(text)) {
    const raw = match[0];
    const surface = POSSESSIVE.test(raw) ? raw.slice(0, -2) : raw;
    const folded = fold(surface);
    if (folded !== "") {
      found.push({ text: folded, start: match.index, end: match.index + surface.length });
    }
  }
  return found;
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
    return surface === "US" ? "usa" : surface.toLowerCase();
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
