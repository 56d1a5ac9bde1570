import type { Reading, SentenceReading } from "#ask/rank/reading.ts";
import type { Findings } from "#ask/retrieve.ts";

/** Words further away than so many have half the say. */
const HALF_DISTANCE = 3;
/** Left and right of a place: the nearest telling word, name, focus and last word of the question, by strength and distance. */
export function nearness(
  findings: Findings,
  { telling, naming, rarity }: Reading,
  { sentence }: SentenceReading,
): (at: number) => readonly number[] {
  const { question, matcher } = findings;
  const focus = question.words.findIndex(({ term }) => term.stem === question.focus);
  const last = question.words.length - 1;
  const most = (weights: readonly number[]) => Math.max(1e-9, ...weights);
  const greatest = { telling: most(telling), naming: most(naming), all: most(rarity) };
  const matched = sentence.terms.flatMap((term, at): Matched | readonly [] => {
    const matches = matcher.match(term);
    if (matches.length === 0) return [];
    const best = (weight: (word: number) => number) =>
      Math.max(...matches.map(({ word, strength }) => strength * weight(word)));
    return {
      at,
      of: [
        best((word) => (telling[word] ?? 0) / greatest.telling),
        best((word) => (naming[word] ?? 0) / greatest.naming),
        best((word) => (word === focus ? 1 : 0)),
        best((word) => (word === last ? 1 : 0)),
      ],
    };
  });
  return (at) => nearTo(at, matched);
}

interface Matched {
  readonly at: number;
  /** Strength as telling word, as name, as focus and as last word of the question. */
  readonly of: readonly number[];
}

function nearTo(at: number, matched: readonly Matched[]): readonly number[] {
  const near = new Array<number>(9).fill(0);
  for (const { at: place, of } of matched) {
    const distance = Math.abs(place - at);
    if (distance === 0) continue;
    const weight = 1 / (1 + (distance - 1) / HALF_DISTANCE);
    const side = place < at ? 0 : 1;
    for (const [kind, strength] of of.entries()) {
      near[2 * kind + side] = Math.max(near[2 * kind + side] ?? 0, strength * weight);
    }
    if (distance <= 2) near[8] = Math.max(near[8] ?? 0, of[0] ?? 0);
  }
  return near;
}
