import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compare } from "#ask/verify/check.ts";
import { SUPPORT_FEATURES, supportFeatures } from "#ask/verify/features.ts";
import { parseSupportModel } from "#ask/verify/model.ts";
import { supportOf } from "#ask/verify/support.ts";
import { lexicon } from "./stage.ts";

const file = JSON.parse(readFileSync("data/support/weights.json", "utf8")) as {
  weights: Record<string, number>;
  threshold: number;
};
const model = parseSupportModel(file);
const QUOTE = "Construction took four years and cost 90 million euros.";

function judge(statement: string) {
  return supportOf(compare(statement, [QUOTE], { head: "", passage: "", before: "" }, { lexicon }), { lexicon, model });
}

test("the more of a statement its quotes hold, the likelier it is supported", () => {
  const scores = [
    "Construction took four years.",
    "The construction lasted four years.",
    "The construction lasted four years and delighted commuters.",
    "They were delighted by parks and fountains.",
  ].map((statement) => judge(statement).score);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(scores[0]).toBe(1);
  expect(scores[3]).toBeLessThan(model.threshold);
});

test("a statement below the threshold is refused with the words that are missing", () => {
  expect(judge("They were delighted by parks and fountains.").complaint).toBe(
    "3 of 3 content words do not stand in the quotes: delight, park, fountain.",
  );
});

test("a broken rule refuses however high the score is", () => {
  expect(judge("Construction took four years and cost 80 million euros.").complaint).toBe(
    "The number 80 million euros does not stand in the quotes.",
  );
});

test("features say what is lost, where and of which kind", () => {
  const features = (statement: string) =>
    supportFeatures(compare(statement, [QUOTE], { head: "", passage: "", before: "" }, { lexicon }));
  const whole = features("Construction cost 90 million euros.");
  expect(whole).toEqual({ bias: 1, soft: 1, lost: 0, weakest: 1, wrongNumber: 0, missingNames: 0 });
  const half = features("Construction took years, and Ruth Keller planted 30 trees.");
  expect(half.soft).toBeLessThan(0.6);
  expect(half.weakest).toBeLessThan(half.soft);
  expect(half.lost).toBeGreaterThan(0);
  expect([half.wrongNumber, half.missingNames]).toEqual([1, 2]);
});

test("a file that does not fit is refused by the name of its field", () => {
  expect(() => parseSupportModel([])).toThrow("expected the file to be an object");
  expect(() => parseSupportModel({ ...file, threshold: 2 })).toThrow(
    "expected threshold to be between 0 and 1, found 2",
  );
  for (const name of SUPPORT_FEATURES) {
    const weights = { ...file.weights, [name]: null };
    expect(() => parseSupportModel({ ...file, weights })).toThrow(
      `expected weights.${name} to be a finite number, found null`,
    );
  }
});
