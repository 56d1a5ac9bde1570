import type { Span } from "#types.ts";

/** Runs of five words tell one report from another, and survive what an editor changes elsewhere. */
export const RUN = 5;

/** The words of a text as numbers: equal words, equal numbers. */
export interface HashedWords {
  readonly hashes: Uint32Array;
  /** 1 where the word is a number, or has a capital letter that no beginning of a sentence gave it. */
  readonly values: Uint8Array;
}

/**
 * In one pass, without case, punctuation and apostrophes; a character of a script without spaces is a word. It is faster
 * than `words()` and only good for comparing texts with each other.
 */
export function hashWords(text: string): HashedWords {
  const scan: Scan = {
    hashes: new Uint32Array(text.length),
    values: new Uint8Array(text.length),
    count: 0,
    hash: 0,
    isValue: false,
    opens: true,
  };
  const kinds = kindsOfLetters();
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const kind = code < kinds.length ? (kinds[code] ?? GAP) : kindBeyond(code);
    if (kind >= SMALL) addLetter(scan, code, kind);
    else if (kind !== IGNORED) endWord(scan, code, kind);
  }
  endWord(scan, 0, GAP);
  return { hashes: scan.hashes.subarray(0, scan.count), values: scan.values.subarray(0, scan.count) };
}

interface Scan {
  readonly hashes: Uint32Array;
  readonly values: Uint8Array;
  count: number;
  /** Of the word that is being read; 0: of none. */
  hash: number;
  isValue: boolean;
  /** Whether the next word opens a sentence. */
  opens: boolean;
}

function addLetter(scan: Scan, code: number, kind: number): void {
  const letter = kind === CAPITAL ? smallOf(code) : code;
  scan.hash = Math.imul((scan.hash === 0 ? SEED : scan.hash) ^ letter, PRIME);
  if (kind === DIGIT || (kind === CAPITAL && !scan.opens)) scan.isValue = true;
}

function endWord(scan: Scan, code: number, kind: number): void {
  if (scan.hash !== 0) {
    scan.values[scan.count] = scan.isValue ? 1 : 0;
    scan.hashes[scan.count++] = mixed(scan.hash);
    scan.hash = 0;
    scan.isValue = false;
    scan.opens = false;
  }
  if (kind === ALONE) scan.hashes[scan.count++] = mixed(Math.imul(SEED ^ code, PRIME));
  else if (kind === ENDS) scan.opens = true;
}

/** The runs of five words as numbers, in reading order. */
export function shingles({ hashes }: HashedWords): Uint32Array {
  const runs = new Uint32Array(Math.max(0, hashes.length - RUN + 1));
  for (let at = 0; at < runs.length; at += 1) runs[at] = runAt(hashes, at, RUN);
  return runs;
}

/** Each number and name in a part of the text (counted in words) with the word before and after it, as one number. */
export function valuesInPlace({ hashes, values }: HashedWords, part: Span): Uint32Array {
  const places: number[] = [];
  for (let at = Math.max(1, part.start); at < Math.min(part.end, hashes.length - 1); at += 1) {
    if (values[at] === 1) places.push(runAt(hashes, at - 1, 3));
  }
  return Uint32Array.from(places);
}

function runAt(hashes: Uint32Array, from: number, length: number): number {
  let hash = SEED;
  for (let at = from; at < from + length; at += 1) {
    hash = Math.imul(hash ^ (hashes[at] ?? 0), PRIME);
    hash ^= hash >>> 15;
  }
  return mixed(hash);
}

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/** The finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
function mixed(hash: number): number {
  let mix = hash;
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}

/** What a code unit is to a word. Those from `SMALL` on are part of one. */
const GAP = 0;
const ENDS = 1;
/** An apostrophe parts no word. */
const IGNORED = 2;
/** Characters of scripts that put no spaces between words. */
const ALONE = 3;
const SMALL = 4;
const CAPITAL = 5;
const DIGIT = 6;

const FIRST_IDEOGRAPH = 0x2e80;

function kindsOfLetters(): Uint8Array {
  table ??= Uint8Array.from({ length: FIRST_IDEOGRAPH }, (_, code) => kindOf(code));
  return table;
}

let table: Uint8Array | null = null;

function kindOf(code: number): number {
  const character = String.fromCharCode(code);
  if (/['’ʼ]/.test(character)) return IGNORED;
  if (/[.!?:\n“„«]/.test(character)) return ENDS;
  if (/[\p{Script=Thai}\p{Script=Lao}\p{Script=Myanmar}\p{Script=Khmer}]/u.test(character)) return ALONE;
  if (/\p{N}/u.test(character)) return DIGIT;
  if (!/[\p{L}\p{M}]/u.test(character)) return GAP;
  return character.toLowerCase() === character ? SMALL : CAPITAL;
}

/** Private use and halves of pairs are letters: they stand where a script has its own. */
function kindBeyond(code: number): number {
  if (code >= 0x3000 && code < 0x3040) return code === 0x3002 ? ENDS : GAP;
  return code >= 0xd800 && code < 0xf900 ? SMALL : ALONE;
}

function smallOf(code: number): number {
  if (code < 0x80) return code | 0x20;
  const lower = String.fromCharCode(code).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}
