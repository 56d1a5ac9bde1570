import type { DraftQuote, DraftStatement } from "#ask/draft.ts";
import type { AnalysedPassage } from "#ask/rank/analyse.ts";
import { judgeForeign } from "#ask/verify/foreign.ts";
import { speaksEnglish } from "#ask/verify/language.ts";
import { locateQuotes } from "#ask/verify/locate.ts";
import { plainProse } from "#ask/verify/plain-prose.ts";
import type { Support } from "#ask/verify/support.ts";
import { judgeClaim } from "#ask/verify/verify.ts";
import { addressesModel } from "#text/addressed.ts";
import type { Article } from "#types.ts";
import type { Offer } from "./offer.ts";
import type { Said, SaidQuote } from "./said.ts";

export type SaidStatement = Said & { readonly kind: "statement" };

export type Checked =
  | {
      readonly kept: true;
      readonly statement: DraftStatement;
      /** It is in another language than its quotes, or none in English: the rules saw names, numbers and dates only. */
      readonly isForeign: boolean;
    }
  | {
      readonly kept: false;
      readonly complaint: string;
      /** Its form is wrong, or it obeys an article: that says nothing of whether the articles answer. */
      readonly isImproper: boolean;
    };

/** What a statement is checked against. */
export interface Grounds {
  readonly offer: Offer;
  /** By passage id; `null`: no longer there. */
  readonly articles: ReadonlyMap<string, Article | null>;
  readonly support: Support;
}

/** A statement of a model, held to the passages it was shown. The complaint is for the model to act on. */
export function checkStatement(said: SaidStatement, { offer, articles, support }: Grounds): Checked {
  const located = locateAll(said.quotes, offer);
  if ("complaint" in located) return { kept: false, isImproper: false, ...located };
  const { quotes } = located;
  const improper = improperIn(
    said.text,
    quotes.map(({ quote }) => quote),
  );
  if (improper !== null) return { kept: false, isImproper: true, complaint: improper };
  const asQuoted = judge(said.text, quotes, { articles, support });
  if (asQuoted.kept) return asQuoted;
  // Half a sentence may leave out who or when: the whole one is the better quote.
  const widened = judge(said.text, once(quotes.map(wholeSentences)), { articles, support });
  return widened.kept ? widened : asQuoted;
}

function judge(
  text: string,
  quotes: readonly DraftQuote[],
  { articles, support }: Pick<Grounds, "articles" | "support">,
): Checked {
  const statement: DraftStatement = { text, short: "", lead: "", quotes };
  const quoted = quotes.map(({ quote }) => quote).join(" ");
  const claim = { statement, articles };
  const verdict = judgeClaim(claim, support);
  // What is quoted word for word needs no judge of its language.
  const isForeign = verdict.score < 1 && (speaksEnglish(text) === false || speaksEnglish(quoted) === false);
  const complaint = isForeign ? judgeForeign(claim).complaint : verdict.complaint;
  return complaint === null ? { kept: true, statement, isForeign } : { kept: false, isImproper: false, complaint };
}

/** The quote with the rest of the sentences that it takes a part of. */
function wholeSentences({ passage, start, end }: DraftQuote): DraftQuote {
  const touched = passage.sentences.filter((sentence) => sentence.start < end && sentence.end > start);
  const from = Math.min(start, ...touched.map((sentence) => sentence.start));
  const to = Math.max(end, ...touched.map((sentence) => sentence.end));
  const offset = passage.passage.start;
  return quoteAt(passage, from - offset, to - offset);
}

/** What makes a statement unfit to be shown whatever it says: its form, or an order to a model as its ground. */
function improperIn(text: string, quotes: readonly string[]): string | null {
  return plainProse(text, quotes) ?? quotes.map(addressesModel).find((complaint) => complaint !== null) ?? null;
}

type Located = { readonly quotes: readonly DraftQuote[] } | { readonly complaint: string };

/** The quotes as they stand in their passages, each once. */
function locateAll(said: readonly SaidQuote[], { passages }: Offer): Located {
  const quotes: DraftQuote[] = [];
  for (const { label, quote } of said) {
    const passage = passages.get(label);
    if (!passage) return { complaint: `There is no passage “${label}”. Use the labels of the passages.` };
    const spans = locateQuotes(quote, passage.passage.text);
    if (spans === null) {
      return { complaint: `“${quote.slice(0, 200)}” does not stand in passage ${label}. Quote it letter by letter.` };
    }
    for (const { start, end } of spans) quotes.push(quoteAt(passage, start, end));
  }
  return quotes.length === 0
    ? { complaint: "The statement has no quote. Quote the words it rests on." }
    : { quotes: once(quotes) };
}

/** Offsets of a quote count in its article. */
function quoteAt(passage: AnalysedPassage, start: number, end: number): DraftQuote {
  const offset = passage.passage.start;
  return { passage, start: offset + start, end: offset + end, quote: passage.passage.text.slice(start, end) };
}

function once(quotes: readonly DraftQuote[]): readonly DraftQuote[] {
  const key = ({ passage, start, end }: DraftQuote) => `${passage.passage.id} ${start} ${end}`;
  return [...new Map(quotes.map((quote) => [key(quote), quote])).values()];
}
