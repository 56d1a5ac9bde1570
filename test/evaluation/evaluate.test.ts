import { expect, test } from "vitest";
import { evaluateQuestions } from "#evaluation/evaluate.ts";
import type { ChosenQuestion } from "#evaluation/selection.ts";
import { answersStandVerbatim } from "#evaluation/verbatim.ts";
import type { AskRequest } from "#ports.ts";
import type { Answer, Evidence } from "#types.ts";

const question = (id: string, over: Partial<ChosenQuestion>): ChosenQuestion => ({
  id,
  part: "fit",
  foreign: false,
  question: id,
  answerable: true,
  answers: [],
  articleIds: [],
  nearArticleIds: [],
  history: [],
  ...over,
});

const base = { understoodAs: "", milliseconds: 3 };

function answered(text: string): Answer {
  const quote = "Ada lives in Rome.";
  const citation = { source: 1, passageId: "p", start: 0, end: quote.length, quote };
  const statements = [{ text: quote, citations: [citation] }];
  return {
    ...base,
    question: text,
    kind: "answered",
    confidence: 0.9,
    answeredBy: "extractive",
    asOf: null,
    removed: 0,
    sources: [],
    statements,
  };
}

function abstained(text: string): Answer {
  const coverage = { articles: 1, passages: 1, from: null, to: null };
  return { ...base, question: text, kind: "abstained", confidence: 0.1, reason: "no", nearest: [], coverage };
}

function evidence(articleId: string): Evidence {
  const article = {
    id: articleId,
    shelf: "main",
    version: 1,
    title: "",
    url: null,
    outlet: null,
    author: null,
    publishedAt: null,
  };
  const passage = { id: articleId, articleId, shelf: "main", version: 1, ordinal: 0, start: 0, end: 1, text: "x" };
  return { passage, article, score: 1, ranks: { lexical: 1, dense: null } };
}

test("searches where evidence is known, asks every question with its history, and reports progress", async () => {
  const requests: AskRequest[] = [];
  const searched: string[] = [];
  const progress: number[] = [];
  const questions = [
    question("where", { answers: ["Rome"], articleIds: ["b"] }),
    question("far", { answerable: false, history: [{ role: "user", text: "before" }] }),
  ];
  const outcomes = await evaluateQuestions(
    {
      shelves: ["main"],
      verbatim: true,
      ask: async (request) => {
        requests.push(request);
        return request.question === "where" ? answered(request.question) : abstained(request.question);
      },
      search: async (request) => {
        searched.push(request.question);
        return [evidence("a"), evidence("a"), evidence("b")];
      },
    },
    questions,
    (done) => progress.push(done),
  );
  expect(searched).toEqual(["where"]);
  expect(requests.map((request) => request.history)).toEqual([[], [{ role: "user", text: "before" }]]);
  expect(progress).toEqual([1, 2]);
  expect(outcomes).toEqual([
    {
      id: "where",
      question: "where",
      part: "fit",
      answerable: true,
      answers: ["Rome"],
      ranks: [{ articleId: "b", rank: 2 }],
      abstained: false,
      cited: true,
      first: true,
      confidence: 0.9,
      milliseconds: 3,
      quotes: ["Ada lives in Rome."],
    },
    {
      ...{ id: "far", question: "far", part: "fit", answerable: false, answers: [], abstained: true },
      ...{ confidence: 0.1, milliseconds: 3, quotes: [] },
    },
  ]);
});

test("where answers are not verbatim, quotes are not searched for them", async () => {
  const [outcome] = await evaluateQuestions(
    {
      ...{ shelves: ["main"], verbatim: false },
      ask: async ({ question: text }) => answered(text),
      search: async () => [],
    },
    [question("q", { answers: ["Rome"], kind: "where", foreign: true })],
  );
  expect(outcome).toMatchObject({ kind: "where", foreign: true, quotes: ["Ada lives in Rome."] });
  expect(outcome).not.toHaveProperty("cited");
  expect(outcome).not.toHaveProperty("first");
});

test("answers are verbatim when half of them stand in the articles of their questions", () => {
  const articles = [
    { id: "a", text: "Nothing of that sort, in Paris." },
    { id: "b", text: "Ada lives in\nRome." },
  ];
  const asked = (answers: string[], articleIds: string[]) => [question("q", { answers, articleIds })];
  expect(answersStandVerbatim(asked(["in rome", "the eternal city"], ["b"]), articles)).toBe(true);
  expect(answersStandVerbatim(asked(["Rome", "Paris", "Roma"], ["b"]), articles)).toBe(false);
  expect(answersStandVerbatim(asked(["Rome", "Paris", "Roma"], []), articles)).toBe(true);
  expect(answersStandVerbatim([question("q", { answerable: false, answers: ["Rome"] })], articles)).toBe(false);
});
