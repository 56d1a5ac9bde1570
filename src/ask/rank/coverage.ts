import type { Matcher } from "./matcher.ts";
import type { Term } from "./vocabulary.ts";

/** For each word of the question the strength of its best match among the terms, times its weight. */
export function coverageOf(terms: Iterable<Term>, matcher: Matcher, weights: readonly number[]): number[] {
  const best = new Array<number>(weights.length).fill(0);
  for (const term of terms) {
    for (const { word, strength } of matcher.match(term)) {
      const value = strength * (weights[word] ?? 0);
      if (value > (best[word] ?? 0)) best[word] = value;
    }
  }
  return best;
}

/** The covered part of the whole weight, 0 to 1. */
export function share(covered: readonly number[], weights: readonly number[]): number {
  const whole = sum(weights);
  return whole === 0 ? 0 : sum(covered) / whole;
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
