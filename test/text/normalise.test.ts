import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentHash } from "#text/hash.ts";
import { normaliseLine, normalisePlain, normaliseText } from "#text/normalise.ts";
import { paragraphs } from "#text/paragraphs.ts";
import { nastyText } from "./nasty-text.ts";

describe("normalised text", () => {
  test("leaves ordinary text alone: double spaces, tabs, composed and decomposed letters, emoji, many scripts", () => {
    const text =
      "  Two  spaces,\ttab\n\n\nZoë Zoe\u0308 — “quoted” … 5 €\n東京です。 नमस्ते क्‍ष می‌خواهم 👨‍👩‍👧 ❤️ 1️⃣ 👍🏽 葛󠄀 \ufb01 ½ H₂O ™ ";
    expect(normaliseText(text)).toBe(text);
  });

  test("keeps line ends and spaces of every width, and makes lone carriage returns and the like line ends", () => {
    const kept = "a\r\nb\u00a0c\u2009d\u202fe\u3000f\u1680g\r\n\r\nh";
    expect(normaliseText(kept)).toBe(kept);
    expect(normalisePlain(kept)).toBe("a\nb c d e f g\n\nh");
    expect(normaliseText("b\rc\u2028d\u2029e\u0085f\vg\fh\u2800i")).toBe("b\nc\nd\n\ne\nf\ng\nh i");
  });

  test("removes what cannot be seen", () => {
    const invisible = [
      "\u0000\u0007\u001b\u007f\u009f",
      "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e",
      "\u202a\u202e\u2066\u2069\u200e\u200f\u061c",
      "\u{e0001}\u{e0041}\u{e007f}",
      "\ufe0f\ufe00\u{e0100}\u{e01ef}",
      "\u3164\uffa0\u115f\u{1d173}",
    ];
    for (const hidden of invisible) {
      expect(normaliseText(`ig${hidden}nore`), JSON.stringify(hidden)).toBe("ignore");
    }
  });

  test("replaces half characters", () => {
    expect(normaliseText("a\ud83dz\ude00")).toBe("a\ufffdz\ufffd");
  });

  test("is the same when normalised again, and of a title one trimmed line", () => {
    fc.assert(
      fc.property(nastyText, (raw) => {
        const text = normaliseText(raw);
        expect(normaliseText(text)).toBe(text);
        const line = normaliseLine(raw);
        expect(normaliseLine(line)).toBe(line);
        expect(line).not.toMatch(/\n|\r| {2}|^\s|\s$/);
      }),
      { numRuns: 3000 },
    );
    expect(normaliseLine("  A\r\n title\u00a0\u200b with\ttabs ")).toBe("A title with tabs");
  });

  test("holds no control, direction or zero-width character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (raw) => {
        expect(normaliseText(raw)).not.toMatch(
          /(?![\t\n]|\r\n)\p{Cc}|\p{Cs}|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u,
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe("paragraphs", () => {
  test("are separated by blank lines and trimmed", () => {
    const text = "\n One\nline two \n \t\n\n\nTwo\n\n   \nThree";
    expect(paragraphs(text).map(({ start, end }) => text.slice(start, end))).toEqual(["One\nline two", "Two", "Three"]);
    expect(paragraphs(" \n\n ")).toEqual([]);
  });

  test("together hold every character that is not white space", () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const held = paragraphs(text).map(({ start, end }) => text.slice(start, end));
        expect(held.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
      }),
    );
  });
});

describe("the hash of an article", () => {
  test("is SHA-256 of title and text, which cannot run together", () => {
    expect(contentHash("", "")).toMatch(/^[0-9a-f]{64}$/);
    expect(contentHash("a", "b")).toBe(contentHash("a", "b"));
    expect(
      new Set([contentHash("ab", "c"), contentHash("a", "bc"), contentHash("", "abc"), contentHash("a\nb", "c")]).size,
    ).toBe(4);
  });
});
