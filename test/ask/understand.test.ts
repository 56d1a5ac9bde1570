import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { questionKind } from "#ask/kinds.ts";
import { createVocabulary } from "#ask/rank/vocabulary.ts";
import { understand } from "#ask/understand.ts";
import { parseWeights } from "#ask/weights.ts";
import { lexicon, thesaurus } from "./stage.ts";

const vocabulary = createVocabulary(lexicon, thesaurus);
const surfaces = (question: string) => understand(question, [], vocabulary).words.map((word) => word.term.surface);

test.each([
  ["Who freed her?", "person"],
  ["since when is she free", "time"],
  ["In what year did it open?", "time"],
  ["how long was she in?", "duration"],
  ["How many years did it take?", "duration"],
  ["how many people came", "count"],
  ["how much money did they make", "money"],
  ["How old was he?", "age"],
  ["where's the mill", "place"],
  ["Which city was it?", "place"],
  ["why?", "reason"],
  ["what was the reason she left", "reason"],
  ["did he know", "yes/no"],
  ["How did they do it?", "manner"],
  ["what did she do when it closed", "thing"],
  ["how did she put it in her own words", "quote"],
  ["mill owner", "topic"],
])("%j asks for %s", (question, kind) => {
  expect(questionKind(question).kind).toBe(kind);
});

describe("the words of a question", () => {
  test("leave out how it asks, and chat around it", () => {
    expect(surfaces("lol how long did the trial take pls")).toEqual(["trial", "take"]);
    expect(surfaces("can you tell me who owns the mill")).toEqual(["owns", "mill"]);
  });

  test.each([
    ["How much did the bridge cost?", ["bridge", "cost"]],
    ["what is the mayor's salary", ["mayor", "salary"]],
    ["What was the reported ticket price?", ["reported", "ticket", "price"]],
    ["what is Ada's age", ["ada"]],
    ["which american president opened it", ["american", "president", "opened"]],
    ["what was the official reason", ["official"]],
  ])("of %j are what it asks about, also between the words that ask", (question, expected) => {
    expect(surfaces(question)).toEqual(expected);
  });

  test("are names when they are capitalised inside the question", () => {
    const { words } = understand("Who freed Alice?", [], vocabulary);
    expect(words.map((word) => [word.term.surface, word.isName])).toEqual([
      ["freed", false],
      ["alice", true],
    ]);
  });

  test("of a conversation weigh less than its own, names more than the rest", () => {
    const history = [
      { role: "user", text: "did the council sell the mill to Tove Lind" },
      { role: "assistant", text: "The mill was sold in spring." },
    ] as const;
    const { words, told } = understand("when did she close it?", history, vocabulary);
    const weight = new Map(words.map((word) => [word.term.surface, word.weight]));
    expect(weight.get("close")).toBe(1);
    expect(weight.get("lind")).toBeLessThan(1);
    expect(weight.get("council")).toBeLessThan(weight.get("lind") ?? 0);
    expect(told).toBe("The mill was sold in spring.");
  });
});

test("learned files that do not fit are refused with file and field", () => {
  const files = () => {
    const read = (file: string) => JSON.parse(readFileSync(`data/ranking/${file}.json`, "utf8"));
    return {
      weights: read("weights"),
      sentences: read("sentences"),
      confidence: read("confidence"),
      answerWords: read("answer-words"),
    };
  };
  const changed = (change: (file: ReturnType<typeof files>) => void) => () => {
    const all = files();
    change(all);
    parseWeights(all);
  };
  expect(changed(({ weights }) => Object.assign(weights.passage, { bm25: "high" }))).toThrow(
    'data/ranking/weights.json: expected passage.bm25 to be a finite number, found "high". Restore data/ranking/weights.json from the repository.',
  );
  expect(changed(({ weights }) => Object.assign(weights, { threshold: 2 }))).toThrow(
    "expected threshold to be between 0 and 1, found 2",
  );
  expect(changed(({ sentences }) => sentences.features.pop())).toThrow(
    "data/ranking/sentences.json: expected features",
  );
  expect(changed(({ sentences }) => sentences.hidden[3].push(0))).toThrow("expected hidden[3] to be");
  expect(changed(({ confidence }) => Object.assign(confidence, { format: 9 }))).toThrow(
    "data/ranking/confidence.json: expected format to be 1, found 9",
  );
  expect(() => parseWeights({ ...files(), weights: [] })).toThrow("expected the file to be an object");
});
