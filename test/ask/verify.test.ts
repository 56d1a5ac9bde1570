import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { DraftStatement } from "#ask/draft.ts";
import { analysePassage } from "#ask/rank/analyse.ts";
import { createVocabulary } from "#ask/rank/vocabulary.ts";
import { parseSupportModel } from "#ask/verify/model.ts";
import { judgeClaim, verify } from "#ask/verify/verify.ts";
import { chunk } from "#ingest/chunk.ts";
import { articleOf, lexicon, thesaurus } from "./stage.ts";

const article = articleOf({
  id: "factory",
  title: "Tove Lind reopens the Norrby paper mill",
  text: "Tove Lind bought the Norrby mill in 2018. She did not close it, and hired 140 workers within two years. The council of Falun paid nothing.",
});
const [stored] = chunk(article);
if (!stored) throw new Error("The article has no passage.");
const passage = analysePassage({ passage: stored, article }, createVocabulary(lexicon, thesaurus));
const HIRED = "She did not close it, and hired 140 workers within two years.";

function claim(text: string, over: Partial<DraftStatement> = {}, quote = HIRED) {
  const start = article.text.indexOf(quote);
  const quotes = [{ passage, start, end: start + quote.length, quote }];
  return {
    statement: { text, short: "", lead: "", quotes, ...over },
    articles: new Map([[stored?.id ?? "", article]]),
  };
}

function complaint(...args: Parameters<typeof claim>): string | null {
  const verdict = verify(claim(...args));
  return verdict.kept ? null : verdict.complaint;
}

test("a sentence rests on itself", () => {
  expect(complaint(HIRED)).toBeNull();
});

test("a trimmed sentence rests on the whole one", () => {
  expect(complaint("She did not close it.")).toBeNull();
});

test("a swapped number is refused", () => {
  expect(complaint(HIRED.replace("140", "410"))).toBe("The number 410 does not stand in the quotes.");
});

test("a swapped number in words is refused, the same number in digits is not", () => {
  expect(complaint(HIRED.replace("two", "three"))).toBe("The number three does not stand in the quotes.");
  expect(complaint(HIRED.replace("two", "2"))).toBeNull();
});

test("a swapped name is refused", () => {
  expect(complaint("The council of Mora paid nothing.", {}, "The council of Falun paid nothing.")).toBe(
    "The name Mora does not stand in the quotes.",
  );
});

test("a dropped negation is refused, and so is an added one", () => {
  expect(complaint("She did close it, and hired 140 workers within two years.")).toBe(
    "The quotes deny something (“not close”) that the statement leaves out.",
  );
  const bought = "Tove Lind bought the Norrby mill in 2018.";
  expect(complaint("Tove Lind never bought the Norrby mill in 2018.", {}, bought)).toBe(
    "The statement denies something (“never bought”) that its quotes do not deny.",
  );
});

test("invented words are refused, with the first of them", () => {
  expect(complaint("She did not close it, but gambled profits on risky foreign loans.")).toMatch(
    /^\d of \d content words do not stand in the quotes: .*gambl/,
  );
});

test("a lead-in may name what stands in the title, and nothing else", () => {
  expect(complaint(`About Tove Lind: ${HIRED}`, { lead: "Tove Lind" })).toBeNull();
  expect(complaint(`About Eva Lind: ${HIRED}`, { lead: "Eva Lind" })).toBe(
    "“Eva Lind” does not stand in the quoted articles.",
  );
});

test("a short answer in front may be words of a quote, yes or no, and nothing else", () => {
  expect(complaint(`140 workers. ${HIRED}`, { short: "140 workers" })).toBeNull();
  expect(
    complaint(`Within two years. About Tove Lind: ${HIRED}`, { short: "Within two years", lead: "Tove Lind" }),
  ).toBeNull();
  expect(complaint(`No. ${HIRED}`, { short: "No" })).toBeNull();
  expect(complaint(`410 workers. ${HIRED}`, { short: "410 workers" })).toBe(
    "The number 410 does not stand in the quotes.",
  );
  expect(complaint(`Mora. ${HIRED}`, { short: "Mora" })).toBe("The name Mora does not stand in the quotes.");
  expect(complaint(`Never. ${HIRED}`, { short: "Never" })).toBe("“Never” does not stand in the quotes.");
});

test("a quote that is not there word for word is refused", () => {
  const quotes = claim(HIRED).statement.quotes.map((quote) => ({ ...quote, start: quote.start + 1 }));
  expect(complaint(HIRED, { quotes })).toMatch(/^The quote “She did not close it.*” does not stand at 43 to/);
});

test("a statement without a quote, and one of a removed article, are refused", () => {
  expect(complaint(HIRED, { quotes: [] })).toBe("The statement has no quote. Quote the words it rests on.");
  const { statement } = claim(HIRED);
  expect(verify({ statement, articles: new Map() })).toEqual({
    kept: false,
    complaint: "The article “Tove Lind reopens the Norrby paper mill” is no longer in the library.",
  });
});

test("with the learned part a claim has a score, and a freer wording passes", () => {
  const model = parseSupportModel(JSON.parse(readFileSync("data/support/weights.json", "utf8")));
  const support = { lexicon, model };
  const paid = "The council of Falun paid nothing.";
  expect(judgeClaim(claim(HIRED), support)).toEqual({ score: 1, complaint: null });
  expect(judgeClaim(claim("Falun paid nothing.", {}, paid), support).complaint).toBeNull();
  const reworded = claim("Tove Lind did not close the mill, and hired 140 workers within two years.");
  expect(verify(reworded, support)).toEqual({ kept: true });
  const invented = judgeClaim(claim("Profits did not vanish on risky foreign loans."), support);
  expect(invented.score).toBeLessThan(model.threshold);
  expect(invented.complaint).not.toBeNull();
  const missing = { ...claim(HIRED), articles: new Map() };
  expect(judgeClaim(missing, support).score).toBe(0);
});

test("a pronoun stands for a name of the sentence before, not for any name of the passage", () => {
  expect(complaint("Tove Lind hired 140 workers within two years.")).toBeNull();
  expect(complaint("Falun hired 140 workers within two years.")).toBe("The name Falun does not stand in the quotes.");
});

test("a quote that leaves out the denial around it is refused", () => {
  const close = "close it, and hired 140 workers within two years.";
  expect(complaint("She hired 140 workers within two years.", {}, close)).toBe(
    `The quote “${close}” leaves out “not” in front of it. Quote the whole sentence.`,
  );
  expect(complaint("She did.", {}, "She did")).toBe("The quote “She did” ends before “not”. Quote the whole sentence.");
  expect(complaint("The council of Falun paid.", {}, "The council of Falun paid")).toMatch(/ends before “nothing”/);
});
