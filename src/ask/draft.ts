import type { Span } from "#types.ts";
import { leadIn } from "./lead-in.ts";
import type { AnalysedPassage } from "./rank/analyse.ts";
import type { RankedSentence } from "./rank/sentences.ts";

/** A quote before it is checked. */
export interface DraftQuote extends Span {
  readonly passage: AnalysedPassage;
  readonly quote: string;
}

/** A statement before it is checked. */
export interface DraftStatement {
  readonly text: string;
  /** Words that were put in front and that the title or the article must hold; empty for none. */
  readonly lead: string;
  readonly quotes: readonly DraftQuote[];
}

/** Statements at most; a reader compares three quotations, not ten. */
const MOST_STATEMENTS = 3;
/** A sentence this far behind the best adds more noise than help. */
const FURTHEST_BEHIND = 4;

/** The extractive answerer: the sentences that answer best, word for word, the best one first. */
export function draft(ranking: readonly RankedSentence[]): readonly DraftStatement[] {
  const best = ranking[0]?.score ?? 0;
  const seen = new Set<string>();
  const chosen: RankedSentence[] = [];
  for (const candidate of ranking) {
    if (chosen.length >= MOST_STATEMENTS || candidate.score < best - FURTHEST_BEHIND) break;
    const words = candidate.sentence.terms.map((term) => term.surface).join(" ");
    if (words === "" || seen.has(words)) continue;
    seen.add(words);
    chosen.push(candidate);
  }
  return chosen.map(state);
}

function state({ sentence, found }: RankedSentence): DraftStatement {
  const lead = leadIn(sentence, found.analysed);
  const plain = sentence.text.replace(/\s+/gu, " ").trim();
  return {
    text: lead === "" ? plain : `About ${lead}: ${plain}`,
    lead,
    quotes: [{ passage: found.analysed, start: sentence.start, end: sentence.end, quote: sentence.text }],
  };
}
