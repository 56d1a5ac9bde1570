import type { Check, Comparison } from "./check.ts";
import { likeness } from "./likeness.ts";
import type { Token } from "./reading.ts";

/** Share of the statement's content words that its quotes must hold, where nothing learned decides. */
const LEAST_COVERED = 0.6;

/** Few content words of the statement are missing from its quotes. */
export const wordsAreCovered: Check = (comparison) => {
  const stated = contentOf(comparison);
  const missing = stated.filter((token) => bestLikeness(token, comparison) < ALIKE);
  if (stated.length - missing.length >= LEAST_COVERED * stated.length) return null;
  const listed = missing.slice(0, 5).map(({ stem }) => stem);
  return `${missing.length} of ${stated.length} content words do not stand in the quotes: ${listed.join(", ")}.`;
};

const ALIKE = 0.7;

/** The different content words of the statement. */
export function contentOf({ stated }: Comparison): readonly Token[] {
  const seen = new Set<string>();
  return stated.tokens.filter(({ isContent, stem }) => isContent && !seen.has(stem) && seen.add(stem));
}

/** How near the nearest word of the quotes comes: 1 for the same stem. */
export function bestLikeness(token: Token, { quoted, lexicon }: Comparison): number {
  if (quoted.stems.has(token.stem)) return 1;
  if (lexicon === null) return 0;
  let best = 0;
  for (const other of quoted.tokens) {
    if (other.isContent) best = Math.max(best, likeness(token, other, lexicon));
  }
  return best;
}
