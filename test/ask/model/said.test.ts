import { expect, test } from "vitest";
import { readSaid } from "#ask/model/said.ts";

test("a statement is read with its quotes", () => {
  expect(readSaid({ statement: " A. ", quotes: [{ passage: "p1", quote: "a" }] })).toEqual({
    kind: "statement",
    text: "A.",
    quotes: [{ label: "p1", quote: "a" }],
  });
});

test("a single quote beside the statement, and quotes that share one passage, are read too", () => {
  const expected = { kind: "statement", text: "A.", quotes: [{ label: "p1", quote: "a" }] };
  expect(readSaid({ statement: "A.", passage: "p1", quote: "a" })).toEqual(expected);
  expect(readSaid({ statement: "A.", passage: "p1", quotes: ["a"] })).toEqual(expected);
});

test("a statement keeps its place without a usable quote: the check refuses it", () => {
  expect(readSaid({ statement: "A.", quotes: [null, 3, { quote: 1 }] })).toEqual({
    kind: "statement",
    text: "A.",
    quotes: [],
  });
  expect(readSaid({ statement: "A." })).toEqual({ kind: "statement", text: "A.", quotes: [] });
});

test("a word on what is missing is read, anything else is not", () => {
  expect(readSaid({ missing: " the judge's name " })).toEqual({ kind: "missing", text: "the judge's name" });
  for (const value of [null, 1, "statement", [], {}, { passage: "p1", quote: "a" }, { statement: 3 }]) {
    expect(readSaid(value)).toBeNull();
  }
});
