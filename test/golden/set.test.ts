import { describe, expect, test } from "vitest";
import { endingOf, loadCases } from "./load.ts";
import { decoded, readings, source } from "./page-words.ts";
import { bagOf, wordsOf } from "./word-f1.ts";

const cases = loadCases();
const named = cases.map((one) => ({ name: one.name, one }));
const articles = named.filter(({ one }) => !("refused" in one.expected));

describe("the golden set", () => {
  test("is as large as the issue asks, in as many shapes as outlets use", () => {
    const ofEnding = (ending: string) => cases.filter(({ file }) => endingOf(file) === ending).length;
    expect(cases.length).toBeGreaterThanOrEqual(48);
    expect(new Set(cases.map(({ expected }) => expected.shape)).size).toBeGreaterThanOrEqual(25);
    expect(ofEnding("pdf")).toBeGreaterThanOrEqual(5);
    expect(ofEnding("docx")).toBeGreaterThanOrEqual(4);
  });

  test("tells no two articles twice", () => {
    const texts = articles.map(({ one }) => one.text);
    expect(new Set(texts).size).toBe(texts.length);
  });
});

test.each(named)("$name is small and names no path of a machine", ({ one }) => {
  expect(one.bytes.length).toBeLessThan(60_000);
  expect(Buffer.from(one.bytes).toString("latin1")).not.toMatch(/file:\/\/|\/(?:tmp|root|home|work|Users)\//);
});

const legacy = named.filter(({ one }) => (one.expected.encoding ?? "utf-8") !== "utf-8");

test("Six encodings besides UTF-8 occur", () => {
  expect(new Set(legacy.map(({ one }) => one.expected.encoding)).size).toBeGreaterThanOrEqual(6);
});

test.each(legacy)("$name is in its encoding and would be broken as UTF-8", ({ one }) => {
  expect(decoded(one.bytes, one.expected.encoding)).not.toContain("\ufffd");
  expect(() => decoded(one.bytes)).toThrow(TypeError);
});

test.each(articles)("$name: every word of the expected text stands in the page as often", async ({ one }) => {
  expect(missingWords(await readings(one), one.text)).toEqual([]);
  expect(wordsOf(one.text).length).toBeGreaterThan(40);
});

test.each(articles)(
  "$name: title and author stand in the page, the date is ISO 8601, the address is clean",
  async ({ one }) => {
    if ("refused" in one.expected) {
      throw new Error("Expected an article.");
    }
    const { title, author, publishedAt, url, address, originalUrl } = one.expected;
    const found = [...(await readings(one)), await source(one)];
    expect(missingWords(found, title)).toEqual([]);
    expect(missingWords(found, author ?? "")).toEqual([]);
    expect(publishedAt ?? "2024-01-01").toMatch(/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))?$/);
    expect(Number.isNaN(Date.parse(publishedAt ?? "2024-01-01"))).toBe(false);
    expect(url ?? "").not.toMatch(/[?&](?:utm_|fbclid|cmp|wt_mc|ref)/);
    expect(originalUrl !== undefined && address !== null).toBe(one.expected.notices.includes("syndicated"));
  },
);

test.each(articles)("$name: the text has paragraphs, no markup and no white space to spare", ({ one }) => {
  const paragraphs = one.text.split("\n\n");
  expect(paragraphs.length).toBeGreaterThan(1);
  for (const paragraph of paragraphs) {
    expect(paragraph).toBe(paragraph.replace(/\s+/g, " ").trim());
    expect(paragraph).not.toMatch(/<\/?[a-z]+[^<>]*>|&[a-z]+;/);
  }
});

/** Words of `text` that none of the readings has as often. */
function missingWords(found: readonly string[], text: string): readonly string[] {
  const bags = found.map(bagOf);
  return [...bagOf(text)]
    .filter(([word, count]) => bags.every((bag) => (bag.get(word) ?? 0) < count))
    .map(([word]) => word);
}
