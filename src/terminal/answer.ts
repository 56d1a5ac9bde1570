import type { Abstained, Answer, Answered, ArticleSummary, CitedPassage, Source, Statement } from "#types.ts";
import { clean } from "./clean.ts";
import type { Paint } from "./colour.ts";
import { showDate } from "./date.ts";
import { wrap } from "./wrap.ts";

/** How wide and how coloured a text is to be. */
export interface Look {
  /** Columns. */
  readonly width: number;
  readonly paint: Paint;
}

/** An answer as a person reads it: numbered statements with their sources' numbers, then the sources with the quoted words. */
export function showAnswer(answer: Answer, look: Look): string {
  const blocks = answer.kind === "answered" ? answeredBlocks(answer, look) : abstainedBlocks(answer, look);
  const understood = answer.understoodAs === answer.question ? [] : [understoodAs(answer, look)];
  return [...understood, ...blocks].map((lines) => lines.join("\n")).join("\n\n");
}

/** The sources of an answer, each with the words quoted from it. */
export function showSources(sources: readonly Source[], look: Look): string {
  return sources.flatMap((source) => sourceLines(source, look)).join("\n");
}

/** `Title · Outlet · 15 June 2018`; parts that are not known are left out, except the date. */
export function headline(article: Pick<ArticleSummary, "title" | "outlet" | "publishedAt">, paint: Paint): string {
  const title = paint.bold(clean(article.title) || "(no title)");
  const outlet = article.outlet === null ? [] : [clean(article.outlet)];
  return [title, ...outlet, showDate(article.publishedAt === null ? null : clean(article.publishedAt))].join(" · ");
}

function understoodAs(answer: Answer, { width, paint }: Look): string[] {
  return wrap(`Understood as: ${clean(answer.understoodAs)}`, width).map(paint.dim);
}

function answeredBlocks(answer: Answered, look: Look): string[][] {
  const statements = answer.statements.flatMap((statement, index) => statementLines(statement, index + 1, look));
  const sources = [look.paint.bold("Sources"), ...answer.sources.flatMap((source) => sourceLines(source, look))];
  return [statements, sources, ...(answer.removed > 0 ? [removedLines(answer.removed, look)] : [])];
}

function statementLines(statement: Statement, number: number, { width, paint }: Look): string[] {
  const markers = [...new Set(statement.citations.map((citation) => citation.source))].map((source) => `[${source}]`);
  const lead = `${String(number).padStart(2)}. `;
  return wrap(`${clean(statement.text)} ${markers.map(paint.accent).join("")}`, width, {
    first: lead,
    rest: " ".repeat(lead.length),
  });
}

function sourceLines(source: Source, { width, paint }: Look): string[] {
  const lead = `[${source.number}] `;
  const indent = " ".repeat(lead.length);
  const address = source.url === null ? [] : [`${indent}${paint.dim(clean(source.url))}`];
  const quotes = source.passages.flatMap((passage) => quotesOf(passage));
  return [
    ...wrap(`${paint.accent(lead.trim())} ${headline(source, paint)}`, width, { first: "", rest: indent }),
    ...address,
    ...quotes.flatMap((quote) => wrap(`“${clean(quote)}”`, width, { first: indent, rest: `${indent} ` })),
  ];
}

function quotesOf(passage: CitedPassage): string[] {
  return passage.quotes.map((quote) => quote.text);
}

function removedLines(removed: number, { width, paint }: Look): string[] {
  const what = removed === 1 ? "1 drafted statement was" : `${removed} drafted statements were`;
  const why = removed === 1 ? "its quote did not support it" : "their quotes did not support them";
  return wrap(`${what} left out because ${why}.`, width).map(paint.dim);
}

function abstainedBlocks(answer: Abstained, look: Look): string[][] {
  const { width, paint } = look;
  const nearest = answer.nearest.flatMap((article) =>
    wrap(headline(article, paint), width, { first: "  - ", rest: "    " }),
  );
  return [
    wrap(clean(answer.reason), width),
    ...(nearest.length === 0 ? [] : [["Nearest to your question:", ...nearest]]),
    wrap(`Searched: ${showCoverage(answer.coverage)}.`, width).map(paint.dim),
  ];
}

/** `1 article, dated 15 June 2018` or `12 articles, from 1 May 2018 to 15 June 2018`. */
export function showCoverage(coverage: { articles: number; from: string | null; to: string | null }): string {
  const count = `${coverage.articles.toLocaleString("en")} ${coverage.articles === 1 ? "article" : "articles"}`;
  if (coverage.from === null || coverage.to === null) {
    return count;
  }
  const [from, to] = [showDate(coverage.from), showDate(coverage.to)];
  return from === to ? `${count}, dated ${from}` : `${count}, from ${from} to ${to}`;
}
