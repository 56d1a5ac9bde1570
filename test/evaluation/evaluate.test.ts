import { expect, test } from "vitest";
import { evaluateQuestions } from "#evaluation/evaluate.ts";
import type { EvaluationQuestion } from "#evaluation/questions.ts";
import type { AskRequest } from "#ports.ts";
import type { Answer, Evidence } from "#types.ts";

const question = (id: string, over: Partial<EvaluationQuestion>): EvaluationQuestion => ({
  id,
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
  const report = await evaluateQuestions(
    {
      shelves: ["main"],
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
    [
      { id: "a", text: "Nothing." },
      { id: "b", text: "Ada lives in Rome." },
    ],
    (done) => progress.push(done),
  );
  expect(searched).toEqual(["where"]);
  expect(requests.map((request) => request.history)).toEqual([[], [{ role: "user", text: "before" }]]);
  expect(progress).toEqual([1, 2]);
  expect(report).toEqual({
    questions: 2,
    retrieval: { questions: 1, "hit@1": 0, "hit@3": 1, "hit@5": 1, "hit@10": 1, "mrr@10": 0.5 },
    answerInCitation: 1,
    abstention: { precision: 1, recall: 1, f1: 1, auroc: 1 },
    milliseconds: { median: 3, p95: 3 },
  });
});

test("answers that mostly do not stand verbatim in their articles are not looked for in citations", async () => {
  const report = await evaluateQuestions(
    { shelves: ["main"], ask: async ({ question: text }) => answered(text), search: async () => [] },
    [question("q", { answers: ["Rome", "the eternal city", "Roma"], articleIds: ["b"] })],
    [{ id: "b", text: "Ada lives in Rome." }],
  );
  expect(report).not.toHaveProperty("answerInCitation");
});
