import type { Citation, CitedPassage, Source, Statement } from "#types.ts";
import type { DraftQuote, DraftStatement } from "./draft.ts";
import type { Found } from "./retrieve.ts";
import type { Disagreement } from "./sources/disagreements.ts";
import { carrierKey, type KnownCarriers } from "./sources/known-carriers.ts";
import { markOlder } from "./sources/older.ts";
import { carriersOf } from "./sources/reprints.ts";

export interface Composed {
  readonly statements: readonly Statement[];
  readonly sources: readonly Source[];
  readonly asOf: string | null;
}

/** What a composed answer can say besides its statements. */
export interface Beside {
  /** Everything that was found, reprints too: where a source has carriers, they are named. */
  readonly evidence?: readonly Found[];
  /** Who carries the cited articles as far as the library knows. */
  readonly carriers?: KnownCarriers;
  /** See `disagreements`; `of` counts in the drafts. */
  readonly disagreements?: readonly Disagreement[];
}

/**
 * Numbers the articles in order of first appearance and gathers their cited passages, in reading order. Statements that
 * disagree with one of the drafts stand behind them all, so that no number changes that was given while drafts arrived.
 */
export function compose(
  drafts: readonly DraftStatement[],
  { evidence = [], carriers = new Map(), disagreements = [] }: Beside = {},
): Composed {
  const all = [...new Set([...drafts, ...disagreements.map(({ statement }) => statement)])];
  const quotes = all.flatMap((draft) => draft.quotes);
  const numbers = new Map<string, number>();
  for (const quote of quotes) {
    const key = articleKey(quote);
    if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
  }
  const sources = [...numbers].map(([key, number]) => {
    const own = quotes.filter((quote) => articleKey(quote) === key);
    return carried(source(number, own), own, { evidence, carriers });
  });
  const statements = all.map((draft) => {
    const disagreement = disagreements.find(({ statement }) => statement === draft);
    return {
      text: draft.text,
      citations: draft.quotes.map((quote) => citation(quote, numbers)),
      ...(disagreement && { disagreesWith: disagreement.of }),
    };
  });
  const dates = sources.flatMap(({ publishedAt }) => publishedAt ?? []).toSorted(byTime);
  return { statements, sources: markOlder(sources), asOf: dates.at(-1) ?? null };
}

function citation(quote: DraftQuote, numbers: ReadonlyMap<string, number>): Citation {
  return {
    source: numbers.get(articleKey(quote)) ?? 0,
    passageId: quote.passage.passage.id,
    start: quote.start,
    end: quote.end,
    quote: quote.quote,
  };
}

/** Named are those that carry any of the cited passages. */
function carried(
  source: Source,
  quotes: readonly DraftQuote[],
  { evidence, carriers }: Required<Pick<Beside, "evidence" | "carriers">>,
): Source {
  const stored = carriers.get(carrierKey({ shelf: source.shelf, id: source.articleId }));
  const all = carriersOf([...new Set(quotes.map(({ passage }) => passage))], evidence, stored);
  return all.length === 0 ? source : { ...source, alsoCarriedBy: all };
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
