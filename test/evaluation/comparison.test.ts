import { describe, expect, test } from "vitest";
import { compareRuns, findMisfit } from "#evaluation/comparison.ts";
import { parseDetails } from "#evaluation/details.ts";
import { chooseQuestions } from "#evaluation/selection.ts";
import { jsonLine } from "#terminal/json.ts";
import { outcome, unanswerable } from "./outcomes.ts";

describe("details", () => {
  test("an outcome is read back as it was written", () => {
    const outcomes = [
      outcome("a", { kind: "who", ranks: [{ articleId: "x", rank: null }] }),
      unanswerable("a", { foreign: true }),
    ];
    expect(parseDetails(outcomes.map(jsonLine).join("\n"), "old.jsonl")).toEqual(outcomes);
  });

  test.each([
    [{ confidence: 7 }, "Line 1 of old.jsonl: expected `confidence` from 0 to 1, found 7."],
    [{ part: "test" }, 'Line 1 of old.jsonl: expected `part` as fit or held-out, found "test".'],
    [{ ranks: [{ articleId: "a", rank: 0 }] }, "expected `ranks` as a list of {articleId, rank}, found [{"],
    [{ quotes: "Gold." }, 'expected `quotes` as a list of strings, found "Gold."'],
  ])("a line that does not fit is named: %j", (over, message) => {
    expect(() => parseDetails(jsonLine({ ...outcome("a"), ...over }), "old.jsonl")).toThrow(message);
  });

  test("a question stands in a file once", () => {
    expect(() => parseDetails(`${jsonLine(outcome("a"))}\n${jsonLine(outcome("a"))}`, "old.jsonl")).toThrow(
      'Line 2 of old.jsonl: expected every question once, found "a".',
    );
  });
});

describe("an earlier run", () => {
  const asked = (question: string) =>
    chooseQuestions(
      [{ id: "a", question, answerable: true, answers: [], articleIds: [], nearArticleIds: [], history: [] }],
      null,
      { every: 1, lower: false },
    );

  test("fits when it asked every question, in the same words, and perhaps others", () => {
    expect(findMisfit(asked("Who is a?"), [outcome("b"), outcome("a")])).toBeNull();
    expect(findMisfit(asked("Who is a?"), [outcome("b")])).toEqual({ id: "a", lacking: true });
    expect(findMisfit(asked("Who is a?"), [outcome("a", { foreign: true })])).toEqual({ id: "a", lacking: true });
    expect(findMisfit(asked("who is a"), [outcome("a")])).toEqual({ id: "a", lacking: false });
    expect(findMisfit(asked("Who is a?"), [unanswerable("a")])).toEqual({ id: "a", lacking: false });
  });
});

describe("a comparison", () => {
  test("tells what became better and worse, and leaves out what did not change", () => {
    const late = [{ articleId: "a", rank: 4 }];
    const old = [
      outcome("same"),
      outcome("quoted", { cited: false, first: false }),
      outcome("lost"),
      outcome("found", { ranks: [{ articleId: "a", rank: null }] }),
      outcome("sunk"),
      unanswerable("refused", { abstained: false }),
      unanswerable("claimed"),
      outcome("gone"),
    ];
    const now = [
      outcome("same", { confidence: 0.1, milliseconds: 90 }),
      outcome("quoted", { first: false }),
      outcome("lost", { cited: false, first: false, abstained: true, quotes: [] }),
      outcome("found"),
      outcome("sunk", { ranks: late, first: false }),
      unanswerable("refused"),
      unanswerable("claimed", { abstained: false }),
    ];
    const { questions, leftOut, measures, better, worse } = compareRuns(old, now);
    expect({ questions, leftOut }).toEqual({ questions: 7, leftOut: 1 });
    expect(better.map(({ id, changes }) => [id, ...changes])).toEqual([
      ["quoted", "the answer is quoted now"],
      ["found", "evidence at rank 1 instead of none"],
      ["refused", "abstains now, rightly"],
    ]);
    expect(worse.map(({ id, changes }) => [id, ...changes])).toEqual([
      ["lost", "the answer is no longer quoted", "abstains now", "the first statement no longer answers"],
      ["sunk", "the first statement no longer answers", "evidence at rank 4 instead of 1"],
      ["claimed", "answers now, wrongly"],
    ]);
    expect(worse[0]?.question).toBe("Who is lost?");
    expect(measures["hit@1"]).toMatchObject({ old: 4 / 5, new: 4 / 5, difference: 0 });
    expect(measures.answerInCitation).toMatchObject({ old: 4 / 5, new: 4 / 5 });
    expect(measures["mrr@10"]?.difference).toBeCloseTo((1 - 3 / 4) / 5);
    expect(measures).not.toHaveProperty("allEvidence@10");
  });

  test("the interval of a difference is that of the pairs: an equal gain everywhere has none of its spread", () => {
    const ranks = (rank: number) => ({ ranks: [{ articleId: "a", rank }] });
    const old = ["a", "b", "c", "d"].map((id) => outcome(id, { ...ranks(2), confidence: id === "a" ? 0.9 : 0.1 }));
    const now = old.map((item) => ({ ...item, ...ranks(1) }));
    expect(compareRuns(old, now).measures["mrr@10"]).toEqual({
      ...{ old: 0.5, new: 1, difference: 0.5, interval: [0.5, 0.5] },
    });
    expect(compareRuns(old, old).measures.brierScore?.interval).toEqual([0, 0]);
  });

  test("an answer in place of an abstention is no gain where it does not hold what was asked for", () => {
    const wrong = { cited: false, first: false };
    const { better, worse } = compareRuns([outcome("a", { ...wrong, abstained: true })], [outcome("a", wrong)]);
    expect({ better, worse }).toEqual({ better: [], worse: [] });
  });

  test("where quotes are not searched, answering an answerable question is a gain", () => {
    const unsearched = { cited: undefined, first: undefined };
    const old = [outcome("a", { ...unsearched, abstained: true })];
    expect(compareRuns(old, [outcome("a", unsearched)]).better).toEqual([
      { id: "a", question: "Who is a?", changes: ["answers now"] },
    ]);
  });

  test("of several articles all must be found", () => {
    const ranks = (rank: number) => ({
      ranks: [
        { articleId: "a", rank: 1 },
        { articleId: "b", rank },
      ],
    });
    const { better, worse } = compareRuns(
      [outcome("up", ranks(12)), outcome("down", ranks(3))],
      [outcome("up", ranks(10)), outcome("down", ranks(11))],
    );
    expect(better[0]?.changes).toEqual(["all evidence is among the first ten now"]);
    expect(worse[0]?.changes).toEqual(["not all evidence is among the first ten any more"]);
  });
});
