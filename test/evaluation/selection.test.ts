import { expect, test } from "vitest";
import type { EvaluationQuestion } from "#evaluation/questions.ts";
import { chooseQuestions } from "#evaluation/selection.ts";

const question = (id: string, over: Partial<EvaluationQuestion> = {}): EvaluationQuestion => ({
  ...{ id, question: `Who is ${id.toUpperCase()}?`, answerable: true, answers: ["gold"], articleIds: [] },
  ...{ nearArticleIds: [], history: [] },
  ...over,
});

const all = { every: 1, lower: false };
const ids = (questions: readonly { readonly id: string }[]) => questions.map(({ id }) => id);

test("all questions are asked as they stand, each with its part", () => {
  expect(chooseQuestions([question("a"), question("b")], null, all)).toEqual([
    { ...question("a"), part: "fit", foreign: false },
    { ...question("b"), part: "held-out", foreign: false },
  ]);
});

test("every third question is the first, the fourth, … of those of the part", () => {
  const own = [..."abcdefgh"].map((id) => question(id, { part: id === "b" ? "held-out" : "fit" }));
  expect(ids(chooseQuestions(own, null, { ...all, part: "fit", every: 3 }))).toEqual(["a", "e", "h"]);
  expect(ids(chooseQuestions(own, null, { ...all, every: 3 }))).toEqual(["a", "d", "g"]);
});

test("foreign questions have no answer here and keep the part they have at home; the own unanswerable ones go", () => {
  const own = [question("a"), question("c", { answerable: false })];
  const foreign = [question("x", { articleIds: ["b"], kind: "who" }), question("y", { articleIds: ["a"] })];
  expect(ids(chooseQuestions(own, foreign, all))).toEqual(["a", "x", "y"]);
  expect(chooseQuestions(own, foreign, { ...all, part: "held-out" })).toEqual([
    { ...question("x", { answerable: false, answers: [], kind: "who" }), part: "held-out", foreign: true },
  ]);
});

test("lower case takes the question mark at the end with it, and no other", () => {
  const own = [question("a", { question: "WHO? is Él ?? " }), question("b", { question: "Tell me." })];
  const asked = chooseQuestions(own, [question("x")], { ...all, lower: true });
  expect(asked.map((item) => item.question)).toEqual(["who? is él", "tell me.", "who is x"]);
  expect(asked[0]?.answers).toEqual(["gold"]);
});
