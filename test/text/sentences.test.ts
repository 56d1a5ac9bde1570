import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sentences } from "#text/sentences.ts";
import { nastyText } from "./nasty-text.ts";

function split(text: string): string[] {
  return sentences(text).map(({ start, end }) => text.slice(start, end));
}

/** Each line is one sentence; joined by spaces they must come apart again where the lines ended. */
function expectApart(lines: readonly string[]): void {
  expect(split(lines.join(" "))).toEqual(lines);
}

describe("sentences of news prose", () => {
  test("titles, initials and dotted abbreviations do not end a sentence", () => {
    expectApart([
      "Ms. Johnson met Dr. J. K. Rowling and Gov. Gray Davis Jr. in St. Louis.",
      "The U.S. Senate heard Sen. Harris at 9 a.m. Monday, vs. Smith et al. in Roe v. Wade.",
      "Lt. Col. John F. Kelly of the U.S. Army spoke, e.g. Tuesday, for Warner Bros. Pictures Inc. shareholders.",
      "See No. 5, p. 12 and Fig. 3 of Vol. 2, approx. 20 pages, e.g. 7.",
      "At 5 p.m. Kim of Yahoo! Inc. left.",
      "Sen. John McCain, R-Ariz., met Martin Luther King Jr. Day marchers vs. 50 others.",
    ]);
  });

  test("the same abbreviations end one before a word that opens sentences", () => {
    expectApart([
      "She moved to the U.S.",
      "He works for Apple Inc.",
      "The meeting ended at 5 p.m.",
      "Kim left after World War I.",
      "The firm grew under Robert Downey Jr.",
      "It was better than the one I.",
      "They like vitamin C.",
      "No.",
      "But that is all.",
    ]);
  });

  test("a quotation that goes on with its speaker is one sentence", () => {
    expectApart([
      'Jones told her that since Donald Trump is president, "it could happen," he told her.',
      '"Why?" he asked.',
      '"Will you run!" Kim Kardashian said.',
      "“We won!” President Trump tweeted.",
      'He asked, "Why?"',
      "Then she left.",
      "“Never say never …” she said.",
    ]);
  });

  test("marks inside a closing quotation mark or bracket end the sentence with it", () => {
    expectApart([
      'It is not going to be "Kim\'s running."',
      "That is not where she is.",
      "(She said so twice.)",
      "“Really?!”",
      "He nodded.[12]",
      "‘Done.’",
      "Then it was over…",
      "Wait...",
      "What?",
    ]);
  });

  test("each sentence of a longer quotation stands alone", () => {
    expectApart(['"I ran.', "I won.", 'I left," she said.']);
  });

  test("numbers, years, domains and brands are not cut", () => {
    expectApart([
      "It cost $3.5 million on example.com at 10.30 on Jan. 5, 2018.",
      "iPhone sales grew 2.5 percent.",
      "iPads did not.",
      "The 1990s.",
      "5 people came.",
    ]);
  });

  test("a possessive at the end is no abbreviation", () => {
    expectApart(["It was an improved version of Newcomen's.", "Newcomen's and Watt's engines differed."]);
  });

  test("a space forgotten after the full stop still ends a sentence before a word that opens one", () => {
    expect(split("It was the end.The next day came. See Node.js and B.The")).toEqual([
      "It was the end.",
      "The next day came.",
      "See Node.js and B.The",
    ]);
  });

  test("prose in lower case is split too", () => {
    expect(split("she was freed. nobody knew why. it happened in june.")).toHaveLength(3);
  });

  test("full stops of Chinese and Japanese need no space, those of Hindi and Urdu do", () => {
    expect(split("东京是首都。大阪不是！「好吗？」他问。")).toEqual([
      "东京是首都。",
      "大阪不是！",
      "「好吗？」",
      "他问。",
    ]);
    expect(split("यह एक वाक्य है। यह दूसरा है।")).toHaveLength(2);
  });

  test("a blank line ends a sentence, a line break inside a sentence does not", () => {
    expect(split("No full stop here\n\nand a new\nparagraph.  \n \n Third")).toEqual([
      "No full stop here",
      "and a new\nparagraph.",
      "Third",
    ]);
  });

  test("a line break ends headings and list items", () => {
    expect(
      split("A Second Chance for Alice\nThe president agreed\nto it.\n- first thing\n- second thing\n3. third"),
    ).toEqual([
      "A Second Chance for Alice",
      "The president agreed\nto it.",
      "- first thing",
      "- second thing",
      "3. third",
    ]);
  });
});

describe("sentences of any text", () => {
  test("hold every character that is not white space exactly once, in order, trimmed", () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        let at = 0;
        for (const { start, end } of sentences(text)) {
          expect(text.slice(at, start).trim()).toBe("");
          expect(end).toBeGreaterThan(start);
          expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
          at = end;
        }
        expect(text.slice(at).trim()).toBe("");
      }),
      { numRuns: 2000 },
    );
  });

  test("are the same when a run of them is split alone", () => {
    fc.assert(
      fc.property(nastyText, fc.nat(), fc.nat(), (text, a, b) => {
        const all = sentences(text);
        fc.pre(all.length > 0);
        const [from, to] = [a % all.length, b % all.length].sort((x, y) => x - y) as [number, number];
        const run = all.slice(from, to + 1);
        const offset = run[0]?.start ?? 0;
        const alone = sentences(text.slice(offset, run.at(-1)?.end));
        expect(alone.map(({ start, end }) => ({ start: start + offset, end: end + offset }))).toEqual(run);
      }),
      { numRuns: 5000 },
    );
  });

  test("take time in proportion to the text, also for hostile ones", () => {
    for (const piece of [" ", "\n ", ".", '."', "a.", "A. ", "[1", "- \n", "Mr. ", "?! ", "x"]) {
      const text = piece.repeat(Math.ceil(300_000 / piece.length));
      const began = performance.now();
      sentences(text);
      expect(performance.now() - began, JSON.stringify(piece)).toBeLessThan(5000);
    }
  });
});
