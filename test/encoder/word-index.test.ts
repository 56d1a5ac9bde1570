import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createWordIndex } from "#encoder/word-index.ts";

const word = fc.stringMatching(/^[a-z0-9']{1,12}$/);

describe("the index of words", () => {
  test("finds every word at its place and no other, as a Map would", () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 200 }), fc.array(fc.string()), (known, asked) => {
        const index = createWordIndex(Buffer.from(known.join("\n")));
        const map = new Map(known.map((text, i) => [text, i]));
        expect([...index]).toEqual([...map]);
        expect([...index.keys()]).toEqual(known);
        expect(index.size).toBe(known.length);
        for (const text of [...known, ...asked]) expect(index.get(text)).toBe(map.get(text));
      }),
    );
  });

  test("refuses words with other characters", () => {
    expect(() => createWordIndex(Buffer.from("naïve"))).toThrow(RangeError);
  });
});
