import { type Outcome, wrongFields } from "./compare.ts";
import type { GoldenCase } from "./load.ts";

/** A line of the table that `GOLDEN_REPORT=1` prints: name, F1 of the text, wrong fields with what was found. */
export function reportLine(one: GoldenCase, outcome: Outcome, f1: number): string {
  const wrong = wrongFields(one, outcome).map(({ field, found }) => `${field}=${found.slice(0, 70)}`);
  const score = "refused" in one.expected ? "refused" : f1.toFixed(3);
  return `${one.name.padEnd(30)} ${score.padEnd(8)} ${wrong.join("; ")}`.trimEnd();
}
