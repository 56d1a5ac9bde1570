import type { EvaluationReport } from "#evaluation/evaluate.ts";
import type { Look } from "#terminal/answer.ts";
import { showTable } from "#terminal/table.ts";

/** The figures of one folder for a person; shares with three decimals. */
export function showEvaluation(folder: string, report: EvaluationReport, look: Look): string {
  const { retrieval, answerInCitation, abstention, milliseconds } = report;
  const found = Object.entries(retrieval ?? {}).map(([name, value]) =>
    name === "questions" ? (["retrieval over", `${value} questions`] as const) : ([name, share(value)] as const),
  );
  const rows = [
    ["questions", String(report.questions)] as const,
    ...found,
    ...(answerInCitation === undefined ? [] : [["answerInCitation", share(answerInCitation)] as const]),
    ["abstention precision", share(abstention.precision)] as const,
    ["abstention recall", share(abstention.recall)] as const,
    ["abstention F1", share(abstention.f1)] as const,
    ["confidence AUROC", share(abstention.auroc)] as const,
    ["milliseconds", `${milliseconds.median} median, ${milliseconds.p95} 95th percentile`] as const,
  ];
  return showTable(folder, rows, look);
}

function share(value: number): string {
  return value.toFixed(3);
}
