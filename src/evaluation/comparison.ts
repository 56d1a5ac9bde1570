import { type Change, changeOf } from "./change.ts";
import { questionKey } from "./details.ts";
import { type Figure, overAll } from "./figure.ts";
import { type Interval, intervalsOf } from "./intervals.ts";
import { type MeasureName, measuresOf } from "./measures.ts";
import type { Outcome } from "./outcome.ts";
import type { ChosenQuestion } from "./selection.ts";

/** A measure in two runs. `difference` is new less old, `interval` that of the difference, over the same resamples. */
export interface MeasureChange {
  readonly old: number;
  readonly new: number;
  readonly difference: number;
  readonly interval: Interval;
}

export interface Comparison {
  /** Compared. */
  readonly questions: number;
  /** In the earlier run alone. */
  readonly leftOut: number;
  readonly measures: Readonly<Partial<Record<MeasureName, MeasureChange>>>;
  readonly better: readonly Change[];
  readonly worse: readonly Change[];
}

/** An earlier run lacks the question, or asked something else under its id. */
export interface Misfit {
  readonly id: string;
  readonly lacking: boolean;
}

/** The first question that an earlier run cannot be compared on; `null` where it fits. */
export function findMisfit(questions: readonly ChosenQuestion[], earlier: readonly Outcome[]): Misfit | null {
  const before = new Map(earlier.map((outcome) => [questionKey(outcome), outcome]));
  for (const item of questions) {
    const outcome = before.get(questionKey(item));
    if (outcome === undefined) return { id: item.id, lacking: true };
    const same = outcome.question === item.question && outcome.answerable === item.answerable;
    if (!same) return { id: item.id, lacking: false };
  }
  return null;
}

/** What changed from an earlier run, which must fit (`findMisfit`), over the questions of `now`. */
export function compareRuns(earlier: readonly Outcome[], now: readonly Outcome[]): Comparison {
  const before = new Map(earlier.map((outcome) => [questionKey(outcome), outcome]));
  const pairs = now.flatMap((after) => {
    const old = before.get(questionKey(after));
    return old === undefined ? [] : [{ old, now: after }];
  });
  const changes = pairs.map((pair) => changeOf(pair.old, pair.now));
  return {
    questions: pairs.length,
    leftOut: earlier.length - pairs.length,
    measures: compareMeasures(
      pairs.map((pair) => pair.old),
      pairs.map((pair) => pair.now),
    ),
    better: changes.flatMap(({ better, change }) => (better === true ? [change] : [])),
    worse: changes.flatMap(({ better, change }) => (better === false ? [change] : [])),
  };
}

function compareMeasures(old: readonly Outcome[], now: readonly Outcome[]): Comparison["measures"] {
  const [before, after] = [measuresOf(old), measuresOf(now)];
  const figureOf = (name: MeasureName): Figure => {
    const [first, second] = [before.get(name), after.get(name)];
    return (weights) => (second?.(weights) ?? 0) - (first?.(weights) ?? 0);
  };
  const differences = new Map([...after.keys()].map((name) => [name, figureOf(name)]));
  const value = (figure: Figure | undefined) => (figure === undefined ? Number.NaN : overAll(figure, now.length));
  return Object.fromEntries(
    [...intervalsOf(differences, now.length)].map(([name, interval]) => {
      const [first, second] = [value(before.get(name)), value(after.get(name))];
      return [name, { old: first, new: second, difference: second - first, interval }];
    }),
  );
}
