import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { type App, openApp } from "#app.ts";
import type { Config } from "#config.ts";
import { InputError, UsageError } from "#errors.ts";
import { type EvaluationReport, evaluateQuestions } from "#evaluation/evaluate.ts";
import { type EvaluationQuestion, parseQuestions } from "#evaluation/questions.ts";

import { createCommand, runCommand, type Session } from "./support/command.ts";
import { showEvaluation } from "./support/evaluation-table.ts";

const command = createCommand("evaluate", "Measures answers on folders with articles.jsonl and questions.jsonl.", [
  "",
  "data/eval/story my/questions",
  "--json data/eval/story",
])
  .argument("[FOLDER...]", "folders to measure (default: data/eval/story)")
  .option("--json", "print one line of JSON for each folder");

const shelf = "main";

await runCommand(command, async (session) => {
  const { app, print, printJson, look } = session;
  const { json } = command.opts<{ json?: boolean }>();
  const asked = command.args.map((folder) => ({ folder, path: resolve(app.config.cwd, folder) }));
  const story = { folder: "data/eval/story", path: join(app.config.root, "data", "eval", "story") };
  const folders = (asked.length > 0 ? asked : [story]).map((place) => ({
    ...place,
    questions: readQuestions(place.path),
  }));
  for (const { folder, path, questions } of folders) {
    const report = await measure(path, questions, session);
    if (json) {
      printJson({ folder, ...report });
    } else {
      print(showEvaluation(folder, report, look));
    }
  }
  return 0;
});

function readQuestions(folder: string): readonly EvaluationQuestion[] {
  try {
    return parseQuestions(readFileSync(join(folder, "questions.jsonl"), "utf8"));
  } catch (error) {
    if (error instanceof InputError) {
      throw error;
    }
    const found = error instanceof Error ? error.message : String(error);
    throw new UsageError(`Expected a FOLDER with articles.jsonl and questions.jsonl, found ${found}`);
  }
}

/** Ingests the articles into a library of their own, which is removed again, and asks the questions there. */
async function measure(
  folder: string,
  questions: readonly EvaluationQuestion[],
  { app, progress, signal }: Session,
): Promise<EvaluationReport> {
  const home = mkdtempSync(join(tmpdir(), "footnote-evaluate-"));
  const config: Config = { ...app.config, home, seed: false };
  const own = openApp(config, { stdin: process.stdin, stderr: process.stderr });
  try {
    const articles = await ingestAll(own, join(folder, "articles.jsonl"), progress("articles", null), signal);
    const shelves = [shelf];
    const deps = {
      ask: await own.readyToAsk(shelves, signal),
      search: await own.readyToSearch(shelves, signal),
      shelves,
    };
    const bar = progress("questions", questions.length);
    const report = await evaluateQuestions(deps, questions, articles, (done) => {
      signal.throwIfAborted();
      bar.at(done);
    });
    bar.clear();
    return report;
  } finally {
    await own.close();
    rmSync(home, { recursive: true, force: true });
  }
}

async function ingestAll(app: App, file: string, bar: ReturnType<Session["progress"]>, signal: AbortSignal) {
  const ingest = await app.ingest();
  const ids: string[] = [];
  const failed: string[] = [];
  const receipt = (given: { status: string; articleId?: string; error?: string }): void => {
    if (given.status === "failed") {
      failed.push(given.error ?? "no reason was given");
    } else if (given.articleId !== undefined) {
      ids.push(given.articleId);
    }
    bar.at(ids.length);
  };
  await ingest({ sources: [file], shelf }, { receipt }, signal);
  bar.clear();
  signal.throwIfAborted();
  if (failed.length > 0) {
    throw new InputError(`${file}: expected articles, but ${failed.length} could not be read; the first: ${failed[0]}`);
  }
  const scope = app.library.within([shelf]);
  const articles = await Promise.all(ids.map((id) => scope.article(shelf, id)));
  return articles.filter((article) => article !== null);
}
