import fc from "fast-check";
import { expect, test } from "vitest";
import { answerWordFeatures } from "#ask/learned/answer-word-features.ts";

const term = { number: 0, surface: "cup", stem: "cup", idf: 5 };

test("the likeliest word counts as log-odds and as probability", () => {
  const features = answerWordFeatures([0.9, 0.5, 0.1].map((probability, at) => ({ term, at, probability })));
  expect(features.map((value) => Number(value.toFixed(3)))).toEqual([2.197, 0.9]);
});

test("a sentence without a word that may answer is as unlikely as can be told", () => {
  expect(answerWordFeatures([])).toEqual([-8, 0]);
});

test("all features are finite, whatever the probabilities", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (probabilities) => {
      const words = probabilities.toSorted((a, b) => b - a).map((probability, at) => ({ term, at, probability }));
      expect(answerWordFeatures(words).every(Number.isFinite)).toBe(true);
    }),
  );
});
