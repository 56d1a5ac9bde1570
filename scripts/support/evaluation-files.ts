import { readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError, UsageError } from "#errors.ts";
import { findMisfit } from "#evaluation/comparison.ts";
import { parseDetails } from "#evaluation/details.ts";
import type { Outcome } from "#evaluation/outcome.ts";
import { type EvaluationQuestion, parseQuestions } from "#evaluation/questions.ts";
import type { ChosenQuestion } from "#evaluation/selection.ts";
import { jsonLine } from "#terminal/json.ts";

/** The questions of a folder. Throws `InputError` where a line does not fit, `UsageError` where there is no such file. */
export function readQuestions(folder: string): readonly EvaluationQuestion[] {
  const text = readText(join(folder, "questions.jsonl"), "a FOLDER with articles.jsonl and questions.jsonl");
  return parseQuestions(text);
}

/** The outcomes of an earlier run that asked these questions, perhaps among others. Throws where it did not. */
export function readEarlier(file: string, name: string, questions: readonly ChosenQuestion[]): readonly Outcome[] {
  const outcomes = parseDetails(readText(file, "a FILE that --details wrote"), name);
  const misfit = findMisfit(questions, outcomes);
  if (misfit === null) return outcomes;
  const found = misfit.lacking ? "is not in it" : "is another question or another answerability there";
  throw new InputError(
    `--against ${name}: expected a run over the same questions, but ${JSON.stringify(misfit.id)} ${found}. ` +
      "Ask with the FOLDER and the --part, --every, --foreign and --lower of that run, or make its file anew with --details.",
  );
}

/** One JSON line per question, in the order asked. */
export function writeDetails(file: string, outcomes: readonly Outcome[]): void {
  writeFileSync(file, outcomes.map((outcome) => `${jsonLine(outcome)}\n`).join(""));
}

/** Before the work begins: throws `UsageError` where the folder for the file does not exist or is one itself. */
export function refuseUnwritable(option: string, file: string): void {
  const parent = statSync(dirname(file), { throwIfNoEntry: false });
  if (!parent?.isDirectory()) throw new UsageError(`${option}: expected a FILE in a folder that exists, found ${file}`);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${option}: expected a FILE, found the folder ${file}`);
  }
}

function readText(file: string, expected: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`Expected ${expected}, found ${found}`, { cause });
  }
}
