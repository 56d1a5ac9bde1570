import { compareRuns, type MeasureChange } from "#evaluation/comparison.ts";
import { overAll } from "#evaluation/figure.ts";
import { type MeasureName, measuresOf } from "#evaluation/measures.ts";
import type { Outcome } from "#evaluation/outcome.ts";

/** One way of asking, and what came of it at a threshold of 0: nothing was refused for want of confidence. */
export interface AblatedRun {
  /** What was switched off; `null`: nothing. */
  readonly part: string | null;
  readonly outcomes: readonly Outcome[];
}

interface Column {
  readonly title: string;
  readonly measure: MeasureName;
  /** Measured as if nothing had been refused. */
  readonly unrefused?: boolean;
}

const COLUMNS: readonly Column[] = [
  { title: "mrr@10", measure: "mrr@10" },
  { title: "hit@1", measure: "hit@1" },
  { title: "hit@10", measure: "hit@10" },
  { title: "allEvidence@10", measure: "allEvidence@10" },
  { title: "answerInCitation", measure: "answerInCitation" },
  { title: "first statement", measure: "firstStatementAnswers" },
  { title: "quoted, none refused", measure: "answerInCitation", unrefused: true },
  { title: "AUROC", measure: "auroc" },
];

/**
 * A table in Markdown: the figures of the first run, and for every other one how much higher its figures are. A
 * difference is bold where its interval at 95 % leaves out 0.
 */
export function showAblations(runs: readonly AblatedRun[], threshold: number): string {
  const [full, ...others] = runs;
  if (full === undefined) return "";
  const figures = COLUMNS.map((column) => ({ column, value: figureOf(full, column, threshold) }));
  const shown = figures.filter(({ value }) => !Number.isNaN(value));
  const columns = shown.map(({ column }) => column);
  const rows = [
    ["without", ...columns.map(({ title }) => title)],
    ["---", ...columns.map(() => "---:")],
    ["nothing", ...shown.map(({ value }) => plain(value))],
    ...others.map((run) => [run.part ?? "nothing", ...changes(full, run, columns, threshold)]),
  ];
  return rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** What would have come of the questions if answers of less confidence than this had been withheld. */
export function refusing(outcomes: readonly Outcome[], threshold: number): readonly Outcome[] {
  return outcomes.map((outcome) => {
    if (outcome.confidence >= threshold) return outcome;
    const missed = outcome.cited === undefined ? {} : { cited: false, first: false };
    return { ...outcome, abstained: true, quotes: [], ...missed };
  });
}

function figureOf({ outcomes }: AblatedRun, { measure, unrefused }: Column, threshold: number): number {
  const figure = measuresOf(unrefused ? outcomes : refusing(outcomes, threshold)).get(measure);
  return figure === undefined ? Number.NaN : overAll(figure, outcomes.length);
}

function changes(full: AblatedRun, run: AblatedRun, columns: readonly Column[], threshold: number): readonly string[] {
  const unrefused = compareRuns(full.outcomes, run.outcomes);
  const refused = compareRuns(refusing(full.outcomes, threshold), refusing(run.outcomes, threshold));
  return columns.map((column) => difference((column.unrefused ? unrefused : refused).measures[column.measure]));
}

function difference(change: MeasureChange | undefined): string {
  if (change === undefined) return "";
  const [low, high] = change.interval;
  const text = signed(change.difference);
  return low > 0 || high < 0 ? `**${text}**` : text;
}

function plain(value: number): string {
  return value.toFixed(3).replace(/^0/u, "");
}

function signed(value: number): string {
  const size = plain(Math.abs(value));
  if (size === ".000") return "0";
  return value < 0 ? `−${size}` : `+${size}`;
}
