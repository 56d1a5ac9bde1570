import { compare } from "#ask/verify/check.ts";
import { missingNames, nameWords } from "#ask/verify/names.ts";
import { numbersAreQuoted } from "#ask/verify/numbers.ts";
import { plainProse } from "#ask/verify/plain-prose.ts";
import { bestLikeness, contentOf } from "#ask/verify/words.ts";
import type { Lexicon } from "#ports.ts";

/** Share of the content words that must come from what was said before, or be like it. */
const LEAST_KNOWN = 0.5;
const ALIKE = 0.55;

/**
 * Whether words of a model about a question (its stand-alone form, what is missing) say nothing that the people did not
 * say: plain prose, every name and number theirs, and most of the rest. Only then they are shown.
 */
export function staysWithin(text: string, said: readonly string[], lexicon: Lexicon | null): boolean {
  if (plainProse(text, []) !== null) return false;
  const comparison = compare(text, said, { head: "", passage: "", before: "" }, { lexicon });
  const isNamed = nameWords(comparison.stated).filter((token) => !token.isFirst);
  const strangers = missingNames(comparison).filter((token) => isNamed.includes(token));
  if (strangers.length > 0 || numbersAreQuoted(comparison) !== null) return false;
  const content = contentOf(comparison);
  const known = content.filter((token) => bestLikeness(token, comparison) >= ALIKE);
  return known.length >= LEAST_KNOWN * content.length;
}
