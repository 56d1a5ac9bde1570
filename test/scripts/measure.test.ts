import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { command, jsonLines, temporaryFolder } from "./commands.ts";

// Each command takes a second or so, several on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

test("evaluate measures each folder in a library of its own and leaves nothing behind", async () => {
  const cwd = temporaryFolder();
  const temporary = join(cwd, "tmp");
  mkdirSync(join(cwd, "set"));
  mkdirSync(temporary);
  const text = "The lighthouse of Farwick was built in 1863 by the engineer Ada Noonan.";
  writeFileSync(join(cwd, "set", "articles.jsonl"), `${JSON.stringify({ id: "a", title: "Farwick", text })}\n`);
  const questions = [
    {
      id: "1",
      question: "Who built the lighthouse of Farwick?",
      answerable: true,
      answers: ["Ada Noonan"],
      articleIds: ["a"],
    },
    { id: "2", question: "Which tax did the senate of Oslo raise?", answerable: false },
  ];
  writeFileSync(join(cwd, "set", "questions.jsonl"), questions.map((item) => JSON.stringify(item)).join("\n"));
  const setting = { cwd, env: { FOOTNOTE_HOME: join(cwd, "library"), TMPDIR: temporary } };

  const { status, stdout } = await command("evaluate", ["--json", "set", "./set"], setting);
  expect(status).toBe(0);
  const [first, second] = jsonLines(stdout);
  expect(first).toMatchObject({
    folder: "set",
    questions: 2,
    retrieval: { questions: 1, "hit@1": 1, "hit@3": 1, "hit@5": 1, "hit@10": 1, "mrr@10": 1 },
    answerInCitation: 1,
    abstention: { precision: 1, recall: 1, f1: 1, auroc: 1 },
    milliseconds: { median: expect.any(Number), p95: expect.any(Number) },
  });
  expect(second?.folder).toBe("./set");
  expect(readdirSync(cwd).toSorted()).toEqual(["set", "tmp"]);
  expect(readdirSync(temporary).filter((name) => name.startsWith("footnote-"))).toEqual([]);

  const table = await command("evaluate", ["set"], setting);
  expect(table.stdout).toMatch(/^set\n {2}questions {13}2\n {2}retrieval over {8}1 questions\n {2}hit@1 {17}1\.000\n/u);
  expect(await command("evaluate", ["elsewhere"], setting)).toMatchObject({ status: 2, stdout: "" });
});

test("doctor reports every problem of the configuration and ends with 1, or looks at every part and ends with 0", async () => {
  const env = { FOOTNOTE_HOME: temporaryFolder() };
  const broken = await command("doctor", ["--json"], { env: { ...env, EMBEDDER: "word2vec", FOOTNOTE_NO_SEED: "2" } });
  expect(broken.status).toBe(1);
  expect(jsonLines(broken.stdout)).toEqual([
    { check: "configuration", status: "fail", message: expect.stringMatching(/^FOOTNOTE_NO_SEED: /u) },
    { check: "configuration", status: "fail", message: expect.stringMatching(/^EMBEDDER: /u) },
  ]);

  const token = { ...env, FOOTNOTE_HOMES: "x", DISCORD_TOKEN: "123456789012345678" };
  const { status, stdout } = await command("doctor", [], { env: token });
  expect(status).toBe(0);
  const lines = stdout.split("\n");
  expect(lines[0]).toMatch(
    /^warn {2}configuration {2}FOOTNOTE_HOMES is not a setting .* did you mean FOOTNOTE_HOME\?$/u,
  );
  expect(lines.slice(1, -1).map((line) => line.slice(6, 21).trim())).toEqual([
    "configuration",
    "library",
    "embedder",
    "index",
    "index addon",
    "model",
    "discord",
  ]);
  expect(stdout).toMatch(/\nok {4}embedder {7}static-\S+, \d+ dimensions\n/u);
  expect(stdout).toMatch(/\nwarn {2}discord {8}DISCORD_TOKEN does not look like a bot's token/u);
  expect(stdout).not.toContain("123456789012345678");
});
