import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyFilters, type Filters, filtersOf, matchesFilters } from "#ask/filters.ts";
import type { ArticleSummary } from "#types.ts";

/** A Wednesday. */
const TODAY = new Date("2021-06-16T12:00:00Z");

const NONE: Filters = { outlets: [], from: null, to: null, isAboutSource: false };

describe("a question", () => {
  test.each<readonly [string, Partial<Filters>]>([
    ["What was the toll according to the BBC?", { outlets: ["BBC"], isAboutSource: true }],
    ["What did The Guardian write about the strike?", { outlets: ["Guardian"], isAboutSource: true }],
    ["what did the Harbour Courier report on the bridge", { outlets: ["Harbour Courier"], isAboutSource: true }],
    ["What did Reuters say about the merger?", { outlets: ["Reuters"], isAboutSource: true }],
    ["Who is blamed in the Reuters article?", { outlets: ["Reuters"], isAboutSource: true }],
    ["What does Climb Asia Daily's report say about Flores?", { outlets: ["Climb Asia Daily"], isAboutSource: true }],
    [
      "What is said about the fire in articles published by The Solway Ledger?",
      { outlets: ["Solway Ledger"], isAboutSource: true },
    ],
    ["What did Orbit & Beyond report about the satellite?", { outlets: ["Orbit & Beyond"] }],
    ["How many came, according to Ruth Keller?", { outlets: ["Ruth Keller"] }],
  ])("names its outlets: %s", (question, expected) => {
    expect(filtersOf(question, TODAY)).toEqual({ ...NONE, ...expected });
  });

  test.each<readonly [string, string | null, string | null]>([
    ["What does the May 2018 article say about Kim?", "2018-05-01", "2018-05-31"],
    ["Who is named in the May 2018 article?", "2018-05-01", "2018-05-31"],
    ["What do articles from 2019 say about the bridge?", "2019-01-01", "2019-12-31"],
    ["Which articles about the bridge were published in March?", "2021-03-01", "2021-03-31"],
    ["Which articles about the bridge were published in August?", "2020-08-01", "2020-08-31"],
    ["What was in the news yesterday?", "2021-06-15", null],
    ["What happened in Port Alder last week?", "2021-06-07", null],
    ["What do the reports from last week say?", "2021-06-07", "2021-06-13"],
    ["How often has she won since June 2020?", "2020-06-01", null],
    ["What did articles before 2019 say about the pool?", null, "2018-12-31"],
    ["What was reported after 5 May 2020?", "2020-05-06", null],
    ["What do stories published between May 2018 and 3 June 2018 say?", "2018-05-01", "2018-06-03"],
    ["What did articles of February 2020 say?", "2020-02-01", "2020-02-29"],
    ["Is there news from the last three weeks?", "2021-05-26", "2021-06-16"],
  ])("says when its articles were published: %s", (question, from, to) => {
    expect(filtersOf(question, TODAY)).toMatchObject({ outlets: [], from, to });
  });

  test.each([
    "Who was convicted in 1996?",
    "When was the bridge built?",
    "What did Kim say about running for office?",
    "Which novel was published in 1996?",
    "What did the report in 1964 find?",
    "How many people lived there before 2019?",
    "What may the report be wrong about?",
    "Who won the election in May 2018?",
    "Why did the Guardian Angels leave New York?",
  ])("says nothing of its articles: %s", (question) => {
    expect(filtersOf(question, TODAY)).toEqual(NONE);
  });

  test("of both reads both", () => {
    expect(filtersOf("What did the BBC's May 2018 article say about Kim?", TODAY)).toEqual({
      outlets: ["BBC"],
      from: "2018-05-01",
      to: "2018-05-31",
      isAboutSource: true,
    });
  });

  test("of any words is read without complaint, and its days are in order", () => {
    const parts = fc.constantFrom(
      "articles",
      "from",
      "since",
      "May",
      "2018",
      "31",
      "February",
      "last",
      "week",
      "the",
      "BBC",
      "report",
      "between",
      "and",
    );
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.array(parts, { maxLength: 12 }).map((list) => list.join(" ")),
    );
    fc.assert(
      fc.property(text, (question) => {
        const { from, to } = filtersOf(question, TODAY);
        for (const day of [from, to]) if (day !== null) expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
        if (from !== null && to !== null) expect(from <= to).toBe(true);
        expect(filtersOf(question, TODAY)).toEqual(filtersOf(question, TODAY));
      }),
    );
  });
});

function article(outlet: string | null, publishedAt: string | null): ArticleSummary {
  return { id: `${outlet}`, shelf: "main", version: 1, title: "", url: null, author: null, outlet, publishedAt };
}

describe("an article", () => {
  test.each<readonly [string, string | null, boolean]>([
    ["The Guardian", "guardian", true],
    ["BBC", "BBC News", true],
    ["AP", "The Associated Press", true],
    ["nytimes.com", "NYTimes", true],
    ["Guardian", "The Guardian Weekly", false],
    ["Reuters", "Harbour Courier", false],
    ["Reuters", null, false],
  ])("of an outlet matches its name, loosely written: %s and %s", (asked, outlet, matches) => {
    const filters = { ...NONE, outlets: [asked] };
    expect(matchesFilters(filters, article(outlet, null))).toBe(matches);
  });

  test.each<readonly [string | null, boolean]>([
    ["2018-05-01", true],
    ["2018-05-31T23:59:00+02:00", true],
    ["2018-06-01", false],
    ["2018", false],
    [null, false],
  ])("matches by the day it was published: %s", (publishedAt, matches) => {
    const filters = { ...NONE, from: "2018-05-01", to: "2018-05-31" };
    expect(matchesFilters(filters, article("BBC", publishedAt))).toBe(matches);
  });
});

describe("evidence", () => {
  const evidence = ["BBC", "Reuters", "BBC News", null].map((outlet) => ({ article: article(outlet, "2020-01-01") }));

  test("that matches stands alone, in its order", () => {
    const { evidence: left, noneMatched } = applyFilters(evidence, { ...NONE, outlets: ["BBC"], isAboutSource: true });
    expect(left).toEqual([evidence[0], evidence[2]]);
    expect(noneMatched).toBe(false);
  });

  test("stands as it is where none matches, and this is said", () => {
    const filters = { ...NONE, outlets: ["Vox"], isAboutSource: true };
    expect(applyFilters(evidence, filters)).toEqual({ evidence, noneMatched: true });
  });

  test("stands as it is where nothing is asked for", () => {
    expect(applyFilters(evidence, NONE)).toEqual({ evidence, noneMatched: false });
  });

  test("far behind is not preferred on a doubtful word", () => {
    const many = [...Array.from({ length: 10 }, () => ({ article: article("Reuters", "2020-01-01") })), ...evidence];
    const filters = { ...NONE, outlets: ["BBC"] };
    expect(applyFilters(many, filters)).toEqual({ evidence: many, noneMatched: true });
    expect(applyFilters(many, { ...filters, isAboutSource: true }).evidence).toHaveLength(2);
  });
});
