import { hashStem } from "./hash.ts";
import type { EncoderTables } from "./tables.ts";
import type { WordIndex } from "./word-index.ts";

/**
 * A vector for a word that is not in the tables. From the known word it is formed from by an affix (`criminalizing`,
 * `unruffled`), weighed by how much words with this affix are like theirs, and from the runs of its letters
 * (P. Bojanowski and others: Enriching Word Vectors with Subword Information, TACL 2017). Both are fitted to known
 * vectors of length 1 by least squares, so the guess is as long as it is sure: its product with the vector of a word is
 * a cosine shrunk towards 0. Never longer than 1; `null` for what is not written in at least four letters a to z.
 */
export function guessVector(tables: EncoderTables, word: string): Float32Array | null {
  if (!/^[a-z]{4,40}$/.test(word) || tables.header.parts === 0) return null;
  const vector = new Float32Array(tables.header.dimensions);
  addBase(vector, tables, word);
  addRuns(vector, tables, word);
  const length = Math.hypot(...vector);
  return length > 1 ? vector.map((value) => value / length) : vector;
}

function addBase(target: Float32Array, { header, index, vectors }: EncoderTables, word: string): void {
  const found = baseOf(word, header.guess.affixes, index);
  if (found === null) return;
  const known = vectors.subarray(found.index * header.dimensions, (found.index + 1) * header.dimensions);
  const factor = found.weight / (Math.hypot(...known) || 1);
  for (let d = 0; d < target.length; d++) target[d] = (target[d] ?? 0) + factor * (known[d] ?? 0);
}

function addRuns(target: Float32Array, { header, parts }: EncoderTables, word: string): void {
  const places = runsOf(word, header.parts);
  for (const place of places) {
    const factor = (header.guess.runs * (parts.scales[place] ?? 0)) / places.length;
    const start = place * target.length;
    for (let d = 0; d < target.length; d++) target[d] = (target[d] ?? 0) + factor * (parts.vectors[start + d] ?? 0);
  }
}

/** Of the known words that a word may be formed from, the one whose affix weighs most. */
export function baseOf(
  word: string,
  affixes: Readonly<Record<string, number>>,
  index: Pick<WordIndex, "get">,
): { readonly index: number; readonly weight: number } | null {
  let best: { readonly index: number; readonly weight: number } | null = null;
  for (const { affix, base } of formations(word)) {
    const weight = Object.hasOwn(affixes, affix) ? (affixes[affix] ?? 0) : 0;
    if (weight <= (best?.weight ?? 0)) continue;
    const known = index.get(base);
    if (known !== undefined) best = { index: known, weight };
  }
  return best;
}

const LONGEST_AFFIX = 5;
const SHORTEST_BASE = 3;

/**
 * How a word may be formed. An affix is written `un-`, `-ing`, and with what it takes from the base: `e-ing` for
 * `raging`, `y-es` for `cities`, `2-ing` for `running`.
 */
export function formations(word: string): readonly { readonly affix: string; readonly base: string }[] {
  const found: { affix: string; base: string }[] = [];
  const add = (affix: string, base: string) => {
    if (base.length >= SHORTEST_BASE) found.push({ affix, base });
  };
  for (let length = 1; length <= Math.min(LONGEST_AFFIX, word.length - SHORTEST_BASE); length++) {
    const begin = word.slice(0, -length);
    const end = word.slice(-length);
    add(`-${end}`, begin);
    add(`e-${end}`, `${begin}e`);
    if (begin.endsWith("i")) add(`y-${end}`, `${begin.slice(0, -1)}y`);
    if (begin.at(-1) === begin.at(-2)) add(`2-${end}`, begin.slice(0, -1));
    add(`${word.slice(0, length)}-`, word.slice(length));
  }
  return found;
}

/** Places of the runs of three to five letters of a word, its ends marked, among `count`. */
export function runsOf(word: string, count: number): readonly number[] {
  const marked = `<${word}>`;
  const places: number[] = [];
  for (let length = 3; length <= 5; length++) {
    for (let start = 0; start + length <= marked.length; start++) {
      places.push(hashStem(marked.slice(start, start + length)) % count);
    }
  }
  return places;
}
