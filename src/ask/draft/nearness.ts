import type { Span } from "#types.ts";
import type { Alignment, Token } from "./align.ts";

/** How firmly an expression hangs on what is asked. All 0 to 1. */
export interface Hold {
  /** Share of the question that stands in the sentence. */
  readonly covered: number;
  /** The same, each word the less the further away it stands. */
  readonly near: number;
}

/** Words of distance that halve what a match counts, and what the border of a clause adds. */
const HALF_DISTANCE = 6;
const BORDER = 3;

export function holdOf({ tokens, weights }: Alignment, span: Span): Hold {
  const inside = (token: Token) => token.start < span.end && token.end > span.start;
  const first = tokens.findIndex(inside);
  const last = tokens.findLastIndex(inside);
  const covered = new Array<number>(weights.length).fill(0);
  const near = new Array<number>(weights.length).fill(0);
  for (const [index, token] of tokens.entries()) {
    const edge = tokens[index < first ? first : last];
    const distance = Math.max(1, index < first ? first - index : index - last);
    const borders = edge ? Math.abs(edge.clause - token.clause) : 0;
    const decay = 0.5 ** ((distance - 1 + BORDER * borders) / HALF_DISTANCE);
    for (const [word, strength] of token.matches) {
      covered[word] = Math.max(covered[word] ?? 0, strength);
      near[word] = Math.max(near[word] ?? 0, strength * decay);
    }
  }
  return { covered: weighted(covered, weights), near: weighted(near, weights) };
}

function weighted(values: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total === 0 ? 0 : values.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0) / total;
}
