import type { Change } from "#evaluation/change.ts";
import type { Interval } from "#evaluation/intervals.ts";
import { type MeasureName, measureNames } from "#evaluation/measures.ts";
import { clean } from "#terminal/clean.ts";
import type { Look } from "#terminal/look.ts";
import { showTable } from "#terminal/table.ts";
import { wrap } from "#terminal/wrap.ts";
import {
  askedHow,
  type EvaluatedFolder,
  figuresOf,
  measureLabels,
  type NamedComparison,
  signed,
  threeDecimals,
} from "./evaluation-figures.ts";

/** Questions of a list that are shown. */
const SHOWN = 20;

/** The figures of one folder for a person; with three decimals, intervals at 95 % behind. */
export function showEvaluation({ folder, asked, report }: EvaluatedFolder, look: Look): string {
  const { milliseconds, reliability, retrieval } = report;
  const figures = figuresOf(report).map(({ name, label, value, interval }) => [
    ...(name === "hit@1" ? [["retrieval over", `${retrieval?.questions} questions`] as const] : []),
    [label, `${threeDecimals(value)}${interval ? `  ${range(interval)}` : ""}`] as const,
  ]);
  const how = askedHow(asked).join("; ");
  const rows = [
    ["questions", `${report.questions}, ${report.answerable} of them answerable`] as const,
    ...(how === "" ? [] : [["asked", how] as const]),
    ...figures.flat(),
    ["calibration error", threeDecimals(reliability.expectedCalibrationError)] as const,
    ["milliseconds", `${milliseconds.median} median, ${milliseconds.p95} 95th percentile`] as const,
  ];
  return showTable(folder, rows, look);
}

/** What changed from an earlier run: the measures, then the questions. */
export function showComparison(comparison: NamedComparison, look: Look): string {
  const rows = measureNames.flatMap((name) => comparisonRow(name, comparison));
  const leftOut = comparison.leftOut > 0 ? ` (${comparison.leftOut} others of its questions left out)` : "";
  return [
    showTable(`against ${clean(comparison.file)}, ${comparison.questions} questions${leftOut}`, rows, look),
    showChanges("better", comparison.better, look),
    showChanges("worse", comparison.worse, look),
  ].join("\n\n");
}

function comparisonRow(name: MeasureName, { measures }: NamedComparison): readonly (readonly [string, string])[] {
  const change = measures[name];
  if (change === undefined) return [];
  const [low, high] = change.interval;
  const difference = `${signed(change.difference)}  (${signed(low)} to ${signed(high)})`;
  return [[measureLabels[name], `${threeDecimals(change.old)} → ${threeDecimals(change.new)}  ${difference}`]];
}

function showChanges(heading: string, changes: readonly Change[], { width, paint }: Look): string {
  const lines = changes
    .slice(0, SHOWN)
    .flatMap(({ id, question, changes: what }) => [
      ...wrap(`${clean(id)}  ${clean(question)}`, width, { first: "  ", rest: "    " }),
      ...wrap(what.join("; "), width, { first: "    ", rest: "    " }).map(paint.dim),
    ]);
  const more = changes.length > SHOWN ? [`  and ${changes.length - SHOWN} more: --json or --report have all`] : [];
  return [paint.bold(`${heading}: ${changes.length}`), ...lines, ...more].join("\n");
}

function range([low, high]: Interval): string {
  return `(${threeDecimals(low)} to ${threeDecimals(high)})`;
}
