import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import type { Profiler } from "node:inspector";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { madeUpArticles } from "../../scripts/benching/made-up.ts";
import { stepTimes } from "../../scripts/benching/profile.ts";
import { stepRows } from "../../scripts/benching/report.ts";
import { mixedSample } from "../../scripts/benching/sample.ts";
import { command, jsonLines, temporaryFolder } from "./commands.ts";

vi.setConfig({ testTimeout: 120_000 });

const articles = [
  {
    id: "a",
    title: "Lighthouse of Farwick",
    text: "The lighthouse was built in 1863. Ada Noonan drew it. It is white.",
  },
  { id: "b", title: "Oslo", text: "Oslo has a harbour. The ferry leaves at nine." },
  { id: "c", title: "", text: "A bakery in the old town won a prize.\n\nIts bread is made of rye." },
];

test("made-up articles are made of whole sentences of the given ones, and are the same every time", () => {
  const take = (seed: number) => {
    const more = madeUpArticles(articles, seed);
    return Array.from({ length: 5 }, () => more.next().value);
  };
  const made = take(1);
  expect(take(1)).toEqual(made);
  expect(take(2)).not.toEqual(made);
  expect(new Set(made.map(({ id }) => id)).size).toBe(5);
  const known = articles.flatMap(({ text }) => text.split(/(?<=\.)\s+/));
  for (const { text } of made) {
    const parts = text.split(/(?<=\.)\s+/);
    expect(parts.length).toBeGreaterThanOrEqual(6 * 2);
    for (const part of parts) expect(known).toContain(part);
  }
  expect(made.some(({ title }) => /^Lighthouse of \S+$/.test(title) || /^\S+ Farwick$/.test(title))).toBe(true);
});

test("a sample takes as many from each list as from the others, evenly spaced", () => {
  const numbers = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);
  expect(mixedSample([numbers(0, 100), numbers(1000, 10)], 8)).toEqual([0, 1000, 25, 1002, 50, 1005, 75, 1007]);
  expect(mixedSample([numbers(0, 2), numbers(10, 2)], 10)).toEqual([0, 10, 1, 11]);
  expect(mixedSample([], 3)).toEqual([]);
});

test("a sample of the profiler counts for the outermost file that is a step; waiting counts for none", () => {
  const frame = (functionName: string, file: string) => ({
    functionName,
    url: file === "" ? "" : `file:///x/src/${file}.ts`,
    scriptId: "1",
    lineNumber: 0,
    columnNumber: 0,
  });
  const nodes: Profiler.ProfileNode[] = [
    { id: 1, callFrame: frame("(root)", ""), children: [2, 8, 9] },
    { id: 2, callFrame: frame("ask", "ask/ask"), children: [3, 5] },
    { id: 3, callFrame: frame("correctSpelling", "ask/spelling"), children: [4] },
    { id: 4, callFrame: frame("termStatistics", "store/scope") },
    { id: 5, callFrame: frame("retrieve", "ask/retrieve"), children: [6, 7] },
    { id: 6, callFrame: frame("lexical", "store/scope"), children: [10] },
    { id: 7, callFrame: frame("sort", "") },
    { id: 8, callFrame: frame("(idle)", "") },
    { id: 9, callFrame: frame("(garbage collector)", "") },
    { id: 10, callFrame: frame("all", "") },
  ];
  const samples = [4, 3, 10, 7, 8, 9, 6, 1];
  const profile = { nodes, startTime: 0, endTime: 0, samples, timeDeltas: samples.map((_, i) => 1000 * (i + 1)) };
  expect(Object.fromEntries(stepTimes(profile, "file:///x/src/").map((row) => [row.step, row.milliseconds]))).toEqual({
    "ask/spelling": 3,
    "store, lexical": 10,
    "ask/retrieve": 4,
    "garbage collection": 6,
    "everything else": 8,
  });
});

test("steps that take hardly any time come together in one row", () => {
  const steps = [
    { step: "a", milliseconds: 3 },
    { step: "b", milliseconds: 0.01 },
    { step: "c", milliseconds: 0.02 },
  ];
  expect(stepRows({ steps, stepsOfSlowest: [{ step: "d", milliseconds: 1 }] })).toEqual([
    ["a", "   3.00     0.00"],
    ["d", "   0.00     1.00"],
    ["smaller steps", "   0.03     0.00"],
    ["together", "   3.03     1.00"],
  ]);
});

test("bench fills up a library, measures, and uses the library again", async () => {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, "set"));
  writeFileSync(join(cwd, "set", "articles.jsonl"), articles.map((item) => JSON.stringify(item)).join("\n"));
  const asked = ["Who drew the lighthouse of Farwick?", "When does the ferry leave?", "What won a prize?"];
  const questions = asked.map((question, id) => JSON.stringify({ id: String(id), question, answerable: true }));
  writeFileSync(join(cwd, "set", "questions.jsonl"), questions.join("\n"));
  const setting = { cwd, env: { FOOTNOTE_HOME: join(cwd, "library") } };
  const args = ["--json", "--passages", "20", "--questions", "2", "--home", "kept", "set"];

  const { status, stdout } = await command("bench", args, setting);
  expect(status).toBe(0);
  const [report] = jsonLines(stdout);
  expect(report).toMatchObject({
    library: { passages: 20, articles: 20, madeUpArticles: 17 },
    questions: 2,
    milliseconds: { median: expect.any(Number), p95: expect.any(Number) },
    processor: { median: expect.any(Number), p95: expect.any(Number) },
    megabytes: expect.any(Number),
  });
  expect(existsSync(join(cwd, "library"))).toBe(false);
  expect(readdirSync(join(cwd, "kept")).toSorted()).toEqual(["articles.jsonl", "bench.json", "shelves"]);

  const again = await command("bench", ["--passages", "20", "--questions", "2", "--home", "kept", "set"], setting);
  expect(again.stdout).toMatch(/^A question\n {2}passages +20 \(20 articles, 17 of them made up\)\n/u);
  const other = ["--passages", "40", "--home", "kept", "set"];
  const refused = await command("bench", other, setting);
  expect(refused).toMatchObject({ status: 1, stdout: "" });
  expect(refused.stderr).toMatch(/holds a library made of other articles/u);
});
