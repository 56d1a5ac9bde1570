import { decodeEntities } from "#extract/entities.ts";
import { normaliseLine } from "#text/normalise.ts";

/**
 * A value of a page as one line of plain text: content systems encode entities twice, and leave tags of emphasis in
 * headlines.
 */
export function plain(value: string): string {
  const decoded = decodeEntities(decodeEntities(value.slice(0, LONGEST)));
  return normaliseLine(decoded.replace(TAG, " ").replace(EMPHASIS, ""));
}

const LONGEST = 4000;
const TAG = /<br\s*\/?>/gi;
const EMPHASIS = /<\/?(?:a|abbr|b|bdi|cite|em|font|i|mark|p|q|s|small|span|strong|sub|sup|u|wbr)(?:\s[^<>]*)?\/?>/gi;

/** Two values that fold alike say the same name: case, accents, spaces, marks, "the" and ".com" are left out. */
export function fold(value: string): string {
  return value
    .normalize("NFKD")
    .toLowerCase()
    .replace(/^the\s+|^www\.|\.(?:com?|net|org|news)(?:\.\w\w)?$/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, "");
}
