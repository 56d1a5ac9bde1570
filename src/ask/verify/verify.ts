import type { Check, Claim } from "./check.ts";
import { namesAreQuoted } from "./names.ts";
import { negationIsKept } from "./negation.ts";
import { numbersAreQuoted } from "./numbers.ts";
import { quotesAreVerbatim } from "./quotes.ts";
import { wordsAreCovered } from "./words.ts";

export type Verdict = { readonly kept: true } | { readonly kept: false; readonly complaint: string };

/** The order in which a complaint helps most: a quote that is not there makes the other checks idle. */
const CHECKS: readonly Check[] = [quotesAreVerbatim, numbersAreQuoted, namesAreQuoted, negationIsKept, wordsAreCovered];

/** Whether the quotes carry the statement, by rules alone: the same claim always gets the same verdict. */
export function verify(claim: Claim): Verdict {
  for (const check of CHECKS) {
    const complaint = check(claim);
    if (complaint !== null) return { kept: false, complaint };
  }
  return { kept: true };
}
