import type { Comparison } from "#evaluation/comparison.ts";
import type { Interval } from "#evaluation/intervals.ts";
import { type MeasureName, measureNames } from "#evaluation/measures.ts";
import type { Outcome } from "#evaluation/outcome.ts";
import type { EvaluationReport } from "#evaluation/report.ts";
import type { Asked } from "./evaluation-plan.ts";

/** What is known of a folder once its questions were asked. */
export interface EvaluatedFolder {
  /** As the person wrote it. */
  readonly folder: string;
  readonly asked: Asked;
  readonly report: EvaluationReport;
  readonly outcomes: readonly Outcome[];
  readonly comparison: NamedComparison | null;
}

export interface NamedComparison extends Comparison {
  /** The earlier run, as the person wrote it. */
  readonly file: string;
}

export interface NamedFigure {
  readonly name: MeasureName;
  readonly label: string;
  readonly value: number;
  readonly interval?: Interval;
}

/** How a measure is called where abstention has to be named too. */
export const measureLabels: Readonly<Record<MeasureName, string>> = {
  "hit@1": "hit@1",
  "hit@3": "hit@3",
  "hit@5": "hit@5",
  "hit@10": "hit@10",
  "mrr@10": "mrr@10",
  "allEvidence@10": "allEvidence@10",
  answerInCitation: "answerInCitation",
  firstStatementAnswers: "firstStatementAnswers",
  precision: "abstention precision",
  recall: "abstention recall",
  f1: "abstention F1",
  auroc: "confidence AUROC",
  brierScore: "Brier score",
};

/** The measures that a report has, in their order. */
export function figuresOf(report: EvaluationReport): readonly NamedFigure[] {
  const { retrieval, answerInCitation, firstStatementAnswers, abstention, reliability, intervals } = report;
  const { questions: _, ...found } = retrieval ?? { questions: 0 };
  const values: Readonly<Partial<Record<MeasureName, number>>> = {
    ...found,
    ...(answerInCitation !== undefined && { answerInCitation }),
    ...(firstStatementAnswers !== undefined && { firstStatementAnswers }),
    ...abstention,
    brierScore: reliability.brierScore,
  };
  return measureNames.flatMap((name) => {
    const [value, interval] = [values[name], intervals[name]];
    return value === undefined ? [] : [{ name, label: measureLabels[name], value, ...(interval && { interval }) }];
  });
}

/** What narrows or alters the questions, a phrase each; none where all were asked as they stand. */
export function askedHow({ part, every, lower, foreign }: Asked): readonly string[] {
  return [
    ...(part === "all" ? [] : [`the ${part} part`]),
    ...(every === 1 ? [] : [`every ${ordinal(every)} question only`]),
    ...(lower ? ["in lower case, without the question mark at the end"] : []),
    ...(foreign === undefined ? [] : [`${foreign.questions} questions of ${foreign.folder} as the unanswerable ones`]),
  ];
}

export function threeDecimals(value: number): string {
  return value.toFixed(3);
}

/** With its sign; what rounds to zero has none. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(3);
  if (text === "0.000") return text;
  return value > 0 ? `+${text}` : `−${text}`;
}

function ordinal(count: number): string {
  const teen = count % 100 >= 11 && count % 100 <= 13;
  return `${count}${teen ? "th" : (["th", "st", "nd", "rd"][count % 10] ?? "th")}`;
}
