import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stem, stems } from "#text/stems.ts";
import { isStopWord } from "#text/stop-words.ts";
import { words } from "#text/words.ts";
import { nastyText } from "./nasty-text.ts";

function spelled(text: string): string[] {
  return words(text).map((word) => word.text);
}

/** Wide letters fold to plain ones, but never take the short way of plain words. `s` decides what is a possessive. */
function widened(text: string): string {
  return text.replace(/[A-RT-Za-rt-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
}

describe("words", () => {
  test("plain words are found the short way as the expression finds them", () => {
    const parts = fc.constantFrom(
      ..."Kim ferry t U . ' ’ s S , 1 000 3 - – é “ \u0301 漢 th b2 \n".split(" "),
      " ",
      " ",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 9, arbitrary: parts }, nastyText), { maxLength: 14 }), (pieces) => {
        const text = pieces.join("");
        // `US` in plain capitals, or with dots, is the country.
        fc.pre(!/us/iu.test(text.replace(/[.\s]/g, "")));
        expect(words(text)).toEqual(words(widened(text)));
      }),
      { numRuns: 3000 },
    );
  });

  test("are lower case, folded, without possessive, hyphens apart, contractions whole", () => {
    expect(spelled("Kim’s well-known “Skłodowska” didn’t visit Zoë's café in Łódź; O'Brien did.")).toEqual(
      "kim well known sklodowska didn't visit zoe cafe in lodz o'brien did".split(" "),
    );
  });

  test("numbers lose thousands separators and keep decimals and letters", () => {
    expect(spelled("1,000 or 7,731,004.50, 3.5 and 21st in 1990s; 1,23 is two, 5: 30")).toEqual(
      "1000 or 7731004.50 3.5 and 21st in 1990s 1 23 is two 5 30".split(" "),
    );
  });

  test("dotted abbreviations are one word, and the country is not the pronoun", () => {
    expect(
      spelled("The U.S. told us; the US and F.B.I. at 9 a.m.; J. K. Rowling and J.K. Simmons, Roe v. Wade."),
    ).toEqual("the usa told us the usa and fbi at 9 am jk rowling and jk simmons roe v wade".split(" "));
  });

  test("scripts without spaces give a word per character", () => {
    expect(spelled("東京は2018年 กทม")).toEqual(["東", "京", "は", "2018", "年", "ก", "ท", "ม"]);
    expect(spelled("서울 Москва")).toEqual(["서울", "москва"]);
  });

  test("spans hold the word as it stands in the text", () => {
    const text = "In “Kim’s” café, 1,000 U.S. e\u0301tudes";
    expect(words(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      "In",
      "Kim",
      "café",
      "1,000",
      "U.S.",
      "e\u0301tudes",
    ]);
  });

  test("of any text have ordered spans inside it and nothing but letters, digits, points and apostrophes", () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        let at = 0;
        for (const word of words(text)) {
          expect(word.start).toBeGreaterThanOrEqual(at);
          expect(word.end).toBeGreaterThan(word.start);
          expect(word.text).toMatch(/^[\p{L}\p{M}\p{Nd}'.]+$/u);
          at = word.end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000 },
    );
  });

  test("are the same in upper case, but for what upper case says", () => {
    expect(spelled("KIM KARDASHIAN FREED ALICE")).toEqual(spelled("Kim Kardashian freed Alice"));
  });
});

describe("stems", () => {
  test("forms of one word fall together", () => {
    const families = [
      "run runs running ran",
      "go goes going went gone",
      "meet meets meeting met",
      "say says saying said",
      "write writes writing wrote written",
      "man men",
      "woman women",
      "child children",
      "imprison imprisoned imprisonment",
      "announce announces announced announcement",
      "elect elected election elections",
      "commute commuted commutes commuting",
      "release released releases releasing",
      "city cities",
      "happy happily",
      "plead pled pleaded",
      "organise organised organises",
      "easy easily",
      "family families",
    ];
    for (const family of families) {
      expect(new Set(family.split(" ").map(stem)).size, family).toBe(1);
    }
  });

  test("different words stay apart", () => {
    const pairs = [
      "die death",
      "find founded",
      "new news",
      "convict convince",
      "prison person",
      "star start",
      "leaf leave",
    ];
    for (const pair of pairs) {
      const [one = "", other = ""] = pair.split(" ");
      expect(stem(one), pair).not.toBe(stem(other));
    }
  });

  test("numbers, short words and other alphabets stay as they are", () => {
    for (const word of ["1000.5", "21st", "1990s", "3d", "uk", "москва", "東", "jk"]) {
      expect(stem(word)).toBe(word);
    }
  });

  test("of a text leave stop words out and keep the order", () => {
    expect(stems("Who is the woman that Kim’s lawyers hadn't met in 1,996 prisons?")).toEqual(
      "woman kim lawyer meet 1996 prison".split(" "),
    );
  });

  test("hold letters, digits and points only, so that the index keeps each in one piece", () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        for (const found of stems(text)) {
          expect(found).toMatch(/^[\p{L}\p{M}\p{Nd}.]+$/u);
        }
      }),
    );
    expect(stems("O’Brien's rock'n'roll")).toEqual(["obrien", "rocknrol"]);
  });
});

test("stop words carry grammar: names, numbers and content words are none", () => {
  expect(["the", "of", "who", "didn't", "us", "herself"].every(isStopWord)).toBe(true);
  expect(["usa", "kim", "won", "one", "first", "president"].some(isStopWord)).toBe(false);
});

test("words and stems take time in proportion to the text, also for hostile ones", () => {
  for (const piece of ["a.", "A. ", "1,", "1,000", "'", "a'", "\u0301", "東", "é", "1.", "’s"]) {
    const text = piece.repeat(Math.ceil(200_000 / piece.length));
    const began = performance.now();
    stems(text);
    expect(performance.now() - began, piece).toBeLessThan(5000);
  }
});
