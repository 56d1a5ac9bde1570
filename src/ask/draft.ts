import type { Span } from "#types.ts";
import { choose } from "./draft/choose.ts";
import { type Comparison, comparison } from "./draft/comparison.ts";
import { joined } from "./draft/join.ts";
import { opening } from "./draft/opening.ts";
import { plain } from "./draft/plain.ts";
import { shortForm } from "./draft/short-form.ts";
import { leadIn } from "./lead-in.ts";
import type { AnalysedPassage } from "./rank/analyse.ts";
import type { RankedSentence } from "./rank/sentences.ts";
import type { Findings } from "./retrieve.ts";

/** A quote before it is checked. */
export interface DraftQuote extends Span {
  readonly passage: AnalysedPassage;
  readonly quote: string;
}

/** A statement before it is checked. Its text is `opening(short, lead)` and then the words of its quotes, in their order. */
export interface DraftStatement {
  readonly text: string;
  /** What was asked, in a few words of one of the quotes (its first letter may be made a capital), or `Yes` or `No`; empty for none. */
  readonly short: string;
  /** Whom the statement is about: words that the title or the article must hold; empty for none. */
  readonly lead: string;
  readonly quotes: readonly DraftQuote[];
}

/** Quotes at most; a reader compares three quotations, not ten. */
const MOST_QUOTES = 3;

/**
 * The extractive answerer: the sentences that answer best, word for word. The best one comes first, with the answer in
 * short in front where that is sure; those that follow stand in reading order.
 */
export function draft(findings: Findings, ranking: readonly RankedSentence[]): readonly DraftStatement[] {
  const compared = comparison(findings, ranking);
  if (compared) return [compare(compared)];
  const chosen = choose(ranking);
  const [best] = chosen;
  if (!best) return [];
  const first = joined(findings, best, ranking);
  const used = new Set(first.map(({ sentence }) => sentence));
  const others = chosen.filter(({ sentence }) => !used.has(sentence)).slice(0, MOST_QUOTES - first.length);
  return [state(first, shortForm(findings, best)), ...inReadingOrder(others, chosen).map((item) => state([item], ""))];
}

function state(items: readonly RankedSentence[], short: string): DraftStatement {
  const [first] = items;
  const lead = first ? leadIn(first.sentence, first.found.analysed) : "";
  const words = items.map(({ sentence }) => plain(sentence.text)).join(" ");
  return { text: `${opening({ short, lead })}${words}`, short, lead, quotes: items.map(quote) };
}

function compare({ both, chosen }: Comparison): DraftStatement {
  const name = chosen.item.sentence.text.slice(chosen.name.start, chosen.name.end);
  const items = both
    .map(({ item }) => item)
    .filter((item, place, all) => place === 0 || item.sentence !== all[0]?.sentence);
  return { ...state(items, name.replace(/\s+/gu, " ")) };
}

function quote({ sentence, found }: RankedSentence): DraftQuote {
  return { passage: found.analysed, start: sentence.start, end: sentence.end, quote: sentence.text };
}

/** Articles in the order in which they were chosen, the sentences of each as they stand in it. */
function inReadingOrder(
  items: readonly RankedSentence[],
  chosen: readonly RankedSentence[],
): readonly RankedSentence[] {
  const articles = chosen.map(({ found }) => `${found.article.shelf}/${found.article.id}`);
  const place = ({ found }: RankedSentence) => articles.indexOf(`${found.article.shelf}/${found.article.id}`);
  return items.toSorted((a, b) => place(a) - place(b) || a.sentence.start - b.sentence.start);
}
