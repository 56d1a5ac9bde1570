import { finish, hashStem } from "./hash.ts";

/** Which word has which number, 0 for the first; words in that order when gone through. */
export interface WordIndex extends Iterable<readonly [word: string, index: number]> {
  readonly size: number;
  get(word: string): number | undefined;
  keys(): Iterable<string>;
}

/**
 * An index over words of letters a to z, digits and apostrophes, one a line. The bytes stay as they are and a word is
 * looked for by its hash: a `Map` of 60,000 strings takes 60 ms to make, this takes 5. Throws `RangeError` on a word
 * with other characters.
 */
export function createWordIndex(lines: Uint8Array): WordIndex {
  const starts = startsOf(lines);
  const size = starts.length - 1;
  // Open addressing, at most half full, so that a search ends soon.
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * size + 1))).fill(-1);
  const mask = slots.length - 1;
  for (let i = 0; i < size; i++) {
    let slot = hashBytes(lines, starts[i] ?? 0, (starts[i + 1] ?? 0) - 1) & mask;
    while (slots[slot] !== -1) slot = (slot + 1) & mask;
    slots[slot] = i;
  }
  const word = (i: number) => String.fromCharCode(...lines.subarray(starts[i] ?? 0, (starts[i + 1] ?? 0) - 1));
  return {
    size,
    get: (text) => {
      for (let slot = hashStem(text) & mask; slots[slot] !== -1; slot = (slot + 1) & mask) {
        const i = slots[slot] ?? 0;
        if (isAt(lines, starts[i] ?? 0, (starts[i + 1] ?? 0) - 1, text)) return i;
      }
      return undefined;
    },
    *keys() {
      for (let i = 0; i < size; i++) yield word(i);
    },
    *[Symbol.iterator]() {
      for (let i = 0; i < size; i++) yield [word(i), i];
    },
  };
}

const NEWLINE = 10;

/** Where each line starts, and last where one more would. */
function startsOf(lines: Uint8Array): Uint32Array {
  let count = 1;
  for (let at = 0; at < lines.length; at++) if (lines[at] === NEWLINE) count += 1;
  const starts = new Uint32Array(count + 1);
  for (let at = 0, line = 1; at < lines.length; at++) if (lines[at] === NEWLINE) starts[line++] = at + 1;
  starts[count] = lines.length + 1;
  return starts;
}

/** As `hashStem` of the same characters. */
function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte > 0x7f) throw new RangeError("Expected words in ASCII, found another character.");
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return finish(hash);
}

function isAt(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false;
  return true;
}
