import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAsk } from "#ask/ask.ts";
import { compose } from "#ask/compose.ts";
import { disagreements } from "#ask/sources/disagreements.ts";
import type { Answered } from "#types.ts";
import { CORRECTED, EDITED, OTHER, REPORT, REPRINT } from "./sources/reports.ts";
import { findingsIn, quoting } from "./sources/told-by.ts";
import { dependencies, libraryOf, type Told } from "./stage.ts";

const QUESTION = "How many people were injured in the fire at the cannery in Port Alder?";
const TWELVE = "Twelve people were injured in the fire and taken to the hospital in Tamber.";
const FOURTEEN = "Fourteen people were injured in the fire and taken to the hospital in Tamber.";

async function answerFrom(told: readonly Told[], question = QUESTION): Promise<Answered> {
  const answer = await createAsk(dependencies(await libraryOf(told)))({ question, shelves: ["main"] });
  if (answer.kind === "abstained") throw new Error(answer.reason);
  for (const citation of answer.statements.flatMap(({ citations }) => citations)) {
    const source = answer.sources.find(({ number }) => number === citation.source);
    const article = told.find(({ id }) => id === source?.articleId);
    expect(article?.text.slice(citation.start, citation.end)).toBe(citation.quote);
  }
  return answer;
}

describe("an answer from several reports of one event", () => {
  test("quotes the original, and says who carries it too", async () => {
    const answer = await answerFrom([EDITED, REPRINT, REPORT]);
    expect(answer.sources.map(({ articleId }) => articleId)).toEqual(["wire"]);
    expect(answer.sources[0]?.alsoCarriedBy?.map(({ outlet }) => outlet)).toEqual(["Solway Ledger", "Evening Lantern"]);
    expect(answer.statements.map(({ text }) => text)).toContain(TWELVE);
  });

  test("shows the other number with its quote where one was corrected", async () => {
    const answer = await answerFrom([REPORT, CORRECTED, OTHER]);
    const texts = answer.statements.map(({ text }) => text);
    const [first, second] = [TWELVE, FOURTEEN].map((text) => texts.findIndex((said) => said.endsWith(text)));
    const pair = [first ?? -1, second ?? -1].toSorted((a, b) => a - b);
    expect(pair[0]).toBeGreaterThanOrEqual(0);
    expect(answer.statements.map(({ disagreesWith }) => disagreesWith)).toEqual(
      texts.map((_, index) => (index === pair[1] ? pair[0] : undefined)),
    );
    const cited = answer.statements[pair[1] ?? 0]?.citations[0];
    expect(cited?.quote).toBe(texts[pair[1] ?? 0]);
    expect(answer.sources.every(({ alsoCarriedBy }) => alsoCarriedBy === undefined)).toBe(true);
  });

  test("says nothing of carriers, age or disagreement where there are none", async () => {
    const answer = await answerFrom([REPORT, OTHER]);
    expect(answer.statements.every((statement) => !("disagreesWith" in statement))).toBe(true);
    expect(answer.sources.every((source) => !("alsoCarriedBy" in source) && !("isOlder" in source))).toBe(true);
  });

  test("marks what was published long before the newest source", async () => {
    const later = {
      ...OTHER,
      publishedAt: "2022-01-10",
      text: "The rebuilt Marlow cannery in Port Alder opened. In the fire twelve people had been injured, Ines Marlow recalled.",
    };
    const answer = await answerFrom([REPORT, later]);
    const older = new Map(answer.sources.map(({ articleId, isOlder }) => [articleId, isOlder]));
    expect(older).toEqual(new Map([...older.keys()].map((id) => [id, id === "wire" ? true : undefined])));
    expect([...older.keys()].toSorted()).toEqual(["other", "wire"]);
    expect(answer.asOf).toBe("2022-01-10");
  });
});

describe("composing", () => {
  test("puts what disagrees behind all drafts, and gives its source the next number", async () => {
    const findings = await findingsIn([REPORT, CORRECTED], QUESTION);
    const drafts = [quoting(findings, "wire", "Twelve"), quoting(findings, "wire", "340 people")];
    const composed = compose(drafts, { disagreements: disagreements(drafts, findings) });
    expect(composed.statements.map(({ text, disagreesWith }) => ({ text, disagreesWith }))).toEqual([
      { text: TWELVE, disagreesWith: undefined },
      { text: drafts[1]?.text, disagreesWith: undefined },
      { text: FOURTEEN, disagreesWith: 0 },
    ]);
    expect(composed.sources.map(({ number, articleId }) => [number, articleId])).toEqual([
      [1, "wire"],
      [2, "corrected"],
    ]);
  });

  test("marks a draft that disagrees with an earlier one, and does not say it twice", async () => {
    const findings = await findingsIn([REPORT, CORRECTED], QUESTION);
    const drafts = [quoting(findings, "corrected", "Fourteen"), quoting(findings, "wire", "Twelve")];
    const composed = compose(drafts, { disagreements: disagreements(drafts, findings) });
    expect(composed.statements.map(({ text, disagreesWith }) => ({ text, disagreesWith }))).toEqual([
      { text: FOURTEEN, disagreesWith: undefined },
      { text: TWELVE, disagreesWith: 0 },
    ]);
  });

  test("finds at most two disagreements, whatever the articles say", async () => {
    const words = fc.constantFrom(
      "twelve",
      "14",
      "people",
      "were",
      "injured",
      "Port Alder",
      "fire",
      "May 4",
      "2019",
      "on Tuesday",
      "$3",
      "5 %",
      ",",
      "by Ruth Keller",
      "not",
      "\n\n",
    );
    const text = fc.array(words, { minLength: 3, maxLength: 25 }).map((parts) => `${parts.join(" ")}.`);
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 2, maxLength: 4 }), async (texts) => {
        const told = texts.map((body, index) => ({ ...OTHER, id: `a${index}`, text: body }));
        const findings = await findingsIn(told, QUESTION);
        const drafts = findings.evidence
          .slice(0, 3)
          .map(({ article, analysed }) => quoting(findings, article.id, analysed.sentences[0]?.text ?? ""));
        const found = disagreements(drafts, findings);
        expect(found.length).toBeLessThanOrEqual(2);
        for (const { of, statement } of found) expect(statement).not.toBe(drafts[of]);
        expect(disagreements(drafts, findings)).toEqual(found);
      }),
      { numRuns: 40 },
    );
  });
});
