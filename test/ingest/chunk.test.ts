import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createExtractor } from "#extract/extractor.ts";
import { chunk } from "#ingest/chunk.ts";
import { sentences } from "#text/sentences.ts";
import { estimateTokens } from "#text/tokens.ts";
import { nastyText } from "../text/nasty-text.ts";

const article = (text: string) => ({ id: "a1", shelf: "main", version: 3, text });

/** `count` sentences of about `tokens` tokens each, in one paragraph. */
function prose(count: number, tokens: number): string {
  const filler = "word ".repeat(Math.max(1, Math.round((tokens * 4 - 12) / 5))).trim();
  return Array.from({ length: count }, (_, index) => `Sentence ${index} ${filler}.`).join(" ");
}

function expectLawful(text: string): void {
  const passages = chunk(article(text));
  const ends = new Set(sentences(text).map(({ end }) => end));
  const starts = new Set(sentences(text).map(({ start }) => start));
  let at = 0;
  for (const [index, passage] of passages.entries()) {
    expect(passage.ordinal).toBe(index);
    expect(passage.text).toBe(text.slice(passage.start, passage.end));
    expect(text.slice(at, passage.start).trim()).toBe("");
    expect(starts.has(passage.start) && ends.has(passage.end)).toBe(true);
    if (estimateTokens(passage.text) > 256) {
      // Sentences are measured one by one, so the sum may differ by the spaces between them.
      const inside = sentences(passage.text);
      const sum = inside.reduce((total, { start, end }) => total + estimateTokens(passage.text.slice(start, end)), 0);
      expect(inside.length === 1 || sum <= 256).toBe(true);
    }
    at = passage.end;
  }
  expect(text.slice(at).trim()).toBe("");
  expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length);
}

describe("passages", () => {
  test("of any text hold every character that is not white space once, cut no sentence, and are slices of it", () => {
    fc.assert(fc.property(nastyText, expectLawful), { numRuns: 500 });
    const long = fc.array(nastyText, { minLength: 5, maxLength: 40 }).map((parts) => parts.join("\n\n"));
    fc.assert(fc.property(long, expectLawful), { numRuns: 150 });
  });

  test("of the story that ships are lawful and of the right size", async () => {
    const bytes = readFileSync(new URL("../../data/articles/never-say-never.md", import.meta.url));
    const document = { source: "story", identity: null, format: "markdown", bytes } as const;
    const { text } = await createExtractor().extract(document);
    expectLawful(text);
    for (const passage of chunk(article(text))) {
      expect(estimateTokens(passage.text)).toBeGreaterThan(100);
      expect(estimateTokens(passage.text)).toBeLessThanOrEqual(256);
    }
  });

  test("know their article, version and place", () => {
    expect(chunk(article("One. Two."))).toEqual([
      {
        id: "main/a1@3#0",
        articleId: "a1",
        shelf: "main",
        version: 3,
        ordinal: 0,
        start: 0,
        end: 9,
        text: "One. Two.",
      },
    ]);
  });

  test("of a short article are one, across paragraphs", () => {
    expect(chunk(article(`${prose(3, 20)}\n\n${prose(3, 20)}`))).toHaveLength(1);
  });

  test("share a remainder instead of leaving a crumb", () => {
    const sizes = chunk(article(prose(11, 25))).map(({ text }) => estimateTokens(text));
    expect(sizes).toHaveLength(2);
    expect(Math.min(...sizes)).toBeGreaterThan(100);
  });

  test("end with a paragraph where there is a choice", () => {
    const text = `${prose(9, 22)}\n\n${prose(9, 22)}\n\n${prose(9, 22)}`;
    expect(chunk(article(text)).map(({ text: passage }) => passage)).toEqual(text.split("\n\n"));
  });

  test("do not leave a heading behind at their end", () => {
    const text = `${prose(10, 20)}\n\nWhat came next\n\n${prose(10, 20)}`;
    const [first, second] = chunk(article(text));
    expect(first?.text.endsWith("What came next")).toBe(false);
    expect(second?.text.startsWith("What came next")).toBe(true);
  });

  test("give a sentence over the limit a passage of its own", () => {
    const long = `This ${"very ".repeat(400)}long sentence ends.`;
    const passages = chunk(article(`Short before. ${long} Short after.`));
    expect(passages.map(({ text }) => text)).toEqual(["Short before.", long, "Short after."]);
  });

  test("count a character of Chinese or Japanese as a token", () => {
    const passages = chunk(article("这是一个句子。".repeat(100)));
    expect(passages.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...passages.map(({ text }) => text.length))).toBeLessThanOrEqual(256);
  });

  test("of a megabyte are cut in under two seconds", () => {
    const began = performance.now();
    expect(chunk(article(prose(10_000, 25))).length).toBeGreaterThan(900);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
