import type { CitedPassage, Source, Span } from "#types.ts";
import { headline } from "./answer.ts";
import { clean } from "./clean.ts";
import type { Look } from "./look.ts";
import { wrap } from "./wrap.ts";

/** Every passage cited from a source in full, the quoted words bold on a terminal and between » and « elsewhere. */
export function showPassages(source: Source, look: Look): string {
  const { width, paint } = look;
  const title = wrap(`${paint.accent(`[${source.number}]`)} ${headline(source, paint)}`, width);
  const address = source.url === null ? [] : [paint.dim(clean(source.url))];
  const passages = source.passages.map((passage) => passageLines(passage, look));
  return [[...title, ...address], ...passages].map((lines) => lines.join("\n")).join("\n\n");
}

/** One paragraph of the article is one paragraph here. */
function passageLines(passage: CitedPassage, { width, paint }: Look): string[] {
  const marked = paint.enabled ? emphasise(passage, paint.bold) : emphasise(passage, (words) => `»${words}«`);
  const paragraphs = marked.map((paragraph) => wrap(paragraph, width, { first: "  ", rest: "  " }));
  return paragraphs.flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}

/** The paragraphs of a passage, with every word run inside a quote passed through `mark`. */
function emphasise(passage: CitedPassage, mark: (words: string) => string): string[] {
  const quotes = merged(passage.quotes);
  return paragraphsOf(passage).map(({ start, end }) => {
    const slice = (from: number, to: number): string =>
      clean(passage.text.slice(from - passage.start, to - passage.start));
    let text = "";
    let at = start;
    for (const quote of quotes.filter((span) => span.start < end && span.end > start)) {
      const from = Math.max(quote.start, start);
      const to = Math.min(quote.end, end);
      text += slice(at, from) + markWords(slice(from, to), mark);
      at = to;
    }
    return text + slice(at, end);
  });
}

/** White space at the edges stays outside the mark. */
function markWords(words: string, mark: (words: string) => string): string {
  const inner = words.trim();
  return inner === "" ? words : words.replace(inner, () => mark(inner));
}

function paragraphsOf(passage: CitedPassage): Span[] {
  return [...passage.text.matchAll(/\S(?:(?!\n\s*\n)[\s\S])*/gu)].map((match) => ({
    start: passage.start + match.index,
    end: passage.start + match.index + match[0].length,
  }));
}

/** Overlapping and touching quotes as one, in reading order. */
function merged(quotes: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const quote of quotes.toSorted((left, right) => left.start - right.start)) {
    const last = spans.at(-1);
    if (last !== undefined && quote.start <= last.end) {
      spans[spans.length - 1] = { start: last.start, end: Math.max(last.end, quote.end) };
    } else {
      spans.push(quote);
    }
  }
  return spans;
}
