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
    const length = wholeSentences(stated.tokens, from, longestRun(stated.tokens, from, quoted.tokens, places));
    if (length === 0) return false;
    from += length;
  }
  return true;
}

/** The run, cut back to where a sentence of the statement ends. */
function wholeSentences(tokens: readonly Token[], from: number, run: number): number {
  let length = run;
  while (length > 0 && tokens[from + length]?.sentence === tokens[from + length - 1]?.sentence) length -= 1;
  return length;
}

/** Number of words from `from` on that stand so in the quotes, in one piece. */
export function longestRun(
  stated: readonly Token[],
  from: number,
  quoted: readonly Token[],
  places: ReadonlyMap<string, readonly number[]>,
): number {
  let best = 0;
  for (const place of places.get(stated[from]?.text ?? "") ?? []) {
    if (isDenied(quoted, place)) continue;
    let length = 1;
    while (isSame(stated[from + length], quoted[place + length])) length += 1;
    best = Math.max(best, length);
  }
  return best;
}

export function placesOf(tokens: readonly Token[]): ReadonlyMap<string, readonly number[]> {
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

/** A denial stands before the place in its clause, within the words that could govern it. */
function isDenied(tokens: readonly Token[], place: number): boolean {
  const here = tokens[place];
  return tokens
    .slice(Math.max(0, place - GOVERNS), place)
    .some(
      ({ text, clause, sentence }) =>
        sentence === here?.sentence && clause === here.clause && (CLEAR_DENIALS.test(text) || TURNING.test(text)),
    );
}

const GOVERNS = 6;
