import { join, resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Config } from "#config.ts";
import { UsageError } from "#errors.ts";
import type { Outcome } from "#evaluation/outcome.ts";
import { type Part, parts } from "#evaluation/parts.ts";
import { chooseQuestions } from "#evaluation/selection.ts";
import { createCommand } from "./command.ts";
import { readEarlier, readQuestions, refuseUnwritable } from "./evaluation-files.ts";
import type { EvaluationRun } from "./evaluation-run.ts";

interface Options {
  readonly json?: boolean;
  readonly part?: Part;
  readonly every: number;
  readonly lower?: boolean;
  readonly foreign?: string;
  readonly details?: string;
  readonly against?: string;
  readonly report?: string;
}

/** What is to be measured, and where the figures go. File names are whole paths. */
export interface EvaluationPlan {
  readonly runs: readonly PlannedRun[];
  readonly json: boolean;
  readonly details: string | null;
  readonly report: string | null;
}

export interface PlannedRun extends EvaluationRun {
  /** The folder as the person wrote it. */
  readonly name: string;
  readonly asked: Asked;
  readonly earlier: { readonly file: string; readonly outcomes: readonly Outcome[] } | null;
}

/** Which questions are asked, and how. */
export interface Asked {
  readonly part: Part | "all";
  readonly every: number;
  readonly lower: boolean;
  readonly foreign?: { readonly folder: string; readonly questions: number };
}

export function createEvaluateCommand(): Command {
  return createCommand("evaluate", "Measures answers on folders with articles.jsonl and questions.jsonl.", [
    "",
    "data/eval/story my/questions",
    "--json --part held-out data/eval/story",
    "--details after.jsonl --against before.jsonl --report report.html data/eval/story",
  ])
    .argument("[FOLDER...]", "folders to measure (default: data/eval/story)")
    .option("--json", "print one line of JSON for each folder")
    .addOption(new Option("--part <PART>", "ask only the questions of this part (default: all)").choices(parts))
    .option("--every <N>", "ask every Nth question only, for a quick look", wholeNumber, 1)
    .option("--lower", "ask in lower case, without the question mark at the end")
    .option("--foreign <FOLDER>", "ask that folder's questions as the unanswerable ones, in place of the own ones")
    .option("--details <FILE>", "write one JSON line for each question (with one FOLDER)")
    .option("--against <FILE>", "compare with the --details of an earlier run (with one FOLDER)")
    .option("--report <FILE>", "write the figures as one HTML page with charts");
}

/** Reads all that was asked for before any work begins. Throws `UsageError` and `InputError`. */
export function planEvaluation(command: Command, { cwd, root }: Pick<Config, "cwd" | "root">): EvaluationPlan {
  const options = command.opts<Options>();
  const { part, every, lower = false, foreign, against } = options;
  const story = { name: "data/eval/story", folder: join(root, "data", "eval", "story") };
  const named = command.args.map((name) => ({ name, folder: resolve(cwd, name) }));
  const places = named.length > 0 ? named : [story];
  refuseSeveral(options, places.length);
  const elsewhere = foreign === undefined ? null : readQuestions(resolve(cwd, foreign));
  const runs = places.map(({ name, folder }) => {
    const questions = readQuestions(folder);
    const chosen = chooseQuestions(questions, elsewhere, { part, every, lower });
    const borrowed = chosen.filter((question) => question.foreign).length;
    const asked = {
      ...{ part: part ?? ("all" as const), every, lower },
      ...(foreign !== undefined && { foreign: { folder: foreign, questions: borrowed } }),
    };
    const earlier =
      against === undefined ? null : { file: against, outcomes: readEarlier(resolve(cwd, against), against, chosen) };
    return { name, folder, questions, chosen, asked, earlier };
  });
  const [details, report] = [writable("--details", options.details, cwd), writable("--report", options.report, cwd)];
  return { runs, json: options.json === true, details, report };
}

function refuseSeveral({ details, against }: Options, folders: number): void {
  if (folders > 1 && (details ?? against) !== undefined) {
    throw new UsageError(`--details and --against go with one FOLDER, found ${folders}.`);
  }
}

function writable(option: string, file: string | undefined, cwd: string): string | null {
  if (file === undefined) return null;
  const path = resolve(cwd, file);
  refuseUnwritable(option, path);
  return path;
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,8}$/u.test(value)) throw new InvalidArgumentError("Expected a whole number from 1.");
  return Number(value);
}
