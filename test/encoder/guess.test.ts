import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { baseOf, formations, guessVector } from "#encoder/guess.ts";
import { createLexicon } from "#encoder/lexicon.ts";
import { shippedTables } from "../support/encoder-tables.ts";

const tables = shippedTables();
const lexicon = createLexicon(tables);

function product(first: Float32Array | null, second: Float32Array | null): number {
  return first?.reduce((sum, value, d) => sum + value * (second?.[d] ?? 0), 0) ?? 0;
}

describe("the guess of an unknown word", () => {
  test.each([
    ["criminalizing", "criminalize"],
    ["unruffled", "ruffled"],
    ["sorcerers", "sorcerer"],
    ["fearlessly", "fearless"],
  ])("is like the word it is formed from: %s, %s", (unknown, base) => {
    expect(tables.index.get(unknown)).toBeUndefined();
    const guessed = lexicon.vector(unknown);
    const likeness = product(guessed, lexicon.vector(base));
    expect(likeness).toBeGreaterThan(0.2);
    expect(likeness).toBeGreaterThan(product(guessed, lexicon.vector("harbour")) + 0.15);
  });

  test("is shorter than a known word, so that nothing is taken for another by a guess alone", () => {
    for (const word of ["criminalizing", "zyxmora", "zyxmorova", "brimdola", "brimdolenko", "quellentaro"]) {
      expect(Math.hypot(...(lexicon.vector(word) ?? []))).toBeLessThan(0.6);
    }
  });

  test("is the same each time, and the same object", () => {
    expect(guessVector(tables, "unruffled")).toEqual(lexicon.vector("unruffled"));
    expect(lexicon.vector("unruffled")).toBe(lexicon.vector("unruffled"));
  });

  test("is none for numbers, short words and other alphabets", () => {
    for (const word of ["1865", "h5n9", "xq", "東", "ελλάδα", "__proto__"])
      expect(guessVector(tables, word)).toBeNull();
  });

  test("is never longer than 1 and never without a number, whatever the letters", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{4,40}$/), (word) => {
        const length = Math.hypot(...(guessVector(tables, word) ?? []));
        expect(length).toBeLessThanOrEqual(1.0001);
      }),
    );
  });
});

describe("how a word may be formed", () => {
  test("undoes what English spelling does before an ending", () => {
    const formed = (word: string) => formations(word).map(({ affix, base }) => `${base} ${affix}`);
    expect(formed("raging")).toContain("rage e-ing");
    expect(formed("cities")).toContain("city y-es");
    expect(formed("running")).toContain("run 2-ing");
    expect(formed("untold")).toContain("told un-");
  });

  test("takes the affix that keeps most of the meaning, and none that is not known", () => {
    const index = new Map([
      ["rag", 0],
      ["rage", 1],
    ]);
    expect(baseOf("raging", { "-ing": 0.2, "e-ing": 0.3 }, index)).toEqual({ index: 1, weight: 0.3 });
    expect(baseOf("raging", { "-ed": 0.2 }, index)).toBeNull();
    expect(baseOf("raging", {}, index)).toBeNull();
  });
});
