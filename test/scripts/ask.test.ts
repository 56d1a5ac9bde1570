import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { openState } from "#store/state.ts";
import { fillLibrary, writeArticles } from "./articles.ts";
import { command, ended, jsonLines, launch, start, temporaryFolder } from "./commands.ts";

// Each command takes a second or so, several on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const cwd = mkdtempSync(join(tmpdir(), "footnote-ask-"));
const home = join(cwd, "library");
const setting = { cwd, env: { FOOTNOTE_HOME: home } };
const question = "Who built the lighthouse of Farwick?";

beforeAll(() => fillLibrary(home, writeArticles(cwd), ["lighthouse.md", "ferry.txt"]));
afterAll(() => rmSync(cwd, { recursive: true }));

test("an answer in the terminal: statements, sources and the quoted words, and nothing on standard error", async () => {
  expect(await command("ask", [question], setting)).toEqual({
    status: 0,
    stdout: [
      " 1. Ada Noonan. The lighthouse of Farwick was built in 1863 by the engineer Ada",
      "    Noonan. [1]",
      "",
      "Sources",
      "[1] The lighthouse of Farwick · Farwick Post · 2 April 2019",
      "    https://post.example/lighthouse",
      "    “The lighthouse of Farwick was built in 1863 by the engineer Ada Noonan.”",
      "",
      "In the articles' own words · as of 2 April 2019",
      "",
    ].join("\n"),
    stderr: "",
  });
});

test("the documented way through npm prints one JSON answer and nothing else, offsets and text in agreement", async () => {
  const { status, stdout, stderr } = await ended(
    launch("npm", ["run", "--silent", "ask", "--", "--json", question], setting),
  );
  expect({ status, stderr: stderr.replaceAll(/^npm warn .*\n/gmu, "") }).toEqual({ status: 0, stderr: "" });
  const [answer, ...more] = jsonLines(stdout);
  expect(more).toEqual([]);
  const text = "The lighthouse of Farwick was built in 1863 by the engineer Ada Noonan.";
  expect(answer).toEqual({
    question,
    understoodAs: expect.any(String),
    kind: "answered",
    answeredBy: "extractive",
    asOf: "2019-04-02",
    statements: [{ text: `Ada Noonan. ${text}`, citations: [1] }],
    sources: [
      {
        number: 1,
        articleId: expect.any(String),
        title: "The lighthouse of Farwick",
        url: "https://post.example/lighthouse",
        outlet: "Farwick Post",
        publishedAt: "2019-04-02",
        passages: [
          {
            passageId: expect.any(String),
            start: 0,
            end: text.length,
            text,
            quotes: [{ start: 0, end: text.length, text }],
          },
        ],
      },
    ],
    removed: 0,
    confidence: expect.any(Number),
    milliseconds: expect.any(Number),
    answerId: expect.stringMatching(/^[\w-]{12}$/u),
  });
  const state = openState({ home });
  onTestFinished(() => state.close());
  expect(await state.answers.find(String(answer?.answerId))).toMatchObject({
    ...{ answer: { question, kind: "answered" }, shelves: ["main"], parent: null, place: "terminal", asker: null },
    askedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/u),
  });
});

test("an answer that can not be kept is shown all the same, with a line on standard error", async () => {
  const other = join(cwd, "unkept");
  await fillLibrary(other, cwd, ["lighthouse.md"]);
  mkdirSync(join(other, "state.sqlite"));
  const { status, stdout, stderr } = await command("ask", ["--json", question], { cwd, env: { FOOTNOTE_HOME: other } });
  expect(status).toBe(0);
  expect(jsonLines(stdout)).toMatchObject([{ kind: "answered" }]);
  expect(jsonLines(stdout)[0]).not.toHaveProperty("answerId");
  expect(stderr).toMatch(/^This answer could not be kept, so npm run replay will not find it: .*\n$/u);
});

