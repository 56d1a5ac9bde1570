import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compare } from "#ask/verify/check.ts";
import { parseSupportModel } from "#ask/verify/model.ts";
import { supportOf } from "#ask/verify/support.ts";
import { sentences } from "#text/sentences.ts";
import { lexicon, STORIES } from "./stage.ts";

const model = parseSupportModel(JSON.parse(readFileSync("data/support/weights.json", "utf8")));

function complaint(statement: string, ...quotes: readonly string[]): string | null {
  const comparison = compare(statement, quotes, { head: "", passage: "", before: "" }, { lexicon });
  return supportOf(comparison, { lexicon, model }).complaint;
}

const REAL = [...STORIES.map(({ text }) => text), readFileSync("data/articles/never-say-never.md", "utf8")].flatMap(
  (text) => sentences(text).map(({ start, end }) => text.slice(start, end)),
);

test("every sentence of real articles rests on itself, also beside a neighbour, whatever it denies or compares", () => {
  for (const [index, sentence] of REAL.entries()) {
    expect(complaint(sentence, sentence)).toBeNull();
    expect(complaint(sentence, REAL[index + 1] ?? "", sentence)).toBeNull();
  }
});

test("so does every part of it that ends at a comma, and the same with a full stop", () => {
  for (const sentence of REAL) {
    for (const { index } of sentence.matchAll(/, /gu)) {
      expect(complaint(sentence.slice(0, index), sentence)).toBeNull();
      expect(complaint(`${sentence.slice(0, index)}.`, sentence)).toBeNull();
    }
  }
});

test("several quotes joined rest on themselves", () => {
  for (let index = 0; index + 2 < REAL.length; index += 1) {
    const three = REAL.slice(index, index + 3);
    expect(complaint(three.join(" "), ...three)).toBeNull();
    expect(complaint([three[2], three[0]].join(" "), ...three)).toBeNull();
  }
});

const WORD = fc.oneof(
  fc.constantFrom(
    "not",
    "never",
    "without",
    "more",
    "May",
    "Lind",
    "3.5",
    "%",
    "U.S.",
    "J.",
    "said",
    "failed",
    "to",
    "“",
    "(",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }),
);
const TEXT = fc.array(WORD, { minLength: 1, maxLength: 25 }).map((parts) => parts.join(" "));

test("any text at all rests on itself", () => {
  fc.assert(
    fc.property(TEXT, TEXT, (text, other) => {
      expect(complaint(text, text)).toBeNull();
      expect(complaint(text, text, other)).toBeNull();
    }),
  );
});

test("any clause that a sentence begins with rests on the sentence", () => {
  const clause = fc.array(fc.constantFrom("Lind", "did", "not", "sell", "the", "mill", "in", "May", "2019", "fewer"), {
    minLength: 2,
    maxLength: 12,
  });
  fc.assert(
    fc.property(clause, clause, (first, rest) => {
      expect(complaint(`${first.join(" ")}.`, `${first.join(" ")}, ${rest.join(" ")}.`)).toBeNull();
    }),
  );
});

test("a part that leaves out the denial in front of it does not rest on the sentence", () => {
  const sentence = "It is not true that Lind sold the mill.";
  expect(complaint("Lind sold the mill.", sentence)).not.toBeNull();
  expect(complaint("The mayor sold the mill.", "The council denied that the mayor sold the mill.")).not.toBeNull();
});

test("fragments of sentences are not stitched together", () => {
  const quote = "Edwards is a patronymic surname, which arose separately in England and Wales.";
  expect(complaint("Wales is a patronymic surname.", quote)).not.toBeNull();
});
