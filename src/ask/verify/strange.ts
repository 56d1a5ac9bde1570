import type { Comparison } from "./check.ts";
import { likeness } from "./likeness.ts";
import type { Reading, Token } from "./reading.ts";

/** Below it two words are hardly about the same. */
const LEAST_LIKE = 0.3;

/**
 * Whether words of the statement replace others of its quotes that they have nothing to do with: a common word stands
 * nowhere in the quotes, is not like any word it replaces, and is not known to stand for one.
 */
export function isStrange(one: readonly Token[], replaced: readonly Token[], comparison: Comparison): boolean {
  const { stated, quoted, lexicon, thesaurus } = comparison;
  const rivals = replaced.filter((token) => isCommon(quoted, token));
  if (lexicon === null || rivals.length === 0) return false;
  return one
    .filter((token) => isCommon(stated, token) && !quoted.stems.has(token.stem))
    .some((token) => {
      const related = thesaurus?.related(token.stem);
      return !rivals.some((other) => related?.has(other.stem) || likeness(token, other, lexicon) >= LEAST_LIKE);
    });
}

/** No name, no number, and no verb that says little. */
function isCommon({ numbers }: Reading, { text, isContent, isCapital, start, end }: Token): boolean {
  if (!isContent || isCapital || LIGHT.has(text)) return false;
  return !numbers.some((number) => number.start <= start && end <= number.end);
}

const LIGHT: ReadonlySet<string> = new Set(
  `go goes going went gone get gets got become becomes became make makes made take takes took taken come comes came put
  puts set sets give gives gave given keep keeps kept hold holds held say says said tell tells told see sees saw seen use
  uses used let lets began begin start started called known later earlier nearly almost`.split(/\s+/u),
);
