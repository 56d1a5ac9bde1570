import { expect, test } from "vitest";
import { fuzz } from "./fuzz.ts";

/** Bytes; what is cached on purpose (styles, fonts, patterns) is less. */
const MOST_KEPT = 48 * 1024 * 1024;

test.each([
  ["text", 10_000],
  ["markdown", 10_000],
  ["json", 10_000],
  ["html", 10_000],
  ["pdf", 10_000],
  ["docx", 10_000],
] as const)(
  "of hostile %s, %i documents are articles or refused, none slow, none kept",
  { timeout: 120_000 },
  async (format, count) => {
    const { articles, refused, wrong, slowest, kept } = await fuzz(format, count);
    expect(wrong).toEqual([]);
    expect(articles + refused).toBeGreaterThanOrEqual(count);
    expect(slowest).toBeLessThan(1000);
    expect(kept).toBeLessThan(MOST_KEPT);
  },
);
