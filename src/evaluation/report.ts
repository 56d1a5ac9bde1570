import { overAll } from "./figure.ts";
import { type Interval, intervalsOf } from "./intervals.ts";
import { type MeasureName, measureNames, measuresOf } from "./measures.ts";
import type { Outcome } from "./outcome.ts";
import { measureReliability, type ReliabilityReport } from "./reliability.ts";
import { measureTimes, type TimingReport } from "./timing.ts";

type RetrievalMeasure = Extract<MeasureName, `${string}@${number}`>;
const retrievalMeasures = measureNames.filter((name): name is RetrievalMeasure => name.includes("@"));

/** `docs/evaluation.md` defines the measures. */
export interface EvaluationReport {
  readonly questions: number;
  /** Of the questions. */
  readonly answerable: number;
  /** Absent where no question names its evidence; `questions` is the number of those that do. */
  readonly retrieval?: { readonly questions: number } & Readonly<Partial<Record<RetrievalMeasure, number>>>;
  /** Share of the answerable questions; absent where fewer than half of the answers stand verbatim in the articles. */
  readonly answerInCitation?: number;
  readonly firstStatementAnswers?: number;
  /** A share of nothing is 0, an AUROC without both kinds of question .5. */
  readonly abstention: Readonly<Record<"precision" | "recall" | "f1" | "auroc", number>>;
  /** Of `ask`. */
  readonly milliseconds: TimingReport;
  /** Of every measure that is defined, by its name. */
  readonly intervals: Readonly<Partial<Record<MeasureName, Interval>>>;
  readonly reliability: ReliabilityReport;
}

/** All figures of one run. */
export function reportOf(outcomes: readonly Outcome[]): EvaluationReport {
  const measures = measuresOf(outcomes);
  const values = new Map([...measures].map(([name, figure]) => [name, overAll(figure, outcomes.length)]));
  const defined = (name: MeasureName) => !Number.isNaN(values.get(name));
  const known = (name: MeasureName, unknown: number) => (defined(name) ? (values.get(name) ?? unknown) : unknown);
  const only = <Name extends MeasureName>(names: readonly Name[]) =>
    Object.fromEntries(names.filter(defined).map((name) => [name, values.get(name)])) as Partial<Record<Name, number>>;
  const searched = outcomes.filter(({ ranks }) => ranks !== undefined).length;
  return {
    questions: outcomes.length,
    answerable: outcomes.filter(({ answerable }) => answerable).length,
    ...(searched > 0 && { retrieval: { questions: searched, ...only(retrievalMeasures) } }),
    ...only(["answerInCitation", "firstStatementAnswers"]),
    abstention: {
      precision: known("precision", 0),
      recall: known("recall", 0),
      f1: known("f1", 0),
      auroc: known("auroc", 0.5),
    },
    milliseconds: measureTimes(outcomes.map(({ milliseconds }) => milliseconds)),
    intervals: Object.fromEntries(intervalsOf(measures, outcomes.length)),
    reliability: measureReliability(outcomes),
  };
}
