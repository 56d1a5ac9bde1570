import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { meanOf, overAll, shareOf } from "#evaluation/figure.ts";
import { intervalsOf } from "#evaluation/intervals.ts";
import { createRandom } from "#evaluation/random.ts";
import { reportOf } from "#evaluation/report.ts";
import { outcome, unanswerable } from "./outcomes.ts";

const intervalOf = (values: readonly (number | undefined)[]) =>
  intervalsOf(new Map([["mean", meanOf(values)]]), values.length).get("mean");

describe("intervals", () => {
  test("two questions that differ are drawn as 0, one half or 1: both ends are reached", () => {
    // A resample of two is (0, 0) or (1, 1) with probability 1/4 each, far more than the 2.5 % left out at each end.
    expect(intervalOf([0, 1])).toEqual([0, 1]);
  });

  test("for a share they are near the normal approximation", () => {
    // 400 questions, 300 of them right: .75 ± 1.96 · sqrt(.75 · .25 / 400) = .7076 to .7924.
    const [low, high] = intervalOf(Array.from({ length: 400 }, (_, index) => (index % 4 === 0 ? 0 : 1))) ?? [0, 0];
    expect(Math.abs(low - 0.7076)).toBeLessThan(0.01);
    expect(Math.abs(high - 0.7924)).toBeLessThan(0.01);
  });

  test("questions without a value are drawn and count for nothing", () => {
    const share = shareOf([true, undefined, undefined, true]);
    expect(intervalsOf(new Map([["share", share]]), 4).get("share")).toEqual([1, 1]);
  });

  test("what is never defined has no interval", () => {
    expect(intervalOf([undefined, undefined])).toBeUndefined();
    expect(intervalOf([])).toBeUndefined();
  });

  test("are the same every time, and hold the figure and only values between the least and the greatest", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 40 }), (values) => {
        const interval = intervalOf(values);
        const [low, high] = interval ?? [0, -1];
        expect(intervalOf(values)).toEqual(interval);
        expect(low).toBeLessThanOrEqual(overAll(meanOf(values), values.length));
        expect(high).toBeGreaterThanOrEqual(overAll(meanOf(values), values.length));
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values));
      }),
      { numRuns: 30 },
    );
  });

  test("numbers drawn spread evenly, and another seed gives others", () => {
    const random = createRandom(7);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let drawn = 0; drawn < 10_000; drawn += 1) {
      const bin = Math.floor(random() * 10);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1150);
    expect(createRandom(8)()).not.toBe(createRandom(7)());
  });
});

describe("the report", () => {
  test("holds every measure of the outcomes, and an interval of each that is defined", () => {
    const report = reportOf([
      outcome("a"),
      outcome("b", {
        ranks: [
          { articleId: "x", rank: 2 },
          { articleId: "y", rank: 11 },
        ],
        cited: true,
        first: false,
        confidence: 0.6,
      }),
      outcome("c", {
        ranks: [{ articleId: "z", rank: 4 }],
        cited: false,
        first: false,
        abstained: true,
        confidence: 0.3,
      }),
      unanswerable("d"),
      unanswerable("e", { abstained: false, confidence: 0.6, milliseconds: 50 }),
    ]);
    expect(report).toMatchObject({
      questions: 5,
      answerable: 3,
      retrieval: {
        questions: 3,
        "hit@1": 1 / 3,
        "hit@3": 2 / 3,
        "hit@5": 1,
        "hit@10": 1,
        "mrr@10": (1 + 1 / 2 + 1 / 4) / 3,
        "allEvidence@10": 0,
      },
      answerInCitation: 2 / 3,
      firstStatementAnswers: 1 / 3,
      abstention: { precision: 1 / 2, recall: 1 / 2, f1: 1 / 2 },
      milliseconds: { median: 5, p95: 50 },
    });
    // (.9, .6, .3) against (.2, .6): all but (.6, .6), half, and (.3, .6) stand the right way round.
    expect(report.abstention.auroc).toBeCloseTo(4.5 / 6);
    expect(Object.keys(report.intervals)).toEqual([
      ...["hit@1", "hit@3", "hit@5", "hit@10", "mrr@10", "allEvidence@10", "answerInCitation"],
      ...["firstStatementAnswers", "precision", "recall", "f1", "auroc", "brierScore"],
    ]);
  });

  test("leaves out what the questions cannot show", () => {
    const report = reportOf([unanswerable("a"), unanswerable("b")]);
    expect(report).not.toHaveProperty("retrieval");
    expect(report).not.toHaveProperty("answerInCitation");
    expect(report.abstention).toEqual({ precision: 1, recall: 1, f1: 1, auroc: 0.5 });
    expect(Object.keys(report.intervals)).toEqual(["precision", "recall", "f1", "brierScore"]);
    expect(reportOf([outcome("a")]).abstention).toEqual({ precision: 0, recall: 0, f1: 0, auroc: 0.5 });
    expect(reportOf([outcome("a")]).retrieval).not.toHaveProperty("allEvidence@10");
    expect(reportOf([])).toMatchObject({ questions: 0, intervals: {} });
  });

  test("of 6,000 questions takes a second or two", () => {
    const outcomes = Array.from({ length: 6000 }, (_, index) => {
      const confidence = ((index * 7919) % 6000) / 6000;
      return index % 2 === 0 ? outcome(String(index), { confidence }) : unanswerable(String(index), { confidence });
    });
    const started = performance.now();
    reportOf(outcomes);
    // Measured: 0.4 s.
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
