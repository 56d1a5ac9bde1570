import type { Answer, Answered } from "#types.ts";
import { clean } from "./clean.ts";
import { showDate } from "./date.ts";
import type { Look } from "./look.ts";
import { wrap } from "./wrap.ts";

/** What a reader should know about an answer besides its words, and where a model took part, under which id it is kept. */
export function showLabels(answer: Answered, answerId: string | null, { width, paint }: Look): string[] {
  const labels = [
    ...(answer.missing === undefined ? [] : [`Not in these articles: ${clean(answer.missing)}`]),
    ...(answer.instead === undefined ? [] : [clean(answer.instead)]),
    provenance(answer),
  ];
  return [...labels.flatMap((label) => wrap(label, width)), ...idLabel(answer, answerId)].map(paint.dim);
}

/** `Answer ID: Xy12…  (npm run replay -- Xy12…)`, only where a model was asked; on one line, so that it can be copied. */
export function idLabel({ trace }: Answer, answerId: string | null): string[] {
  return answerId === null || trace === undefined ? [] : [`Answer ID: ${answerId}  (npm run replay -- ${answerId})`];
}

/** Who worded it, how new it is, and what is not there. */
function provenance({ answeredBy, asOf, isCutOff, removed }: Answered): string {
  return [
    answeredBy === "extractive" ? "In the articles' own words" : "Written by a language model from these sources",
    ...(asOf === null ? [] : [`as of ${showDate(clean(asOf))}`]),
    ...(isCutOff === true ? ["cut off before the end"] : []),
    ...(removed === 0
      ? []
      : [`${removed} ${removed === 1 ? "statement" : "statements"} left out, not borne out by the articles`]),
  ].join(" · ");
}
