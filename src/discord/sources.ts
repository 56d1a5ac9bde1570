import type { Answered, CitedPassage, Source } from "#types.ts";

/** The sources that some statement cites, by number: the markers and the list agree. */
export function shownSources(answer: Answered): Source[] {
  const cited = new Set(answer.statements.flatMap(({ citations }) => citations.map(({ source }) => source)));
  return answer.sources.filter(({ number }) => cited.has(number)).toSorted((a, b) => a.number - b.number);
}

/** Every cited passage with its source, by the number of the source: what the buttons count, from 0. */
export function citedPassages(answer: Answered): { readonly source: Source; readonly passage: CitedPassage }[] {
  return shownSources(answer).flatMap((source) => source.passages.map((passage) => ({ source, passage })));
}

/** The numbers of the sources that a statement cites and that are there, in order of first appearance. */
export function markersOf(answer: Answered, index: number): number[] {
  const known = new Set(answer.sources.map(({ number }) => number));
  const cited = answer.statements[index]?.citations.map(({ source }) => source) ?? [];
  return [...new Set(cited)].filter((number) => known.has(number));
}
