import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { type App, openApp } from "#app.ts";
import type { Config } from "#config.ts";
import { InputError } from "#errors.ts";
import { evaluateQuestions } from "#evaluation/evaluate.ts";
import type { Outcome } from "#evaluation/outcome.ts";
import type { EvaluationQuestion } from "#evaluation/questions.ts";
import type { ChosenQuestion } from "#evaluation/selection.ts";
import { answersStandVerbatim } from "#evaluation/verbatim.ts";
import type { Session } from "./command.ts";

export interface EvaluationRun {
  /** Holds `articles.jsonl`. */
  readonly folder: string;
  /** All questions of the folder. */
  readonly questions: readonly EvaluationQuestion[];
  /** Those that are asked. */
  readonly chosen: readonly ChosenQuestion[];
}

const shelf = "main";

/** Ingests the articles into a library of their own, which is removed again, and asks the chosen questions there. */
export async function runEvaluation(
  { folder, questions, chosen }: EvaluationRun,
  { app, progress, signal }: Session,
): Promise<readonly Outcome[]> {
  const home = mkdtempSync(join(tmpdir(), "footnote-evaluate-"));
  const config: Config = { ...app.config, home, seed: false };
  const own = openApp(config, { stdin: process.stdin, stderr: process.stderr });
  try {
    const articles = await ingestAll(own, join(folder, "articles.jsonl"), progress("articles", null), signal);
    const shelves = [shelf];
    const deps = {
      ask: await own.readyToAsk(shelves, signal),
      search: await own.readyToSearch(shelves, signal),
      verbatim: answersStandVerbatim(questions, articles),
      shelves,
    };
    const bar = progress("questions", chosen.length);
    const outcomes = await evaluateQuestions(deps, chosen, (done) => {
      signal.throwIfAborted();
      bar.at(done);
    });
    bar.clear();
    return outcomes;
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
