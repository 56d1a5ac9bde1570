import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseAnswerWords } from "#ask/learned/answer-word-file.ts";
import { answerWords } from "#ask/learned/answer-words.ts";
import { readEvidence } from "#ask/rank/reading.ts";
import { retrieve } from "#ask/retrieve.ts";
import { understand } from "#ask/understand.ts";
import { createTools } from "#ask/walk.ts";
import { dependencies, libraryOf } from "../stage.ts";

const FILE = "data/ranking/answer-words.json";
const content = JSON.parse(readFileSync(FILE, "utf8")) as Readonly<Record<string, unknown>>;
const model = parseAnswerWords(content, FILE);

const deps = dependencies(
  await libraryOf([
    {
      id: "chess",
      title: "A nurse wins at chess",
      text: "Nora Falk won the regional chess cup on Sunday. Falk is a nurse. Falk lives by the lake with two dogs. Falk lay in hospital for seven months after an accident.",
    },
  ]),
);

async function read(question: string) {
  const tools = createTools(deps)();
  const findings = await retrieve(understand(question, [], tools.vocabulary), deps.library.within(["main"]), tools);
  const reading = readEvidence(findings);
  return { reading, found: answerWords(model, findings, reading) };
}

async function bestIn(question: string, begins: string): Promise<string | undefined> {
  const { reading, found } = await read(question);
  const index = reading.sentences.findIndex(({ sentence }) => sentence.text.startsWith(begins));
  return found[index]?.[0]?.term.surface;
}

test("the likeliest word of a sentence is of the kind that is asked for", async () => {
  expect(await bestIn("when did she win the chess cup", "Nora Falk won")).toBe("sunday");
  expect(await bestIn("how long was falk in hospital", "Falk lay")).toMatch(/^(?:seven|months)$/u);
});

test("a word that the question holds is no answer to it", async () => {
  const { found } = await read("what did nora falk win");
  const surfaces = found.flat().map(({ term }) => term.surface);
  expect(surfaces).toContain("cup");
  expect(surfaces).not.toContain("won");
  expect(surfaces).not.toContain("the");
});

test("the words of a sentence come likeliest first, each with a probability and its place", async () => {
  const { reading, found } = await read("when did she win the chess cup");
  expect(found).toHaveLength(reading.sentences.length);
  for (const [index, list] of found.entries()) {
    expect(list.map(({ probability }) => probability)).toEqual(
      list.map(({ probability }) => probability).toSorted((a, b) => b - a),
    );
    for (const { term, at, probability } of list) {
      expect(reading.sentences[index]?.sentence.terms[at]).toBe(term);
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThan(1);
    }
  }
});

test("a file that does not fit is refused by its name and the field", () => {
  const broken = (change: Readonly<Record<string, unknown>>) => () => parseAnswerWords({ ...content, ...change }, FILE);
  expect(broken({ format: 0 })).toThrow(`${FILE}: expected format to be 1, found 0.`);
  expect(broken({ flags: ["capital"] })).toThrow("expected flags[1] to be opens, found nothing");
  expect(broken({ weights: "AAAA" })).toThrow("bytes in base64, found 3");
  expect(broken({ output: [Number.NaN] })).toThrow("expected output to be ");
  expect(() => parseAnswerWords(null, FILE)).toThrow("expected format");
});
