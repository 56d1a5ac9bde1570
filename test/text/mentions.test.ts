import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { names } from "#text/names.ts";
import { numbers } from "#text/numbers.ts";
import { nastyText } from "./nasty-text.ts";

function namesIn(text: string): string[] {
  return names(text).map((name) => name.text);
}

describe("names", () => {
  test("are runs of capitalised words with their connectors, without titles, possessives and days", () => {
    expect(
      namesIn(
        "Ms. Johnson met J. K. Rowling at the White House on Monday. “It could happen,” he told Kim’s lawyer. The University of the Arts in St. Louis praised Jay-Z, Vincent van Gogh and the U.S. House of Representatives.",
      ),
    ).toEqual([
      "Johnson",
      "J. K. Rowling",
      "White House",
      "Kim",
      "University of the Arts",
      "St. Louis",
      "Jay-Z",
      "Vincent van Gogh",
      "U.S. House of Representatives",
    ]);
  });

  test("of a question leave the question out", () => {
    expect(namesIn("Who is Alice Johnson?")).toEqual(["Alice Johnson"]);
    expect(namesIn("Did Kim Kardashian West meet Trump?")).toEqual(["Kim Kardashian West", "Trump"]);
    expect(namesIn("Tell me about CNN.")).toEqual(["CNN"]);
    expect(namesIn("what did she say?")).toEqual([]);
  });

  test("a word in lower case is the same word only by itself, not within another, behind a hyphen or an apostrophe", () => {
    for (const other of ["stones", "milestone", "éstone", "stoneé", "mile-stone", "o'stone", "o’stone"])
      expect([other, namesIn(`It met ${other}. Stone left.`)]).toEqual([other, ["Stone"]]);
    for (const other of ["stone", "(stone)", "stone-cold", "stone's", "2stone", "“stone”", "the—stone"])
      expect([other, namesIn(`It met ${other}. Stone left.`)]).toEqual([other, []]);
  });

  test("leave out a first word that stands in lower case elsewhere", () => {
    expect(namesIn("Prison changed Johnson. She left prison.")).toEqual(["Johnson"]);
  });

  test("stand in the text where they say", () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        for (const { start, end, text: name } of names(text)) {
          expect(name).toBe(text.slice(start, end));
          expect(name).not.toBe("");
        }
      }),
    );
  });
});

function numbersIn(text: string): string[] {
  return numbers(text).map(({ text: surface, value, kind }) => `${surface} = ${value} ${kind}`);
}

describe("numbers", () => {
  test("in digits: years, money, percentages, scales, ordinals", () => {
    expect(
      numbersIn(
        "In 2018 she paid $1,000.50 or US$3bn, 2.5 million dollars, 5% and 7 per cent on the 21st of the 1990s.",
      ),
    ).toEqual([
      "2018 = 2018 year",
      "$1,000.50 = 1000.5 money",
      "US$3bn = 3000000000 money",
      "2.5 million dollars = 2500000 money",
      "5% = 5 percent",
      "7 per cent = 7 percent",
      "21st = 21 number",
      "1990s = 1990 year",
    ]);
  });

  test("in words", () => {
    expect(
      numbersIn(
        "After twenty-one years, two decades, a hundred and five days, half a million dollars, three hundred thousand people, the second and the twenty-first time.",
      ),
    ).toEqual([
      "twenty-one = 21 number",
      "two = 2 number",
      "a hundred and five = 105 number",
      "half a million dollars = 500000 money",
      "three hundred thousand = 300000 number",
      "second = 2 number",
      "twenty-first = 21 number",
    ]);
  });

  test("not in pronouns, moments and names of things", () => {
    expect(numbersIn("No one knew a second later; this one and hundreds of others said someone did.")).toEqual([]);
  });

  test("of digits and words are equal", () => {
    const value = (text: string) => numbers(text)[0]?.value;
    expect(value("21 years")).toBe(value("twenty-one years"));
    expect(value("1,000,000")).toBe(value("one million"));
    expect(value("8.7 million")).toBe(8_700_000);
    expect([value("$5m"), value("5m tall"), value("10k")]).toEqual([5_000_000, 5, 10_000]);
  });

  test("stand in the text where they say", () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        for (const mention of numbers(text)) {
          expect(mention.text).toBe(text.slice(mention.start, mention.end));
          expect(Number.isFinite(mention.value)).toBe(true);
        }
      }),
    );
  });
});

test("names and numbers take time in proportion to the text, also for hostile ones", () => {
  for (const piece of [
    "A ",
    "of the ",
    "Of ",
    "one ",
    "1,000",
    "$",
    "twenty-",
    "a hundred and ",
    "1.",
    "Kim's",
    "J. ",
    "é",
  ]) {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    const began = performance.now();
    names(text);
    numbers(text);
    expect(performance.now() - began, piece).toBeLessThan(5000);
  }
});
