import type { Abstained, Answer, Answered, Source } from "#types.ts";
import { enumerate } from "./enumerate.ts";
import { escapeText, plain, shorten } from "./escape.ts";
import { headline, showCoverage, showDate } from "./headline.ts";
import type { Block } from "./pack.ts";
import { shownSources } from "./sources.ts";

/** What stands small under an answer: its sources, then what a reader should know about it, one line each. */
export function footer(answer: Answer): Block[] {
  return subtext([
    ...(answer.kind === "answered" ? sourceLines(answer) : []),
    ...labels(answer),
    ...understoodAs(answer),
  ]);
}

/** Under an answer that is not finished: the sources so far. */
export function footerSoFar(answer: Answered): Block[] {
  return subtext([...sourceLines(answer), "still writing…"]);
}

function subtext(lines: readonly string[]): Block[] {
  return lines.map((line, index) => ({ text: `-# ${line}`, before: index === 0 ? "\n\n" : "\n" }));
}

/** `**[1]** Title · Outlet · 15 June 2018 (older) · <https://…> · also carried by The Post and 2 more`. */
function sourceLines(answer: Answered): string[] {
  return shownSources(answer).map(
    (source) => `**[${source.number}]** ${[headline(source), ...alsoCarriedBy(source)].join(" · ")}`,
  );
}

function alsoCarriedBy({ alsoCarriedBy: articles = [] }: Source): string[] {
  if (articles.length === 0) {
    return [];
  }
  const outlets = articles.map(({ outlet }) => escapeText(shorten(plain(outlet ?? ""), 60)));
  const named = [...new Set(outlets.filter((outlet) => outlet !== ""))].slice(0, 2);
  const rest = articles.length - outlets.filter((outlet) => named.includes(outlet)).length;
  const others = named.length > 0 ? `${rest} more` : `${rest} other ${rest === 1 ? "article" : "articles"}`;
  return [`also carried by ${enumerate(rest === 0 ? named : [...named, others])}`];
}

function labels(answer: Answer): string[] {
  const missing = answer.kind === "answered" ? words(answer.missing) : "";
  const instead = words(answer.instead);
  return [
    ...(missing === "" ? [] : [`Not in these articles: ${missing}`]),
    ...(instead === "" ? [] : [instead]),
    ...(answer.kind === "answered" ? [provenance(answer)] : searched(answer)),
  ];
}

function searched({ nearest, coverage }: Abstained): string[] {
  return nearest.length === 0 ? [] : [`Searched ${showCoverage(coverage)}`];
}

/** Who worded it, how new it is, and what is not there, in one line. */
function provenance({ answeredBy, asOf, isCutOff, removed }: Answered): string {
  const date = showDate(asOf);
  return [
    answeredBy === "extractive" ? "In the articles' own words" : "Written by a language model from these sources",
    ...(date === "" ? [] : [`as of ${date}`]),
    ...(isCutOff === true ? ["cut off before the end"] : []),
    ...(removed === 0
      ? []
      : [`${removed} ${removed === 1 ? "statement" : "statements"} left out, not borne out by the articles`]),
  ].join(" · ");
}

function understoodAs({ question, understoodAs: understood }: Answer): string[] {
  const same = plain(question).toLowerCase() === plain(understood).toLowerCase();
  return same ? [] : [`Understood as: ${words(understood)}`];
}

/** Foreign words of a label; empty if there are none. */
function words(text: string | undefined): string {
  return escapeText(shorten(plain(text ?? ""), 300));
}
