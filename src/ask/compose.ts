import type { CitedPassage, Source, Statement } from "#types.ts";
import type { DraftQuote, DraftStatement } from "./draft.ts";

export interface Composed {
  readonly statements: readonly Statement[];
  readonly sources: readonly Source[];
  readonly asOf: string | null;
}

/** Numbers the articles in order of first appearance and gathers their cited passages, in reading order. */
export function compose(drafts: readonly DraftStatement[]): Composed {
  const quotes = drafts.flatMap((draft) => draft.quotes);
  const numbers = new Map<string, number>();
  for (const quote of quotes) {
    const key = articleKey(quote);
    if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
  }
  const sources = [...numbers].map(([key, number]) =>
    source(
      number,
      quotes.filter((quote) => articleKey(quote) === key),
    ),
  );
  const statements = drafts.map((draft) => ({
    text: draft.text,
    citations: draft.quotes.map((quote) => ({
      source: numbers.get(articleKey(quote)) ?? 0,
      passageId: quote.passage.passage.id,
      start: quote.start,
      end: quote.end,
      quote: quote.quote,
    })),
  }));
  const dates = sources.flatMap(({ publishedAt }) => publishedAt ?? []).toSorted(byTime);
  return { statements, sources, asOf: dates.at(-1) ?? null };
}

function articleKey({ passage }: DraftQuote): string {
  return JSON.stringify([passage.passage.shelf, passage.passage.articleId, passage.passage.version]);
}

function byTime(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b);
}

function source(number: number, quotes: readonly DraftQuote[]): Source {
  const [first] = quotes;
  if (!first) throw new RangeError("A source without a quote.");
  const { title, url, outlet, author, publishedAt, id, shelf } = first.passage.article;
  const ids = [...new Set(quotes.map((quote) => quote.passage.passage.id))];
  const passages = ids
    .map((passageId) => citedPassage(quotes.filter((quote) => quote.passage.passage.id === passageId)))
    .toSorted((a, b) => a.start - b.start);
  const version = first.passage.passage.version;
  return { number, articleId: id, shelf, version, title, url, outlet, author, publishedAt, passages };
}

function citedPassage(quotes: readonly DraftQuote[]): CitedPassage {
  const [first] = quotes;
  if (!first) throw new RangeError("A cited passage without a quote.");
  const { id, start, end, text } = first.passage.passage;
  const spans = new Map(quotes.map((quote) => [`${quote.start}-${quote.end}`, quote]));
  return {
    passageId: id,
    start,
    end,
    text,
    quotes: [...spans.values()]
      .map((quote) => ({ start: quote.start, end: quote.end, text: quote.quote }))
      .toSorted((a, b) => a.start - b.start || a.end - b.end),
  };
}
