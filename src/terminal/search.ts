import type { Evidence } from "#types.ts";
import { headline } from "./answer.ts";
import { clean } from "./clean.ts";
import type { Look } from "./look.ts";
import { wrap } from "./wrap.ts";

/** Ranked passages as a person reads them, best first, each with its score and its place in each kind of search. */
export function showEvidence(evidence: readonly Evidence[], look: Look): string {
  if (evidence.length === 0) {
    return "No passage shares a word with the question or comes near it.";
  }
  return evidence.map((item, index) => evidenceLines(item, index + 1, look).join("\n")).join("\n\n");
}

function evidenceLines({ passage, article, score, ranks }: Evidence, place: number, { width, paint }: Look): string[] {
  const lead = `${String(place).padStart(2)}. `;
  const rest = " ".repeat(lead.length);
  const found = [
    `score ${score.toFixed(3)}`,
    ...(ranks.lexical === null ? [] : [`words ${ranks.lexical}`]),
    ...(ranks.dense === null ? [] : [`meaning ${ranks.dense}`]),
  ];
  return [
    ...wrap(headline(article, paint), width, { first: lead, rest }),
    ...wrap(paint.dim(found.join(", ")), width, { first: rest, rest }),
    ...passage.text.split(/\n\s*\n/u).flatMap((text) => wrap(clean(text), width, { first: rest, rest })),
  ];
}
