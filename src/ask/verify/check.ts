import { opening } from "#ask/draft/opening.ts";
import type { DraftStatement } from "#ask/draft.ts";
import type { Lexicon, Thesaurus } from "#ports.ts";
import type { Article } from "#types.ts";
import type { ContextText } from "./context.ts";
import { type Reading, read } from "./reading.ts";

/** A statement beside the articles its quotes name (by passage id; `null`: no longer there). */
export interface Claim {
  readonly statement: DraftStatement;
  readonly articles: ReadonlyMap<string, Article | null>;
}

/** A statement beside the words it is said to rest on, both taken apart. */
export interface Comparison {
  readonly stated: Reading;
  readonly quoted: Reading;
  readonly context: Context;
  /** `null`: words are compared by their stems alone. */
  readonly lexicon: Lexicon | null;
  /** `null`: opposites are those of a list of ours alone. */
  readonly thesaurus: Thesaurus | null;
}

interface Context {
  /** Title and date of the articles. */
  readonly head: string;
  /** Title and passages; taken apart when it is first looked at. */
  readonly around: () => Reading;
  /** The sentences that a pronoun of the quotes may point back to, see `ContextText`. */
  readonly before: () => Reading;
}

/** Looks at one aspect of a claim: `null` when it holds, otherwise what is wrong, for a reader or a model to act on. */
export type Check = (comparison: Comparison) => string | null;

/** What is compared with, besides the quotes themselves. */
export interface Knowledge {
  readonly lexicon: Lexicon | null;
  /** Opposites of words; absent or `null`: only those of a list of ours. */
  readonly thesaurus?: Thesaurus | null;
}

export function compare(
  statement: string,
  quotes: readonly string[],
  context: ContextText,
  { lexicon, thesaurus }: Knowledge,
): Comparison {
  return {
    stated: read(statement),
    quoted: read(quotes.join("\n\n")),
    context: {
      head: context.head,
      around: once(() => read(`${context.head}\n\n${context.passage}`)),
      before: once(() => read(context.before)),
    },
    lexicon,
    thesaurus: thesaurus ?? null,
  };
}

function once(make: () => Reading): () => Reading {
  let made: Reading | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

/** The statement without its lead-in, and without its short answer where that is one word of assent or stands in a quote. */
export function body({ statement }: Claim): string {
  const { text, lead } = statement;
  const front = opening({ short: stands(statement) ? statement.short : "", lead });
  return text.startsWith(front) ? text.slice(front.length) : text;
}

/** The short answer in front is one word of assent, or stands in a quote: `null`; otherwise what is wrong. */
export function shortStands({ statement }: Claim): string | null {
  if (statement.short === "" || stands(statement)) return null;
  return `“${statement.short}” does not stand in the quotes.`;
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
