import { body, type Claim, compare, shortStands } from "./check.ts";
import { contextOf } from "./context.ts";
import { leadStands } from "./names.ts";
import { quotesAreVerbatim } from "./quotes.ts";
import { RULES_ALONE, type Support, type SupportVerdict, supportOf } from "./support.ts";
import { quotesAreWhole } from "./whole.ts";

export type Verdict = { readonly kept: true } | { readonly kept: false; readonly complaint: string };

/** Whether the quotes carry the statement: the same claim always gets the same verdict. */
export function verify(claim: Claim, support: Support = RULES_ALONE): Verdict {
  const { complaint } = judgeClaim(claim, support);
  return complaint === null ? { kept: true } : { kept: false, complaint };
}

/** The verdict with its score. A quote that is not there makes the other checks idle. */
export function judgeClaim(claim: Claim, support: Support): SupportVerdict {
  const untrue = quotesAreVerbatim(claim) ?? leadStands(claim) ?? quotesAreWhole(claim);
  if (untrue !== null) return { score: 0, complaint: untrue };
  const quotes = claim.statement.quotes.map(({ quote }) => quote);
  const verdict = supportOf(compare(body(claim), quotes, contextOf(claim), support), support);
  const unfounded = verdict.complaint === null ? shortStands(claim) : null;
  return unfounded === null ? verdict : { score: 0, complaint: unfounded };
}
