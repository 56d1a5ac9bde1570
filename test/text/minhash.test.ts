import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agreement, BANDS, bands, compareTexts, sketch } from "#text/minhash.ts";
import { nastyText } from "./nasty-text.ts";

const vocabulary = Array.from({ length: 4000 }, (_, index) => `w${index.toString(36)}x`);
const wordsOf = (length: number) => fc.array(fc.constantFrom(...vocabulary), { minLength: length, maxLength: length });

function made(text: string): Uint32Array {
  const found = sketch(text);
  if (found === null) throw new Error(`Expected a sketch of ${text.length} characters.`);
  return found;
}

describe("a sketch", () => {
  test("agrees with another in about the share of places that the texts share of their runs", () => {
    const misses: number[] = [];
    fc.assert(
      fc.property(wordsOf(400), wordsOf(400), fc.double({ min: 0, max: 1, noNaN: true }), (mine, theirs, share) => {
        const kept = Math.round(mine.length * share);
        const [one, other] = [mine.join(" "), [...mine.slice(0, kept), ...theirs.slice(kept)].join(" ")];
        const miss = agreement(made(one), made(other)) - compareTexts(one, other).similarity;
        misses.push(miss);
        expect(Math.abs(miss)).toBeLessThan(0.45); // five standard deviations of 32 places
      }),
      { numRuns: 200, seed: 5 },
    );
    const mean = misses.reduce((sum, miss) => sum + miss, 0) / misses.length;
    const deviation = Math.sqrt(misses.reduce((sum, miss) => sum + miss * miss, 0) / misses.length);
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(deviation).toBeLessThan(0.1);
  });

  test("files texts of one half in common under one band at least, nearly always", () => {
    let found = 0;
    fc.assert(
      fc.property(wordsOf(300), wordsOf(100), wordsOf(100), (shared, mine, theirs) => {
        const [one, other] = [shared, shared].map((part, at) => [...part, ...(at === 0 ? mine : theirs)].join(" "));
        const keys = new Set(bands(made(one ?? "")));
        if (bands(made(other ?? "")).some((band) => keys.has(band))) found += 1;
      }),
      { numRuns: 200, seed: 7 },
    );
    expect(found).toBeGreaterThanOrEqual(196);
  });

  test("of unrelated texts hardly ever shares a band", () => {
    let shared = 0;
    fc.assert(
      fc.property(wordsOf(300), wordsOf(300), (one, other) => {
        const keys = new Set(bands(made(one.join(" "))));
        if (bands(made(other.join(" "))).some((band) => keys.has(band))) shared += 1;
      }),
      { numRuns: 200, seed: 9 },
    );
    expect(shared).toBe(0);
  });

  test("does not see case, punctuation, apostrophes or line breaks", () => {
    const text = Array.from({ length: 60 }, (_, index) => `Word${index} isn't here.`).join(" ");
    expect(sketch(text.toUpperCase().replaceAll("'", "’").replaceAll(" ", "\n\n"))).toEqual(sketch(text));
    expect(sketch(text.replaceAll("here", "there"))).not.toEqual(sketch(text));
  });

  test("is made of fifty words on, in scripts without spaces of fifty characters on", () => {
    expect(sketch("word ".repeat(49))).toBeNull();
    expect(sketch("word ".repeat(50))).not.toBeNull();
    expect(sketch("東".repeat(49))).toBeNull();
    const text =
      "東京の港で火事があり、十二人がけがをした。消防は四時間かけて火を消した。原因はまだ分かっていない。持ち主は建て直すと話した。";
    expect(agreement(made(text), made(text.replace("四時間", "五時間")))).toBeGreaterThan(0.5);
  });

  test("stands fast: those that are stored were made so", () => {
    const text = Array.from({ length: 60 }, (_, index) => `word${index}`).join(" ");
    expect([...made(text).subarray(0, 4)]).toEqual([11205824, 347336938, 103045174, 33839417]);
    expect(bands(made(text))).toHaveLength(BANDS);
  });

  test("and its keys are whole numbers that SQLite keeps, whatever the text", () => {
    fc.assert(
      fc.property(fc.array(nastyText, { minLength: 20, maxLength: 80 }), (parts) => {
        const found = sketch(parts.join(" "));
        for (const band of found === null ? [] : bands(found)) {
          expect(Number.isSafeInteger(band) && band >= 0).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("two texts compared", () => {
  const sentence = (index: number) => `On day ${index} the mayor of Vell met Ines Okafor and ${index * 7} others.`;
  const text = Array.from({ length: 12 }, (_, index) => sentence(index)).join(" ");

  test("are one text where they are equal, and nothing where they share no run", () => {
    expect(compareTexts(text, text)).toEqual({ similarity: 1, containment: 1, values: 1 });
    expect(compareTexts(text, "Other words altogether stand here, one after the other.")).toMatchObject({
      similarity: 0,
      containment: 0,
    });
    expect(compareTexts("", "")).toEqual({ similarity: 0, containment: 0, values: 1 });
  });

  test("are alike in their values also where one is cut short and has lines about its outlet", () => {
    const copy = `The Tamber Post, Monday. ${text.slice(0, text.length / 2)} Follow The Tamber Post on Radio 5.`;
    const { containment, values } = compareTexts(text, copy);
    expect(containment).toBeGreaterThan(0.7);
    expect(values).toBeGreaterThan(0.9);
  });

  test("are not alike in their values where the same sentences hold other names and numbers", () => {
    const form = (name: string, number: number) =>
      `The league met again on a cold and windy evening, and ${name} scored ${number} points in front of a full house.`;
    const { containment, values } = compareTexts(form("Rosa Vint", 41), form("Piet Marn", 17));
    expect(containment).toBeGreaterThan(0.5);
    expect(values).toBe(0);
  });

  test("count what both have once, in whatever order they are given", () => {
    fc.assert(
      fc.property(wordsOf(80), wordsOf(80), fc.nat(80), (mine, theirs, kept) => {
        const [one, other] = [mine.join(" "), [...mine.slice(0, kept), ...theirs].join(" ")];
        const compared = compareTexts(one, other);
        expect(compareTexts(other, one)).toEqual(compared);
        expect(compared.similarity).toBeLessThanOrEqual(compared.containment);
        expect(compared.containment).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });
});
