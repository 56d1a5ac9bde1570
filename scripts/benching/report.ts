import type { TimingReport } from "#evaluation/timing.ts";
import type { Look } from "#terminal/look.ts";
import { showTable } from "#terminal/table.ts";
import type { BenchLibrary } from "./library.ts";
import type { StepTime } from "./profile.ts";

export interface BenchReport {
  readonly library: BenchLibrary;
  readonly questions: number;
  readonly milliseconds: TimingReport;
  /** The same in processor time. */
  readonly processor: TimingReport;
  /** Milliseconds from opening the library to the first answer. */
  readonly firstQuestion: number;
  /** Greatest memory of the process while it answered, before it was profiled. */
  readonly megabytes: number;
  /** Milliseconds per question. */
  readonly steps: readonly StepTime[];
  /** The same for the slowest twentieth of the questions. */
  readonly stepsOfSlowest: readonly StepTime[];
}

/** Steps below this many milliseconds per question are added up. */
const SMALLEST = 0.05;

export function showBench(report: BenchReport, look: Look): string {
  const { library, questions, milliseconds, processor, firstQuestion, megabytes } = report;
  const rows = [
    ["passages", `${library.passages} (${library.articles} articles, ${library.madeUpArticles} of them made up)`],
    ["library built in", `${library.seconds} s`],
    ["questions", String(questions)],
    ["median", `${milliseconds.median.toFixed(1)} ms`],
    ["95th percentile", `${milliseconds.p95.toFixed(1)} ms`],
    ["processor, median", `${processor.median.toFixed(1)} ms`],
    ["processor, 95th percentile", `${processor.p95.toFixed(1)} ms`],
    ["first answer after", `${firstQuestion.toFixed(0)} ms`],
    ["memory at most", `${megabytes} MB`],
  ] as const;
  return `${showTable("A question", rows, look)}\n${showTable("Milliseconds per question (all, slowest twentieth)", stepRows(report), look)}`;
}

/** Each step with its time over all questions and over the slowest; what is small comes together in a last row. */
export function stepRows({ steps, stepsOfSlowest }: Pick<BenchReport, "steps" | "stepsOfSlowest">) {
  const slow = new Map(stepsOfSlowest.map(({ step, milliseconds }) => [step, milliseconds]));
  const all = new Map([
    ...stepsOfSlowest.map(({ step }) => [step, 0] as const),
    ...steps.map(({ step, milliseconds }) => [step, milliseconds] as const),
  ]);
  const rows = [...all].map(([step, milliseconds]) => ({ step, milliseconds, slowest: slow.get(step) ?? 0 }));
  const isSmall = (row: (typeof rows)[number]) => Math.max(row.milliseconds, row.slowest) < SMALLEST;
  const sum = (part: typeof rows, step: string) => ({
    step,
    milliseconds: part.reduce((total, row) => total + row.milliseconds, 0),
    slowest: part.reduce((total, row) => total + row.slowest, 0),
  });
  const large = rows.filter((row) => !isSmall(row)).toSorted((a, b) => b.milliseconds - a.milliseconds);
  return [...large, sum(rows.filter(isSmall), "smaller steps"), sum(rows, "together")].map(
    ({ step, milliseconds, slowest }) =>
      [step, `${milliseconds.toFixed(2).padStart(7)} ${slowest.toFixed(2).padStart(8)}`] as const,
  );
}
