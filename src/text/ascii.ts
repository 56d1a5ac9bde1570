/** What an ASCII character is to a word; 0 for anything else. */
const LOWER = 1;
export const UPPER = 2;
export const DIGIT = 3;

const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[a-z]/.test(character) ? LOWER : /[A-Z]/.test(character) ? UPPER : /[0-9]/.test(character) ? DIGIT : 0;
});

/** `LOWER`, `UPPER`, `DIGIT` or 0. */
export function kindOf(code: number): number {
  return code < 128 ? (kinds[code] ?? 0) : 0;
}

/** Where the run of ASCII letters and digits that contains `from` ends. */
export function runEnd(text: string, from: number): number {
  let end = from + 1;
  while (end < text.length && kindOf(text.charCodeAt(end)) !== 0) end += 1;
  return end;
}

/** Whether the character is certainly no part of a word: most ASCII, and what prose has besides. Never an apostrophe. */
export function isGap(code: number): boolean {
  if (code < 128) return kindOf(code) === 0 && code !== APOSTROPHE;
  return GAPS.has(code);
}

/** `'` or `’`. */
export function isApostrophe(code: number): boolean {
  return code === APOSTROPHE || code === 0x2019;
}

const APOSTROPHE = 0x27;
/** No-break space, dashes, quotation marks, ellipsis. */
const GAPS: ReadonlySet<number> = new Set([0xa0, 0x2013, 0x2014, 0x2018, 0x201c, 0x201d, 0x2026]);
