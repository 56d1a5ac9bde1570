import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { locateQuote, locateQuotes } from "#ask/verify/locate.ts";
import { words } from "#text/words.ts";

const PASSAGE =
  "Tove Lind bought the “old” Norrby mill—Sweden's largest—in 2018.  She did not close it, and hired 1,500 workers within two years… The council of Falun paid nothing, although illegal dumping had cost the town 2.5 million kronor.";

function found(quote: string): string | null {
  const span = locateQuote(quote, PASSAGE);
  return span && PASSAGE.slice(span.start, span.end);
}

describe("found", () => {
  test.each([
    ["She did not close it", "She did not close it"],
    ["she did not close it", "She did not close it"],
    ['"She did not close it"', "She did not close it"],
    ["“She did not close it.”", "She did not close it"],
    ["bought the 'old' Norrby mill - ", "bought the “old” Norrby mill"],
    [
      'bought the "old" Norrby mill-Sweden’s largest-in 2018.',
      "bought the “old” Norrby mill—Sweden's largest—in 2018.",
    ],
    ["largest—in 2018. She\n did not", "largest—in 2018.  She did not"],
    ["within two years...", "within two years…"],
    ["...within two years", "within two years"],
    ["The council of Falun paid nothing.", "The council of Falun paid nothing"],
    ["The council of Fa\u0301lun paid nothing", "The council of Falun paid nothing"],
    // A few words wrong, left out or put in.
    [
      "The council of Falun paid nothing, though illegal dumping had cost the town 2.5 million kronor",
      "The council of Falun paid nothing, although illegal dumping had cost the town 2.5 million kronor",
    ],
    [
      "She did not close it, and she hired 1,500 workers within two years",
      "She did not close it, and hired 1,500 workers within two years",
    ],
  ])("%s", (quote, expected) => expect(found(quote)).toBe(expected));
});

describe("not found", () => {
  test.each([
    "",
    " … ",
    "legal dumping",
    "500 workers",
    "5 million kronor",
    "hired 1",
    "She closed it",
    "She did not close it, and hired 1,600 workers within two years",
    "The council of Mora paid nothing, although illegal dumping had cost the town 2.5 million kronor",
    "She did not close it … within two years",
    "A".repeat(2001),
  ])("%s", (quote) => expect(found(quote)).toBeNull());
});

test("a quote with an ellipsis is found part by part, in order", () => {
  const parts = (quote: string) =>
    locateQuotes(quote, PASSAGE)?.map(({ start, end }) => PASSAGE.slice(start, end)) ?? null;
  expect(parts("She did not close it ... within two years")).toEqual(["She did not close it", "within two years"]);
  expect(parts("“Tove Lind […] hired 1,500 workers … paid nothing.”")).toEqual([
    "Tove Lind",
    "hired 1,500 workers",
    "paid nothing",
  ]);
  expect(parts("within two years … She did not close it")).toBeNull();
  expect(parts("hired … bought")).toBeNull();
  expect(parts("She did not close it")).toEqual(["She did not close it"]);
});

const NEWS = readFileSync("data/eval/news/articles.jsonl", "utf8")
  .trim()
  .split("\n")
  .map((line) => (JSON.parse(line) as { text: string }).text.slice(0, 2000));
const OTHERS = [
  "Die Brücke in Port Alder wurde am Dienstag eröffnet; „sie ist sicher“, sagte Bürgermeisterin Keller.",
  "港のアルダー橋は火曜日に開通した。市長は「安全だ」と述べた。",
  "पोर्ट एल्डर का पुल मंगलवार को खुला।",
  "افتُتح الجسر يوم الثلاثاء، وقالت العمدة إنه آمن.",
];
const STRANGE = fc.string({ unit: "grapheme", maxLength: 120 });
const PLACE = fc.nat(9999);
const MOST_WORDS = 120;

test("a true slice on word boundaries is always found, also with other marks and white space", () => {
  fc.assert(
    fc.property(fc.constantFrom(...NEWS, ...OTHERS), PLACE, PLACE, (text, one, other) => {
      const all = words(text);
      if (all.length === 0) return;
      const first = one % all.length;
      const last = Math.min(all.length - 1, first + (other % MOST_WORDS));
      const slice = text.slice(all[first]?.start, all[last]?.end);
      const span = locateQuote(slice, text);
      expect(span && text.slice(span.start, span.end)).toBe(slice);
      const rewritten = slice.replace(/["“”]/gu, "'").replace(/\s+/gu, "  ").replaceAll("’", "'").normalize("NFD");
      expect(locateQuote(`"${rewritten}."`, text)).not.toBeNull();
    }),
    { numRuns: 300 },
  );
});

test("whatever is found is a part of the passage, and nothing throws", () => {
  const text = fc.oneof(STRANGE, fc.string({ unit: "binary", maxLength: 80 }));
  fc.assert(
    fc.property(text, text, text, (before, quote, after) => {
      for (const passage of [before + quote + after, before, after]) {
        for (const { start, end } of locateQuotes(quote, passage) ?? []) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(passage.length);
        }
      }
    }),
    { numRuns: 500 },
  );
});
