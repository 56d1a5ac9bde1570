import { expect, test } from "vitest";
import { rewordingsOf } from "../../scripts/fitting/rewordings.ts";
import { type SwapKind, swapsOf } from "../../scripts/fitting/swaps.ts";

const STATEMENT = "Ruth Keller did not open the Norrby bridge with 140 guests on May 4, 2021.";
const QUOTES = `${STATEMENT} Jonas Bright counted 90 cars.`;
const POOL = { names: ["Tove Lind", "Ruth Keller"], numbers: ["140", "75", "12%"] };

function swapped(seed: number): ReadonlyMap<SwapKind, string> {
  return new Map(swapsOf(STATEMENT, QUOTES, POOL, seed).map(({ kind, statement }) => [kind, statement]));
}

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

test("each kind changes one thing only", () => {
  for (const swaps of SEEDS.map(swapped)) {
    expect(swaps.get("number")).toMatch(
      /^Ruth Keller did not open the Norrby bridge with \d+ guests on May 4, 2021\.$/,
    );
    expect(swaps.get("date")).toMatch(
      /^Ruth Keller did not open the Norrby bridge with 140 guests on \p{L}+ \d+, \d{4}\.$/u,
    );
    expect(swaps.get("negation out")).toBe(STATEMENT.replace("did not", "did"));
    expect(swaps.get("number role")).toBe(STATEMENT.replace("140", "90"));
    expect([STATEMENT.replace("Ruth Keller", "Tove Lind"), STATEMENT.replace("Norrby", "Tove Lind")]).toContain(
      swaps.get("name"),
    );
  }
});

test("what is put in stands nowhere in the quotes, unless the swap is one of roles", () => {
  for (const swaps of SEEDS.map(swapped)) {
    const number = /with (\d+) guests/.exec(swaps.get("number") ?? "")?.[1];
    expect(QUOTES).not.toContain(` ${number} `);
    expect(QUOTES).toContain(/(?:Jonas Bright)/.exec(swaps.get("name role") ?? "")?.[0]);
  }
});

test("a negation is put in after an auxiliary verb, or before a verb in the past", () => {
  const negated = (statement: string) =>
    swapsOf(statement, statement, POOL, 1).find(({ kind }) => kind === "negation in")?.statement;
  expect(negated("The bridge was opened in May.")).toMatch(/^The bridge was (?:not|never) opened in May\.$/);
  expect(negated("The crowd entered the bridge.")).toBe("The crowd never entered the bridge.");
});

test("the same seed gives the same swaps, another one others", () => {
  expect(swapped(3)).toEqual(swapped(3));
  expect(new Set(SEEDS.map((seed) => swapped(seed).get("number"))).size).toBeGreaterThan(3);
});

test("rewordings shorten, move, exchange and turn a sentence", () => {
  const reworded = (sentence: string) => rewordingsOf(sentence).map(({ statement }) => statement);
  expect(reworded("In May 2021, the bridge (a long one) opened to traffic.")).toEqual([
    "In May 2021, the bridge opened to traffic.",
    "The bridge (a long one) opened to traffic in May 2021.",
  ]);
  expect(reworded("The old bridge was opened by Ruth Keller.")).toEqual(["Ruth Keller opened the old bridge."]);
  expect(reworded("They began with many large stones.")).toEqual(["They started with numerous big stones."]);
  expect(reworded("The mill burned down at night.")).toEqual([]);
});
