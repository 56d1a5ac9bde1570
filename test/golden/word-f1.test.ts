import { expect, test } from "vitest";
import { firstDifference, wordF1, wordsOf } from "./word-f1.ts";

test("Equal words agree fully, whatever their case, punctuation and paragraphs", () => {
  expect(wordF1("The eel, again.\n\nIt is back!", "the EEL again it is back")).toBe(1);
  expect(wordF1("", " \n")).toBe(1);
});

test("Missing and added words both cost", () => {
  expect(wordF1("one two three four", "one two three")).toBeCloseTo(6 / 7);
  expect(wordF1("one two three", "one two three four")).toBeCloseTo(6 / 7);
  expect(wordF1("one two", "three four")).toBe(0);
  expect(wordF1("one two", "")).toBe(0);
});

test("A word counts as often as it occurs", () => {
  expect(wordF1("eel eel eel", "eel")).toBeCloseTo(0.5);
  expect(wordF1("eel", "eel eel eel")).toBeCloseTo(0.5);
});

test("Scripts without spaces count by character, others by word", () => {
  expect(wordsOf("松の湯、92年")).toEqual(["松", "の", "湯", "92", "年"]);
  expect(wordsOf("Öl für d’Aubigné, 1.5 كتاب גשר")).toEqual(["öl", "für", "d", "aubigné", "1", "5", "كتاب", "גשר"]);
  expect(wordF1("松の湯", "松の本")).toBeCloseTo(2 / 3);
});

test("Composed and decomposed letters are the same", () => {
  expect(wordF1("Zoë", "Zoe\u0308")).toBe(1);
});

test("The first difference is named with the words around it", () => {
  expect(firstDifference("One two three.", "one TWO three")).toBeNull();
  expect(firstDifference("a b c d e f", "a b c d x f")).toBe("at word 5: expected “b c d e f”, found “b c d x f”");
  expect(firstDifference("a", "")).toBe("at word 1: expected “a”, found “nothing”");
});
