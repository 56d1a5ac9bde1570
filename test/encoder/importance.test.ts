import { describe, expect, test } from "vitest";
import { createWeights } from "#encoder/encoder.ts";
import { IMPORTANCE_FEATURES, importanceFeatures, shapeImportance } from "#encoder/importance.ts";
import { shippedTables } from "../support/encoder-tables.ts";

describe("the importance of a word", () => {
  test("counts a rank between two octaves for both, more for the nearer", () => {
    expect(importanceFeatures("bank", 30)).toEqual([{ feature: 0, value: 1 }]);
    const [lower, upper] = importanceFeatures("bank", 100);
    expect([lower?.feature, upper?.feature]).toEqual([1, 2]);
    expect((lower?.value ?? 0) + (upper?.value ?? 0)).toBeCloseTo(1, 10);
    expect(upper?.value).toBeGreaterThan(lower?.value ?? 1);
  });

  test("has a place among the weights for every feature of every word", () => {
    for (const word of ["1865", "running", "nationalization", "zyxmora", "7", "generously"]) {
      for (const rank of [null, 1, 341_479]) {
        for (const { feature } of importanceFeatures(word, rank)) expect(feature).toBeLessThan(IMPORTANCE_FEATURES);
      }
    }
  });

  test("is the sum of what its features weigh", () => {
    const weights = Array.from({ length: IMPORTANCE_FEATURES }, (_, i) => i);
    expect(
      shapeImportance(
        [
          { feature: 2, value: 0.5 },
          { feature: 5, value: 1 },
        ],
        weights,
      ),
    ).toBe(6);
  });

  test("was learned: adverbs count less than other words as rare", () => {
    const { meaning, stem } = shippedTables().header.importance;
    expect([meaning.length, stem.length]).toEqual([IMPORTANCE_FEATURES, IMPORTANCE_FEATURES]);
    const weightsOf = createWeights(shippedTables());
    expect(Math.abs(weightsOf("zyxmorally").weight)).toBeLessThan(Math.abs(weightsOf("zyxmorard").weight));
  });
});
