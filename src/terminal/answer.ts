import type { Abstained, Answer, Answered, ArticleSummary, CitedPassage, Source } from "#types.ts";
import { clean } from "./clean.ts";
import type { Paint } from "./colour.ts";
import { showDate } from "./date.ts";
import { enumerate } from "./enumerate.ts";
import { idLabel, showLabels } from "./labels.ts";
import type { Look } from "./look.ts";
import { showStatements } from "./statements.ts";
import { wrap } from "./wrap.ts";

/**
 * An answer as a person reads it: numbered statements with their sources' numbers, the sources with the quoted words,
 * then how it came about. `answerId` is the id it is kept under.
 */
export function showAnswer(answer: Answer, look: Look, answerId: string | null = null): string {
  if (answer.kind === "abstained") {
    return blocks([...showUnderstood(answer, look), ...abstainedBlocks(answer, look, answerId)]);
  }
  return blocks([
    ...showUnderstood(answer, look),
    showStatements(answer, look),
    ...underStatements(answer, look, answerId),
  ]);
}

/** What stands under the statements of an answer. */
export function showBasis(answer: Answered, look: Look, answerId: string | null = null): string {
  return blocks(underStatements(answer, look, answerId));
}

/** How a follow-up was understood: one block, none where it stands as it was asked. */
export function showUnderstood({ question, understoodAs }: Answer, { width, paint }: Look): string[][] {
  return understoodAs === question ? [] : [wrap(`Understood as: ${clean(understoodAs)}`, width).map(paint.dim)];
}

/** The sources of an answer, each with the words quoted from it. */
export function showSources(sources: readonly Source[], look: Look): string {
  return sources.flatMap((source) => sourceLines(source, look)).join("\n");
}

/** `Title · Outlet · 15 June 2018 (older)`; parts that are not known are left out, except the date. */
export function headline(
  article: Pick<ArticleSummary, "title" | "outlet" | "publishedAt"> & Pick<Source, "isOlder">,
  paint: Paint,
): string {
  const title = paint.bold(clean(article.title) || "(no title)");
  const outlet = article.outlet === null ? [] : [clean(article.outlet)];
  const date = showDate(article.publishedAt === null ? null : clean(article.publishedAt));
  return [title, ...outlet, article.isOlder === true ? `${date} (older)` : date].join(" · ");
}

function blocks(parts: readonly (readonly string[])[]): string {
  return parts.map((lines) => lines.join("\n")).join("\n\n");
}

function underStatements(answer: Answered, look: Look, answerId: string | null): string[][] {
  const sources = answer.sources.flatMap((source) => sourceLines(source, look));
  return [[look.paint.bold("Sources"), ...sources], showLabels(answer, answerId, look)];
}

function sourceLines(source: Source, { width, paint }: Look): string[] {
  const lead = `[${source.number}] `;
  const indent = " ".repeat(lead.length);
  const address = source.url === null ? [] : [`${indent}${paint.dim(clean(source.url))}`];
  const quotes = source.passages.flatMap((passage) => quotesOf(passage));
  return [
    ...wrap(`${paint.accent(lead.trim())} ${headline(source, paint)}`, width, { first: "", rest: indent }),
    ...address,
    ...alsoCarriedBy(source).flatMap((line) => wrap(line, width, { first: indent, rest: indent })),
    ...quotes.flatMap((quote) => wrap(`“${clean(quote)}”`, width, { first: indent, rest: `${indent} ` })),
  ];
}

/** `Also carried by The Post, Valley Courier and 2 more`. */
function alsoCarriedBy({ alsoCarriedBy: articles = [] }: Source): string[] {
  if (articles.length === 0) {
    return [];
  }
  const outlets = articles.map(({ outlet }) => clean(outlet ?? "").trim());
  const named = [...new Set(outlets.filter((outlet) => outlet !== ""))].slice(0, 2);
  const rest = articles.length - outlets.filter((outlet) => named.includes(outlet)).length;
  const others = named.length > 0 ? `${rest} more` : `${rest} other ${rest === 1 ? "article" : "articles"}`;
  return [`Also carried by ${enumerate(rest === 0 ? named : [...named, others])}`];
}

function quotesOf(passage: CitedPassage): string[] {
  return passage.quotes.map((quote) => quote.text);
}

function abstainedBlocks(answer: Abstained, look: Look, answerId: string | null): string[][] {
  const { width, paint } = look;
  if (answer.isSmallTalk === true) {
    return [wrap(clean(answer.reason), width)];
  }
  const nearest = answer.nearest.flatMap((article) =>
    wrap(headline(article, paint), width, { first: "  - ", rest: "    " }),
  );
  return [
    wrap(clean(answer.reason), width),
    ...(nearest.length === 0 ? [] : [["Nearest to your question:", ...nearest]]),
    [
      ...(answer.instead === undefined ? [] : wrap(clean(answer.instead), width)),
      ...wrap(`Searched: ${showCoverage(answer.coverage)}.`, width),
      ...idLabel(answer, answerId),
    ].map(paint.dim),
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
