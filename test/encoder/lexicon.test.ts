import { describe, expect, test } from "vitest";
import { createLexicon } from "#encoder/lexicon.ts";
import { shippedTables } from "../support/encoder-tables.ts";

const lexicon = createLexicon(shippedTables());

function cosine(a: string, b: string): number {
  const [first, second] = [lexicon.vector(a), lexicon.vector(b)];
  if (first === null || second === null) throw new Error(`No vector for ${a} or ${b}.`);
  return first.reduce((sum, value, d) => sum + value * (second[d] ?? 0), 0);
}

describe("the lexicon", () => {
  test("weighs a word by how rare it is in English", () => {
    const weights = ["year", "president", "sentence", "clemency"].map((word) => lexicon.idf(word));
    expect(weights).toEqual(weights.toSorted((a, b) => a - b));
    expect(lexicon.idf("clemency")).toBeCloseTo(Math.log((15_801 + 50) / 50), 5);
  });

  test("gives stop words nothing, unknown words 8.5, and nothing more than that", () => {
    expect(lexicon.idf("the")).toBe(0);
    expect(lexicon.idf("zyxmora")).toBe(8.5);
    expect([...shippedTables().index.keys()].filter((word) => lexicon.idf(word) > 8.5)).toEqual([]);
  });

  test("gives every known content word at least .3", () => {
    expect(lexicon.idf("said")).toBeGreaterThanOrEqual(0.3);
  });

  test("takes numbers for as rare as their shape, not for unknown words", () => {
    const weights = ["7", "21", "1865", "418", "60000"].map((word) => lexicon.idf(word));
    expect(weights).toEqual(weights.toSorted((a, b) => a - b));
    expect(lexicon.idf("2018")).toBeLessThan(lexicon.idf("1865"));
    expect(lexicon.idf("3.5")).toBeLessThan(8.5);
  });

  test("has vectors of length 1, the same object each time", () => {
    const vector = lexicon.vector("prison");
    expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 5);
    expect(lexicon.vector("prison")).toBe(vector);
    expect(lexicon.vector("1865")).toBeNull();
  });

  test("puts related words near each other and others not", () => {
    expect(cosine("prison", "jail")).toBeGreaterThan(0.6);
    expect(cosine("pardon", "clemency")).toBeGreaterThan(0.6);
    expect(cosine("city", "table")).toBeLessThan(0.3);
  });

  test("takes the names of Object.prototype for ordinary words", () => {
    expect(lexicon.idf("constructor")).toBeGreaterThan(0);
    expect(lexicon.vector("__proto__")).toBeNull();
  });
});
