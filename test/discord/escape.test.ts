import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeText, plain, shorten } from "#discord/escape.ts";
import { link } from "#discord/link.ts";
import { splitEscaped } from "#discord/split.ts";
import { hostile } from "./arbitrary.ts";
import { activeMarkup, shown } from "./discord-markdown.ts";

describe("escaped text", () => {
  test("is no markup, mention, link or emoji, and shows the words it was", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const safe = escapeText(text);
        expect(activeMarkup(safe)).toEqual([]);
        expect(shown(safe)).toBe(plain(text));
      }),
      { numRuns: 600 },
    );
  });

  test.each([
    ["@everyone look", "\\@everyone look"],
    ["<@123> and <#45>", "\\<\\@123\\> and \\<#45\\>"],
    ["[here](https://evil.example)", "\\[here\\](https\\://evil.example)"],
    ["# Big", "\\# Big"],
    ["-# **[2]** The Times", "\\-# \\*\\*\\[2\\]\\*\\* The Times"],
    ["1. first", "1\\. first"],
    ["> said", "\\> said"],
    ["a\n# b", "a # b"],
    ["\u202Egpj.exe\u202C", "gpj.exe"],
    ["discord.gg/join", "discord\\.gg/join"],
    ["at 12:30, “so it is” (he said)", "at 12:30, “so it is” (he said)"],
    ["- a dash – and minus -1", "\\- a dash – and minus -1"],
    ["\uD83D lone", "\uFFFD lone"],
    ["👩‍👧 می‌خواهم", "👩‍👧 می‌خواهم"],
  ])("%j becomes %j", (text, safe) => {
    expect(escapeText(text)).toBe(safe);
  });
});

describe("a text that is cut", () => {
  test("keeps its words, whole characters and escapes in pieces within the limit", () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 40, max: 2000 }), (text, limit) => {
        const pieces = splitEscaped(text, limit);
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(limit);
          expect(activeMarkup(piece)).toEqual([]);
        }
        const words = (parts: readonly string[]) => shown(parts.join("")).replaceAll(" ", "");
        expect(words(pieces)).toBe(plain(text).replaceAll(" ", ""));
      }),
      { numRuns: 250 },
    );
  });

  test("is cut after a sentence, or else between words", () => {
    expect(splitEscaped("One is here. Two is here. Three is a longer one.", 30)).toEqual([
      "One is here. Two is here.",
      "Three is a longer one.",
    ]);
    expect(splitEscaped("one two three four five six", 15)).toEqual(["one two three", "four five six"]);
    expect(splitEscaped("end and - not a list", 9)).toEqual(["end and", "\\- not a", "list"]);
  });

  test("is shortened between words, and never inside a surrogate pair", () => {
    expect(shorten("one two three", 9)).toBe("one two…");
    expect(shorten("😀😀😀", 4)).toBe("😀…");
    expect(shorten("short", 5)).toBe("short");
  });
});

describe("a link", () => {
  test("is the address of an article, without preview", () => {
    expect(link("https://news.example/a?b=c#d")).toBe("<https://news.example/a?b=c#d>");
    expect(link("https://news.example/Übung (1)>*_x_*")).toBe(
      "<https://news.example/%C3%9Cbung%20%281%29%3E%2A_x_%2A>",
    );
    const long = `https://news.example/${"a".repeat(150)}`;
    expect(link(long)).toBe(`[open the article](<${long}>)`);
  });

  test.each([
    null,
    "",
    "not an address",
    "javascript:alert(1)",
    "ftp://a.example/",
    "https://user:pw@a.example/",
    `https://a.example/${"a".repeat(600)}`,
  ])("is left out for %j", (address) => {
    expect(link(address)).toBe("");
  });

  test("holds nothing that ends it early", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.webPath().map((path) => `https://a.example${path}`),
          hostile.map((text) => `https://a.example/${text}`),
        ),
        (address) => {
          expect(link(address)).toMatch(
            /^$|^<https?:\/\/[^\s<>()*`|[\]\\]+>$|^\[open the article\]\(<https?:\/\/[^\s<>()*`|[\]\\]+>\)$/u,
          );
        },
      ),
    );
  });
});
