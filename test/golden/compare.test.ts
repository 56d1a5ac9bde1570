import { expect, test } from "vitest";
import { InputError } from "#errors.ts";
import type { ExtractedArticle, Notice } from "#types.ts";
import { isSameDate, wrongFields } from "./compare.ts";
import type { ExpectedArticle, GoldenCase } from "./load.ts";

const ARTICLE: ExtractedArticle = {
  givenId: null,
  title: "Eels",
  author: "Sanna Keld",
  publishedAt: "2024-04-09T05:15:22Z",
  outlet: null,
  url: null,
  text: "They are back.",
};

const EXPECTED: ExpectedArticle = {
  shape: "test",
  address: null,
  charset: null,
  title: "Eels",
  author: "Sanna Keld",
  publishedAt: "2024-04-09T05:15:22+00:00",
  outlet: null,
  url: null,
  notices: [],
};

function goldenCase(expected: GoldenCase["expected"]): GoldenCase {
  return { name: "test", file: "page.html", bytes: new Uint8Array(), expected, text: "" };
}

function noticed(...kinds: readonly Notice["kind"][]): ExtractedArticle {
  return { ...ARTICLE, notices: kinds.map((kind) => ({ kind, message: "said" })) };
}

test("An article with the expected fields has none wrong; each other value is named", () => {
  expect(wrongFields(goldenCase(EXPECTED), { article: ARTICLE })).toEqual([]);
  const other = { ...ARTICLE, title: "Eels | Record", outlet: "Record", originalUrl: "https://a.example/" };
  expect(wrongFields(goldenCase(EXPECTED), { article: other })).toEqual([
    { field: "title", expected: '"Eels"', found: '"Eels | Record"' },
    { field: "outlet", expected: "null", found: '"Record"' },
    { field: "originalUrl", expected: "null", found: '"https://a.example/"' },
  ]);
});

test("Dates are equal as days or as moments with their offset", () => {
  expect(isSameDate("2024-01-01T10:00:00.000Z", "2024-01-01T10:00+00:00")).toBe(true);
  expect(isSameDate("2024-01-01T10:00:00+02:00", "2024-01-01T08:00:00Z")).toBe(false);
  expect(isSameDate("2024-01-01", "2024-01-01T00:00:00Z")).toBe(false);
  expect(isSameDate(null, "2024-01-01")).toBe(false);
  expect(isSameDate(null, null)).toBe(true);
});

test("Notices that are missing or not expected are wrong, those that may be are not, others do not matter", () => {
  const wrong = (expected: Partial<ExpectedArticle>, article: ExtractedArticle) =>
    wrongFields(goldenCase({ ...EXPECTED, ...expected }), { article }).map(({ field }) => field);
  expect(wrong({ notices: ["paywall"] }, ARTICLE)).toEqual(["notices"]);
  expect(wrong({}, noticed("gallery"))).toEqual(["notices"]);
  expect(wrong({ notices: ["paywall"] }, noticed("paywall", "near-duplicate"))).toEqual([]);
  expect(wrong({ mayNotice: ["hidden-text"] }, noticed("hidden-text"))).toEqual([]);
});

test("A refusal has to be an InputError with one of the words", () => {
  const refusal = goldenCase({ shape: "test", address: null, charset: null, refused: "paywall|subscri" });
  expect(wrongFields(refusal, { error: new InputError("For subscribers only.") })).toEqual([]);
  expect(wrongFields(refusal, { error: new InputError("Broken.") })).toHaveLength(1);
  expect(wrongFields(refusal, { error: new TypeError("subscribers is not a function") })).toHaveLength(1);
  expect(wrongFields(refusal, { article: ARTICLE })).toHaveLength(1);
  expect(wrongFields(goldenCase(EXPECTED), { error: new InputError("No.") })).toHaveLength(1);
});
