import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { command, jsonLines, temporaryFolder } from "./commands.ts";

// Each command takes a second or so, several on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const text = "The lighthouse of Farwick was built in 1863 by the engineer Ada Noonan.";
const answerable = { id: "1", question: "Who built the lighthouse of Farwick?", answerable: true };
const unanswerable = { id: "2", question: "Which tax did the senate of Oslo raise?", answerable: false };
const farwick = [{ ...answerable, answers: ["Ada Noonan"], articleIds: ["a"] }, unanswerable];

/** A folder named `set` to measure, where a command can stand. */
function standing(questions: readonly object[] = farwick) {
  const cwd = temporaryFolder();
  const lines = (values: readonly object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");
  mkdirSync(join(cwd, "set"));
  mkdirSync(join(cwd, "tmp"));
  writeFileSync(join(cwd, "set", "articles.jsonl"), lines([{ id: "a", title: "Farwick", text }]));
  writeFileSync(join(cwd, "set", "questions.jsonl"), lines(questions));
  return { cwd, env: { FOOTNOTE_HOME: join(cwd, "library"), TMPDIR: join(cwd, "tmp") } };
}

test("evaluate measures each folder in a library of its own and leaves nothing behind", async () => {
  const setting = standing();
  const { status, stdout } = await command("evaluate", ["--json", "set", "./set"], setting);
  expect(status).toBe(0);
  const [first, second] = jsonLines(stdout);
  expect(first).toMatchObject({
    folder: "set",
    questions: 2,
    answerable: 1,
    retrieval: { questions: 1, "hit@1": 1, "hit@3": 1, "hit@5": 1, "hit@10": 1, "mrr@10": 1 },
    answerInCitation: 1,
    firstStatementAnswers: 1,
    abstention: { precision: 1, recall: 1, f1: 1, auroc: 1 },
    milliseconds: { median: expect.any(Number), p95: expect.any(Number) },
    intervals: { "mrr@10": [1, 1], f1: expect.any(Array), auroc: [1, 1] },
    reliability: { expectedCalibrationError: expect.any(Number), brierScore: expect.any(Number) },
    asked: { part: "all", every: 1, lower: false },
  });
  expect(first).not.toHaveProperty("against");
  expect(second?.folder).toBe("./set");
  expect(readdirSync(setting.cwd).toSorted()).toEqual(["set", "tmp"]);
  expect(readdirSync(join(setting.cwd, "tmp")).filter((name) => name.startsWith("footnote-"))).toEqual([]);

  const table = await command("evaluate", ["set"], setting);
  const lines = table.stdout.split("\n");
  expect(lines.slice(0, 4)).toEqual([
    "set",
    "  questions              2, 1 of them answerable",
    "  retrieval over         1 questions",
    "  hit@1                  1.000  (1.000 to 1.000)",
  ]);
  expect(lines).toContain("  confidence AUROC       1.000  (1.000 to 1.000)");
  expect(await command("evaluate", ["elsewhere"], setting)).toMatchObject({ status: 2, stdout: "" });
});

test("evaluate writes what came of each question, and says later what became better and worse", async () => {
  const setting = standing();
  const first = await command("evaluate", ["--details", "now.jsonl", "--report", "now.html", "set"], setting);
  expect(first).toMatchObject({ status: 0 });
  const file = join(setting.cwd, "now.jsonl");
  const [one, two] = jsonLines(readFileSync(file, "utf8"));
  expect(one).toEqual({
    ...{ id: "1", question: "Who built the lighthouse of Farwick?", part: "fit", answerable: true },
    ...{ answers: ["Ada Noonan"], ranks: [{ articleId: "a", rank: 1 }], abstained: false, cited: true, first: true },
    ...{ confidence: expect.any(Number), milliseconds: expect.any(Number), quotes: [text] },
  });
  expect(two).toMatchObject({ id: "2", part: "fit", answerable: false, abstained: true, quotes: [] });
  expect(readFileSync(join(setting.cwd, "now.html"), "utf8")).toMatch(/^<!DOCTYPE html>.*<\/html>\n$/su);

  const missed = { ...one, abstained: true, cited: false, first: false, quotes: [] };
  writeFileSync(join(setting.cwd, "old.jsonl"), [missed, two].map((line) => `${JSON.stringify(line)}\n`).join(""));
  const compared = await command("evaluate", ["--json", "--against", "old.jsonl", "set"], setting);
  const change = {
    ...{ id: "1", question: "Who built the lighthouse of Farwick?" },
    changes: ["the answer is quoted now", "answers now", "the first statement answers now"],
  };
  expect(jsonLines(compared.stdout)[0]?.against).toMatchObject({
    ...{ file: "old.jsonl", questions: 2, leftOut: 0, better: [change], worse: [] },
    measures: { answerInCitation: { old: 0, new: 1, difference: 1, interval: [1, 1] } },
  });
  const printed = await command("evaluate", ["--against", "old.jsonl", "set"], setting);
  expect(printed.stdout).toMatch(/\n\nagainst old\.jsonl, 2 questions\n/u);
  expect(printed.stdout).toContain("  answerInCitation       0.000 → 1.000  +1.000  (+1.000 to +1.000)\n");
  expect(printed.stdout).toContain(
    "\nbetter: 1\n  1 Who built the lighthouse of Farwick?\n    the answer is quoted now; ",
  );
  expect(printed.stdout).toMatch(/\nworse: 0\n$/u);

  const lower = await command("evaluate", ["--lower", "--against", "old.jsonl", "set"], setting);
  expect(lower).toMatchObject({ status: 1, stdout: "" });
  expect(lower.stderr).toContain('--against old.jsonl: expected a run over the same questions, but "1" is another');
});

test("evaluate asks a part, every Nth question, in lower case, and the questions of another folder", async () => {
  const parts = farwick.map((item) => ({ ...item, part: "held-out" }));
  const setting = standing([...parts, { ...parts[0], id: "3", part: "fit" }, { ...parts[1], id: "4" }]);
  mkdirSync(join(setting.cwd, "other"));
  const other = ["1", "5", "6"].map((id) => JSON.stringify({ ...parts[1], id, question: "WHAT? Else?" }));
  writeFileSync(join(setting.cwd, "other", "questions.jsonl"), other.join("\n"));

  const heldOut = await command("evaluate", ["--json", "--part", "held-out", "--every", "2", "set"], setting);
  expect(jsonLines(heldOut.stdout)[0]).toMatchObject({
    ...{ questions: 2, answerable: 1, asked: { part: "held-out", every: 2, lower: false } },
  });
  const options = ["--foreign", "other", "--lower", "--details", "all.jsonl", "set"];
  const foreign = await command("evaluate", options, setting);
  expect(foreign.stdout).toContain(
    "  asked                  in lower case, without the question mark at the end; 3 questions of other as the unanswerable ones\n",
  );
  expect(foreign.stdout).toMatch(/\n {2}confidence AUROC {7}1\.000 /u);
  const details = jsonLines(readFileSync(join(setting.cwd, "all.jsonl"), "utf8"));
  expect(details.map(({ id, question, answerable, foreign }) => [id, question, answerable, foreign])).toEqual([
    ["1", "who built the lighthouse of farwick", true, undefined],
    ["3", "who built the lighthouse of farwick", true, undefined],
    ["1", "what? else", false, true],
    ["5", "what? else", false, true],
    ["6", "what? else", false, true],
  ]);
});

test("evaluate refuses wrong usage before it begins", async () => {
  const { status, stdout, stderr } = await command("evaluate", ["--report", "missing/r.html", "set"], standing());
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain("--report: expected a FILE in a folder that exists, found ");
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
    "spend",
    "discord",
  ]);
  expect(stdout).toMatch(/\nok {4}embedder {7}static-\S+, \d+ dimensions\n/u);
  expect(stdout).toMatch(/\nwarn {2}discord {8}DISCORD_TOKEN does not look like a bot's token/u);
  expect(stdout).not.toContain("123456789012345678");
});
