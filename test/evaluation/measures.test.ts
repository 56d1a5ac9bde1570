import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  abstentionF1,
  abstentionPrecision,
  abstentionRecall,
  confidenceAuroc,
  type Decision,
} from "#evaluation/abstention.ts";
import { answerIsCited, containsWords, firstStatementAnswers } from "#evaluation/citations.ts";
import { type Figure, overAll } from "#evaluation/figure.ts";
import { parseQuestions } from "#evaluation/questions.ts";
import { measureReliability } from "#evaluation/reliability.ts";
import { findRelevant, firstRank, hasAllEvidence, reciprocalRank } from "#evaluation/retrieval.ts";
import { measureTimes } from "#evaluation/timing.ts";
import type { Answer } from "#types.ts";

describe("retrieval", () => {
  test("the first relevant article decides, counted from 1", () => {
    const ranks = findRelevant(["b", "c", "a"], ["a", "c", "z"]);
    expect(ranks).toEqual([
      { articleId: "a", rank: 3 },
      { articleId: "c", rank: 2 },
      { articleId: "z", rank: null },
    ]);
    expect(firstRank(ranks)).toBe(2);
    expect(reciprocalRank(ranks)).toBe(1 / 2);
  });

  test("an article in the eleventh place counts for nothing", () => {
    const ranks = findRelevant([..."bcdefghijk", "a"], ["a", "b"]);
    expect(hasAllEvidence(ranks)).toBe(false);
    expect(reciprocalRank(findRelevant([..."bcdefghijk", "a"], ["a"]))).toBe(0);
    expect(hasAllEvidence(findRelevant([..."bcdefghia"], ["a", "b"]))).toBe(true);
  });

  test("nothing found is an infinite rank", () => {
    expect(firstRank(findRelevant([], ["a"]))).toBe(Number.POSITIVE_INFINITY);
    expect(reciprocalRank(findRelevant([], ["a"]))).toBe(0);
  });
});

describe("answers in citations", () => {
  const citation = (quote: string) => ({ source: 1, passageId: "p", start: 0, end: quote.length, quote });
  const answer = (quotes: readonly string[]): Extract<Answer, { kind: "answered" }> => ({
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
      citations: [citation(quote)],
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

  test("one statement may bring several quotes, and a short answer in front of it is not a quote", () => {
    const quotes = ["She was born in Rome.", "She died in 1996."].map((quote) => citation(quote));
    const two: Answer = { ...answer([]), statements: [{ text: "In 1996. She was born in Rome.", citations: quotes }] };
    expect(answerIsCited(two, ["1996"])).toBe(true);
    expect(answerIsCited({ ...two, statements: [{ text: "In 1996.", citations: quotes.slice(0, 1) }] }, ["1996"])).toBe(
      false,
    );
  });

  test("the first statement answers when one of its own quotes does", () => {
    expect(firstStatementAnswers(answer(["Here is gold.", "Two."]), ["gold"])).toBe(true);
    expect(firstStatementAnswers(answer(["One.", "Here is gold."]), ["gold"])).toBe(false);
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
    expect(firstStatementAnswers(abstained, ["gold"])).toBe(false);
  });
});

describe("abstention", () => {
  const measured = (decisions: readonly Decision[]) => {
    const over = (figure: Figure) => overAll(figure, decisions.length);
    return {
      precision: over(abstentionPrecision(decisions)),
      recall: over(abstentionRecall(decisions)),
      f1: over(abstentionF1(decisions)),
      auroc: over(confidenceAuroc(decisions)),
    };
  };

  test("abstaining is the positive class", () => {
    const report = measured([
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
      measured([
        { ...same, answerable: true },
        { ...same, answerable: false },
      ]).auroc,
    ).toBe(0.5);
  });

  test("what would be a share of nothing is not a number", () => {
    const nothing = { precision: Number.NaN, recall: Number.NaN, f1: Number.NaN, auroc: Number.NaN };
    expect(measured([{ answerable: true, abstained: false, confidence: 1 }])).toEqual(nothing);
  });

  test("the AUROC is the share of pairs in the right order, whatever the confidences and how often each counts", () => {
    const decision = fc.record({
      answerable: fc.boolean(),
      abstained: fc.constant(false),
      confidence: fc.constantFrom(0, 0.25, 0.5, 0.75, 1),
      weight: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(decision), (decisions) => {
        const drawn = decisions.flatMap((item) => Array.from({ length: item.weight }, () => item));
        const pairs = drawn.flatMap((one) =>
          one.answerable ? drawn.flatMap((other) => (other.answerable ? [] : [one.confidence - other.confidence])) : [],
        );
        const right = pairs.reduce((sum, gap) => sum + (gap > 0 ? 1 : gap === 0 ? 0.5 : 0), 0);
        const weights = Uint16Array.from(decisions, ({ weight }) => weight);
        const auroc = confidenceAuroc(decisions)(weights);
        if (pairs.length === 0) expect(auroc).toBeNaN();
        else expect(auroc).toBeCloseTo(right / pairs.length, 10);
      }),
    );
  });
});

describe("reliability", () => {
  test("a bin compares its mean confidence with the share that is answerable", () => {
    const { bins, expectedCalibrationError, brierScore } = measureReliability([
      { answerable: true, confidence: 0.82 },
      { answerable: false, confidence: 0.88 },
      { answerable: false, confidence: 0.1 },
      { answerable: true, confidence: 1 },
    ]);
    expect(bins.map(({ questions }) => questions)).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 2, 1]);
    expect(bins[8]).toEqual({ from: 0.8, to: 0.9, questions: 2, confidence: 0.85, answerable: 0.5 });
    expect(bins[0]).toEqual({ from: 0, to: 0.1, questions: 0, confidence: null, answerable: null });
    // Two questions .35 away, one .1, one 0.
    expect(expectedCalibrationError).toBeCloseTo((2 * 0.35 + 0.1) / 4);
    expect(brierScore).toBeCloseTo((0.18 ** 2 + 0.88 ** 2 + 0.1 ** 2) / 4);
  });

  test("of no questions there is no error", () => {
    expect(measureReliability([])).toMatchObject({ expectedCalibrationError: 0, brierScore: 0 });
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
