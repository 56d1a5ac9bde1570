import { type Outcome, wrongFields } from "./compare.ts";
import type { GoldenCase } from "./load.ts";

/**
 * A line of the table that `GOLDEN_REPORT=1` prints: name, F1 of the text, how many of the expected paragraphs were
 * found as they stand, wrong fields with what was found.
 */
export function reportLine(one: GoldenCase, outcome: Outcome, f1: number): string {
  const wrong = wrongFields(one, outcome).map(({ field, found }) => `${field}=${found.slice(0, 70)}`);
  const score = "refused" in one.expected ? "refused" : `${f1.toFixed(3)} ${paragraphsFound(one, outcome)}`;
  return `${one.name.padEnd(30)} ${score.padEnd(12)} ${wrong.join("; ")}`.trimEnd();
}

function paragraphsFound({ text }: GoldenCase, outcome: Outcome): string {
  const expected = text.split("\n\n");
  const found = new Set("article" in outcome ? outcome.article.text.split("\n\n") : []);
  return `${expected.filter((paragraph) => found.has(paragraph)).length}/${expected.length}`;
}
