import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createEvaluateCommand, planEvaluation } from "../../scripts/support/evaluation-plan.ts";

/** The plan of a command line that is given where a folder `set` with one question stands. */
function plan(...args: readonly string[]) {
  const cwd = mkdtempSync(join(tmpdir(), "footnote-test-"));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  mkdirSync(join(cwd, "set"));
  const question = { id: "a", question: "Who?", answerable: true, answers: ["gold"], articleIds: ["b"] };
  writeFileSync(join(cwd, "set", "questions.jsonl"), JSON.stringify(question));
  const command = createEvaluateCommand().parse(args, { from: "user" });
  return { cwd, ...planEvaluation(command, { cwd, root: join(cwd, "nowhere") }) };
}

test("names stand where the person stands, and are told as the person wrote them", () => {
  const { cwd, ...planned } = plan("--details", "d.jsonl", "--foreign", "./set", "set");
  expect(planned).toMatchObject({ json: false, details: join(cwd, "d.jsonl"), report: null });
  expect(planned.runs).toMatchObject([
    {
      ...{ name: "set", folder: join(cwd, "set"), earlier: null },
      asked: { part: "all", every: 1, lower: false, foreign: { folder: "./set", questions: 1 } },
      chosen: [
        { id: "a", part: "held-out", foreign: false },
        { id: "a", part: "held-out", foreign: true, answerable: false },
      ],
    },
  ]);
  expect(plan("--json", "--part", "fit", "set").runs[0]?.chosen).toEqual([]);
});

test.each([
  [["--part", "test", "set"], "Allowed choices are fit, held-out"],
  [["--every", "0", "set"], "Expected a whole number from 1"],
  [["--every", "2.5", "set"], "Expected a whole number from 1"],
  [["--details", "d.jsonl", "set", "set"], "--details and --against go with one FOLDER, found 2."],
  [["--against", "d.jsonl", "set", "set"], "--details and --against go with one FOLDER, found 2."],
  [["--details", "set", "set"], "--details: expected a FILE, found the folder"],
  [["--report", "missing/r.html", "set"], "--report: expected a FILE in a folder that exists"],
  [["--against", "none.jsonl", "set"], "Expected a FILE that --details wrote, found"],
  [["--against", "set/questions.jsonl", "set"], "Line 1 of set/questions.jsonl: expected `part` as fit or held-out"],
  [["--foreign", "nowhere", "set"], "Expected a FOLDER with articles.jsonl and questions.jsonl, found"],
  [[], "Expected a FOLDER with articles.jsonl and questions.jsonl, found"],
])("%j is refused", (args, message) => {
  expect(() => plan(...args)).toThrow(message);
});
