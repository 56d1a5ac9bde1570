import type { DraftStatement } from "#ask/draft.ts";
import type { Article } from "#types.ts";

/** A statement beside the articles its quotes name (by passage id; `null`: no longer there). */
export interface Claim {
  readonly statement: DraftStatement;
  readonly articles: ReadonlyMap<string, Article | null>;
}

/** Looks at one aspect of a claim: `null` when it holds, otherwise what is wrong, for a reader or a model to act on. */
export type Check = (claim: Claim) => string | null;

/** The statement without its lead-in. */
export function body({ statement }: Claim): string {
  const lead = statement.lead === "" ? "" : `About ${statement.lead}: `;
  return statement.text.startsWith(lead) ? statement.text.slice(lead.length) : statement.text;
}

export function quotedText({ statement }: Claim): string {
  return statement.quotes.map((quote) => quote.quote).join("\n");
}
