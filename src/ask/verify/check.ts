import { opening } from "#ask/draft/opening.ts";
import type { DraftStatement } from "#ask/draft.ts";
import type { Article } from "#types.ts";

/** A statement beside the articles its quotes name (by passage id; `null`: no longer there). */
export interface Claim {
  readonly statement: DraftStatement;
  readonly articles: ReadonlyMap<string, Article | null>;
}

/** Looks at one aspect of a claim: `null` when it holds, otherwise what is wrong, for a reader or a model to act on. */
export type Check = (claim: Claim) => string | null;

/** The statement without its lead-in, and without its short answer where that is one word of assent or stands in a quote. */
export function body({ statement }: Claim): string {
  const { text, lead } = statement;
  const front = opening({ short: stands(statement) ? statement.short : "", lead });
  return text.startsWith(front) ? text.slice(front.length) : text;
}

/** Word for word in one quote, but for the case of the first letter and the width of white space. */
function stands({ short, quotes }: DraftStatement): boolean {
  if (/^(?:Yes|No)$/u.test(short)) return true;
  const spelled = [short, short.charAt(0).toLowerCase() + short.slice(1)];
  const asWords = spelled.map((words) => ` ${words} `.replace(/[^\p{L}\p{N}$€£¥%]+/gu, " "));
  return quotes.some(({ quote }) => {
    const quoted = ` ${quote} `.replace(/[^\p{L}\p{N}$€£¥%]+/gu, " ");
    return asWords.some((words) => quoted.includes(words));
  });
}

export function quotedText({ statement }: Claim): string {
  return statement.quotes.map((quote) => quote.quote).join("\n");
}