test("a batch: one line per question with its id, in order, failed lines among them, exit 1", async () => {
  const lines = [
    JSON.stringify({ id: "first", question }),
    "{broken",
    JSON.stringify({ id: 3, question: "Which tax did the senate of Oslo raise?" }),
    JSON.stringify({ id: "fourth", question: "Who built it?", history: [{ role: "user", text: question }] }),
  ];
  writeFileSync(join(cwd, "batch.jsonl"), lines.join("\n"));
  const { status, stdout } = await command("ask", ["--batch", "batch.jsonl"], setting);
  expect(status).toBe(1);
  expect(jsonLines(stdout).map(({ id, kind }) => [id, kind])).toEqual([
    ["first", "answered"],
    [null, "failed"],
    [3, "abstained"],
    ["fourth", "answered"],
  ]);
  expect(stdout).not.toContain("answerId");
  expect(jsonLines(stdout)[1]?.error).toMatch(/^Line 2: expected one JSON object/u);

  const search = await command("search", ["--batch", "-", "--limit", "1"], { ...setting, input: lines[0] ?? "" });
  expect(search).toMatchObject({ status: 0, stderr: "" });
  expect(jsonLines(search.stdout)).toEqual([
    {
      id: "first",
      question,
      passages: [expect.objectContaining({ title: "The lighthouse of Farwick", lexicalRank: 1, start: 0 })],
      milliseconds: expect.any(Number),
    },
  ]);
});

test("a reader that goes away ends the command quietly", async () => {
  const child = start("search", ["--batch", "-"], setting);
  const outcome = ended(child);
  child.stdout.destroy();
  child.stdin.end(`${JSON.stringify({ id: 1, question })}\n`.repeat(500));
  expect(await outcome).toEqual({ status: 0, stdout: "", stderr: "" });
});

test("a question that is missing, an answerer that is not there and a wrong configuration end with status 2", async () => {
  const [nothing, model, configuration] = await Promise.all([
    command("ask", [], setting),
    command("ask", ["--answerer", "model", question], setting),
    command("ask", [question], { cwd, env: { FOOTNOTE_HOME: home, EMBEDDER: "word2vec", FOOTNOTE_NO_SEED: "2" } }),
  ]);
  expect(nothing).toMatchObject({ status: 2, stdout: "" });
  expect(nothing?.stderr).toMatch(/^Expected one question or --batch FILE, such as: .*\n$/u);
  expect(model?.status).toBe(2);
  expect(model?.stderr).toMatch(
    /^--answerer model: expected a configured model, found none; set MODEL in \.env .*\n$/u,
  );
  expect(configuration).toMatchObject({ status: 2, stdout: "" });
  expect(configuration?.stderr).toMatch(
    /^The configuration has 2 problems:\n {2}- FOOTNOTE_NO_SEED: .*\n {2}- EMBEDDER: .*\n$/u,
  );
});

test("help ends with examples, and status 0", async () => {
  const { status, stdout, stderr } = await command("search", ["--help"], setting);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^Usage: npm run search -- \[options\] \[QUESTION\.\.\.\]\n/u);
  expect(stdout).toMatch(/\nExamples:\n {2}\$ npm run --silent search -- "life sentence"\n/u);
});

test("two first questions at once fill one new library once, and say so; FOOTNOTE_NO_SEED=1 leaves it empty", async () => {
  const home = temporaryFolder();
  const env = { FOOTNOTE_HOME: home };
  const asking = ["--json", "Who met Alice Johnson?"];
  const [one, other] = await Promise.all([command("ask", asking, { env }), command("ask", asking, { env })]);
  for (const outcome of [one, other]) {
    expect(outcome?.status).toBe(0);
    expect(jsonLines(outcome?.stdout ?? "")).toHaveLength(1);
  }
  expect(`${one?.stderr}${other?.stderr}`).toMatch(
    /^The library is empty: ingesting the articles that ship with Footnote/mu,
  );

  const empty = { FOOTNOTE_HOME: temporaryFolder(), FOOTNOTE_NO_SEED: "1" };
  const [after, none] = await Promise.all([
    command("ask", ["--json", "What is the price of copper in Chile?"], { env }),
    command("ask", asking, { env: empty }),
  ]);
  expect(after?.stderr).toBe("");
  expect(jsonLines(after?.stdout ?? "")[0]).toMatchObject({ kind: "abstained", coverage: { articles: 1 } });
  expect(none).toMatchObject({ status: 0, stderr: "" });
  expect(jsonLines(none?.stdout ?? "")[0]).toMatchObject({ kind: "abstained", coverage: { articles: 0 } });
});
