import type { Lexicon } from "#ports.ts";
import type { Token } from "./reading.ts";

/** From here on two words are taken to be about the same (99 of 100 pairs taken at random stay below .34). */
const SAME_COSINE = 0.6;

export function areAlike(a: Token, b: Token, lexicon: Lexicon | null): boolean {
  return a.stem === b.stem || likeness(a, b, lexicon) >= SAME_COSINE;
}

/** Cosine of the words' vectors, 1 for the same stem, 0 where names or numbers differ or nothing is known. */
export function likeness(a: Token, b: Token, lexicon: Lexicon | null): number {
  if (a.stem === b.stem) return 1;
  if (lexicon === null || isFixed(a) || isFixed(b)) return 0;
  const first = lexicon.vector(a.text);
  const second = first && lexicon.vector(b.text);
  return first && second ? dot(first, second) : 0;
}

/** Names and numbers are not exchanged for similar ones: Paris is near London in every table of vectors. */
function isFixed({ text, isCapital, isFirst }: Token): boolean {
  return (isCapital && !isFirst) || /\d/u.test(text);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
