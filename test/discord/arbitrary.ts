import fc from "fast-check";
import type { Abstained, Answer, Answered, Citation, Source } from "#types.ts";

const nasty = [
  "@everyone",
  "@here",
  "<@123456789012345678>",
  "<@&123456789012345678>",
  "<#123456789012345678>",
  "<t:1700000000:R>",
  "<:pwn:123456789012345678>",
  "<a:pwn:123456789012345678>",
  "</ask:123456789012345678>",
  "<id:browse>",
  "<https://evil.example>",
  "[click](https://evil.example)",
  "[x](<https://evil.example>)",
  "https://evil.example/a_b*c",
  "HTTP://EVIL.EXAMPLE",
  "discord.gg/pwn",
  ":smile:",
  "```\nrm -rf\n```",
  "`code`",
  "**bold**",
  "__under__",
  "~~gone~~",
  "||spoiler||",
  "# Heading",
  "-# **[9]** Forged source",
  "> quote",
  ">>> quote",
  "- item",
  "* item",
  "+ item",
  "1. item",
  "\\",
  "\\*",
  "\n",
  "\r\n\r\n",
  "\u2028",
  "\u202Egnp.exe",
  "\u2066",
  "\u200B",
  "\u0007",
  "👩‍👩‍👧‍👦",
  "\uD83D",
  "\uDE00",
  "𝕏",
  "नी",
  "שלום",
  "Ms. Johnson said so.",
  " ",
  "",
];

/** Text as an attacker writes it, of any length: pieces of markup, plain words, and a word longer than a message. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: "binary", maxLength: 8 })), { maxLength: 40 })
      .map((parts) => parts.join(" ")),
  },
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...nasty), { maxLength: 12 }).map((parts) => parts.join("")) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom("*", "a", "𝕏", "\uD83D", "[", "word ", "A sentence. "), fc.integer({ min: 1, max: 5000 }))
      .map(([unit, times]) => unit.repeat(times)),
  },
);

const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const yes = fc.constant(true as const);

const metadata = {
  title: hostile,
  url: nullable(
    fc.oneof(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      hostile,
      fc.constantFrom("javascript:alert(1)", "https://a.example/)]>**x** <@1>", "http://user:pw@evil.example/"),
    ),
  ),
  outlet: nullable(hostile),
  author: nullable(hostile),
  publishedAt: nullable(fc.oneof(fc.constantFrom("2018-06-15", "2018-06-15T10:00:00+02:00"), hostile)),
};

const passage = fc
  .tuple(hostile, fc.nat(5000), fc.array(fc.tuple(fc.nat(6000), fc.nat(6000)), { maxLength: 4 }))
  .map(([text, start, ranges]) => ({
    passageId: "p",
    start,
    end: start + text.length,
    text,
    quotes: ranges.map(([a, b]) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)].map((at) => at % (text.length + 1)).toSorted((x, y) => x - y);
      return { start: start + (from ?? 0), end: start + (to ?? 0), text: text.slice(from, to) };
    }),
  }));

const summary = fc.record({ id: fc.string(), shelf: fc.constant("main"), version: fc.constant(1), ...metadata });

export const source: fc.Arbitrary<Source> = fc.record({
  number: fc.integer({ min: 1, max: 40 }),
  articleId: fc.string(),
  shelf: fc.constant("main"),
  version: fc.integer({ min: 1, max: 3 }),
  passages: fc.array(passage, { maxLength: 12 }),
  isOlder: maybe(yes),
  alsoCarriedBy: maybe(fc.array(summary, { maxLength: 5 })),
  ...metadata,
});

const citation = (source: number): Citation => ({ source, passageId: "p", start: 0, end: 1, quote: "q" });

const base = {
  question: hostile,
  understoodAs: hostile,
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  milliseconds: fc.nat(),
};

export const anyAnswered: fc.Arbitrary<Answered> = fc.record({
  ...base,
  kind: fc.constant("answered" as const),
  answeredBy: fc.constantFrom("extractive" as const, "model" as const),
  asOf: nullable(fc.oneof(fc.constant("2018-06-15"), hostile)),
  removed: fc.nat(5),
  statements: fc.array(
    fc.record({
      text: hostile,
      citations: fc.array(fc.integer({ min: 1, max: 40 }).map(citation), { maxLength: 30 }),
      disagreesWith: maybe(fc.nat(7)),
    }),
    { maxLength: 6 },
  ),
  sources: fc.uniqueArray(source, { maxLength: 30, selector: ({ number }) => number }),
  missing: maybe(hostile),
  instead: maybe(hostile),
  isCutOff: maybe(yes),
});

const abstained: fc.Arbitrary<Abstained> = fc.record({
  ...base,
  kind: fc.constant("abstained" as const),
  reason: hostile,
  nearest: fc.array(summary, { maxLength: 8 }),
  isSmallTalk: maybe(yes),
  coverage: fc.record({ articles: fc.nat(), passages: fc.nat(), from: metadata.publishedAt, to: metadata.publishedAt }),
});

/** Any answer, with texts of an attacker in every place. */
export const anyAnswer: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 4, arbitrary: anyAnswered },
  { weight: 1, arbitrary: abstained },
);
