import type { Comparison } from "./check.ts";
import { CLEAR_DENIALS, TURNING } from "./cues.ts";
import type { Token } from "./reading.ts";

/**
 * Whether every sentence of the statement is a run of words of the quotes: a quote, a part of one, or several joined.
 * A part that leaves out the denial right before it does not count (`not true that …`).
 */
export function isVerbatim({ stated, quoted }: Comparison): boolean {
  if (stated.tokens.length === 0) return false;
  const places = placesOf(quoted.tokens);
  let from = 0;
  while (from < stated.tokens.length) {
    const starts = places.get(stated.tokens[from]?.text ?? "") ?? [];
    const runs = starts.map((place) => runFrom(stated.tokens, from, quoted.tokens, place));
    const longest = Math.max(0, ...runs);
    if (longest === 0) return false;
    from += longest;
  }
  return true;
}

/** Number of words that stand so in the quotes, cut back to where a sentence of the statement or of the quotes ends. */
function runFrom(stated: readonly Token[], from: number, quoted: readonly Token[], place: number): number {
  // Within a sentence of the statement only whole sentences follow one another: fragments are never stitched.
  if (isDenied(quoted, place) || !(endsSentence(stated, from) || endsSentence(quoted, place))) return 0;
  let length = 0;
  while (isSame(stated[from + length], quoted[place + length])) length += 1;
  while (length > 0 && !endsSentence(stated, from + length) && !endsSentence(quoted, place + length)) length -= 1;
  return length;
}

function endsSentence(tokens: readonly Token[], after: number): boolean {
  return tokens[after]?.sentence !== tokens[after - 1]?.sentence;
}

function placesOf(tokens: readonly Token[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const { text, place } of tokens) {
    const known = places.get(text);
    if (known) known.push(place);
    else places.set(text, [place]);
  }
  return places;
}

function isSame(one: Token | undefined, other: Token | undefined): boolean {
  return one !== undefined && one.text === other?.text;
}

/** Words before a place within which a denial governs it. */
const GOVERNS = 6;

function isDenied(tokens: readonly Token[], place: number): boolean {
  const here = tokens[place];
  return tokens
    .slice(Math.max(0, place - GOVERNS), place)
    .filter(({ sentence, clause }) => sentence === here?.sentence && clause === here.clause)
    .some(({ text }) => CLEAR_DENIALS.test(text) || TURNING.test(text));
}
