import type { Comparison } from "./check.ts";
import { CLEAR_DENIALS, TURNING } from "./cues.ts";
import type { Reading, Token } from "./reading.ts";

/**
 * Whether every sentence of the statement is a run of words of the quotes: a quote, a part of one, or several joined.
 * A part that leaves out the denial right before it does not count (`not true that …`).
 */
export function isVerbatim({ stated, quoted }: Comparison): boolean {
  if (stated.tokens.length === 0 || !signsStand(stated, quoted)) return false;
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

/** Signs of money and percent are no words, but must stand at their numbers. */
function signsStand(stated: Reading, quoted: Reading): boolean {
  const signed = ({ text }: Reading) => (text.match(SIGNED) ?? []).map((number) => number.replace(/\s/gu, ""));
  const known = new Set(signed(quoted));
  return signed(stated).every((number) => known.has(number));
}

/** With its minus and the sign of its currency, or alone in front of a percent sign; bare numbers too. */
const SIGNED = /(?:(?<![\p{L}\p{N})])[-−])?(?:[$€£¥₹]\s?)?\d[\d.,]*(?<=\d)(?:\s?%)?/gu;

/** Number of words that stand so in the quotes, cut back to where a sentence of the statement or of the quotes ends. */
function runFrom(stated: readonly Token[], from: number, quoted: readonly Token[], place: number): number {
  // Within a sentence of the statement only whole sentences follow one another: fragments are never stitched.
  if (isDenied(quoted, place) || !(endsSentence(stated, from) || endsSentence(quoted, place))) return 0;
  let length = 0;
  while (isSame(stated[from + length], quoted[place + length])) length += 1;
  while (length > 0 && !endsSentence(stated, from + length) && !endsSentence(quoted, place + length)) length -= 1;
  return length > 0 && endsBeforeDenial(quoted, place + length) ? 0 : length;
}

/** `… but she did` of `… but she did not`. */
function endsBeforeDenial(tokens: readonly Token[], after: number): boolean {
  const [last, next] = [tokens[after - 1], tokens[after]];
  return (
    next !== undefined && next.clause === last?.clause && /^(?:not|never|no|none|nothing|nobody)$/u.test(next.text)
  );
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
