import { describe, expect, test } from "vitest";
import { measureAbstention } from "#evaluation/abstention.ts";
import { answerIsCited, containsWords } from "#evaluation/citations.ts";
import { parseQuestions } from "#evaluation/questions.ts";
import { measureRetrieval } from "#evaluation/retrieval.ts";
import { measureTimes } from "#evaluation/timing.ts";
import type { Answer } from "#types.ts";

describe("retrieval", () => {
  test("hits and reciprocal ranks follow the first relevant article", () => {
    const report = measureRetrieval([
      { ranked: ["a", "b"], relevant: ["a"] },
      { ranked: ["b", "c", "a"], relevant: ["a"] },
      { ranked: ["b", "c", "d", "a"], relevant: ["a"] },
      { ranked: ["b"], relevant: ["a"] },
    ]);
    expect(report).toEqual({
      questions: 4,
      "hit@1": 0.25,
      "hit@3": 0.5,
      "hit@5": 0.75,
      "hit@10": 0.75,
      "mrr@10": (1 + 1 / 3 + 1 / 4) / 4,
    });
  });

  test("all evidence counts only the questions with several articles, within the first ten", () => {
    const late = [..."bcdefghijk", "a"];
    const report = measureRetrieval([
      { ranked: ["a", "b"], relevant: ["b", "a"] },
      { ranked: late, relevant: ["a", "b"] },
      { ranked: ["z"], relevant: ["z"] },
    ]);
    expect(report["allEvidence@10"]).toBe(0.5);
    expect(report["hit@1"]).toBe(1);
  });

  test("an article in the eleventh place is no hit and has no rank", () => {
    const report = measureRetrieval([{ ranked: [..."bcdefghijk", "a"], relevant: ["a"] }]);
    expect(report).toMatchObject({ "hit@10": 0, "mrr@10": 0 });
  });
});

describe("answers in citations", () => {
  const answer = (quotes: readonly string[]): Answer => ({
    kind: "answered",
    question: "q",
    understoodAs: "q",
    confidence: 1,
    milliseconds: 1,
    answeredBy: "extractive",
    asOf: null,
    removed: 0,
    sources: [],
    statements: quotes.map((quote) => ({
      text: quote,
      citations: [{ source: 1, passageId: "p", start: 0, end: quote.length, quote }],
    })),
  });

  test("an answer stands between word boundaries, whatever its case", () => {
    expect(containsWords("She had served 21 years.", "21 Years")).toBe(true);
    expect(containsWords("She had served 121 years.", "21 years")).toBe(false);
    expect(containsWords("Röntgens Nobel", "Röntgen")).toBe(false);
    expect(containsWords("It cost $12, they say.", "$12")).toBe(true);
    expect(containsWords("anything", " ")).toBe(false);
  });

  test("a later occurrence counts when the first is part of a longer word", () => {
    expect(containsWords("The catalogue shows a cat.", "cat")).toBe(true);
  });

  test("only the first three different quotes are read", () => {
    expect(answerIsCited(answer(["One.", "Two.", "Three.", "Here is gold."]), ["gold"])).toBe(false);
    expect(answerIsCited(answer(["One.", "One.", "Two.", "Here is gold."]), ["silver", "gold"])).toBe(true);
  });

  test("a quote of two sentences does not count", () => {
    expect(answerIsCited(answer(["It rained. There was gold."]), ["gold"])).toBe(false);
  });

  test("abstaining is a miss", () => {
    const abstained: Answer = {
      kind: "abstained",
      question: "q",
      understoodAs: "q",
      confidence: 0,
      milliseconds: 1,
      reason: "gold",
      nearest: [],
      coverage: { articles: 0, passages: 0, from: null, to: null },
    };
    expect(answerIsCited(abstained, ["gold"])).toBe(false);
  });
});

describe("abstention", () => {
  test("abstaining is the positive class", () => {
    const report = measureAbstention([
      { answerable: false, abstained: true, confidence: 0.1 },
      { answerable: false, abstained: false, confidence: 0.7 },
      { answerable: true, abstained: true, confidence: 0.3 },
      { answerable: true, abstained: false, confidence: 0.9 },
      { answerable: true, abstained: false, confidence: 0.8 },
    ]);
    expect(report.precision).toBe(1 / 2);
    expect(report.recall).toBe(1 / 2);
    expect(report.f1).toBe(1 / 2);
    // Of 6 pairs, only (.3 answerable, .7 not) stands the wrong way round.
    expect(report.auroc).toBeCloseTo(5 / 6);
  });

  test("equal confidence counts as half", () => {
    const same = { abstained: false, confidence: 0.5 };
    expect(
      measureAbstention([
        { ...same, answerable: true },
        { ...same, answerable: false },
      ]).auroc,
    ).toBe(0.5);
  });

  test("without unanswerable questions the AUROC is that of chance, and nothing divides by zero", () => {
    expect(measureAbstention([{ answerable: true, abstained: false, confidence: 1 }])).toEqual({
      precision: 0,
      recall: 0,
      f1: 0,
      auroc: 0.5,
    });
  });
});

test("percentiles are times that were measured", () => {
  const times = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(measureTimes(times)).toEqual({ median: 50, p95: 95 });
  expect(measureTimes([7])).toEqual({ median: 7, p95: 7 });
  expect(measureTimes([])).toEqual({ median: 0, p95: 0 });
});

describe("questions", () => {
  test("missing lists are empty, unknown fields are ignored, empty lines skipped", () => {
    expect(parseQuestions('\n{"id":"a","question":"Why?","answerable":false,"kind":"far"}\n')).toEqual([
      {
        ...{ id: "a", question: "Why?", answerable: false, answers: [], articleIds: [], nearArticleIds: [] },
        ...{ history: [], kind: "far" },
      },
    ]);
  });

  test("a line may name its part, and no other than the two", () => {
    const line = (part: unknown) => JSON.stringify({ id: "a", question: "Why?", answerable: true, part });
    expect(parseQuestions(line("held-out"))[0]?.part).toBe("held-out");
    expect(() => parseQuestions(line("test"))).toThrow("`part` as fit or held-out, found");
  });

  test("a line that does not fit is named with what was expected and found", () => {
    const good = '{"id":"a","question":"Why?","answerable":true}';
    expect(() => parseQuestions(`${good}\n{"id":"b","question":7,"answerable":true}`)).toThrow(
      "Line 2 of the questions: expected `question` as a string, found 7.",
    );
    expect(() => parseQuestions("{")).toThrow("Line 1 of the questions: expected one JSON object");
    expect(() => parseQuestions('{"id":"b","question":"x","answerable":true,"history":[{"role":"bot"}]}')).toThrow(
      "`history` as a list of {role, text}",
    );
  });
});
