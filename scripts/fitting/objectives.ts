/** What boosting descends on: first and second derivatives of the loss by the scores (J. Friedman 2001). */
export interface Objective {
  /** Score before the first tree. */
  readonly base: number;
  /** Fills in the derivatives of every row. */
  gradients(scores: Float64Array, gradient: Float64Array, hessian: Float64Array): void;
}

/** What is learned about each row of a table. */
export interface Examples {
  /** 0 or 1, or grades of relevance. */
  readonly labels: ArrayLike<number>;
  readonly weights?: ArrayLike<number>;
  /** Sizes of the groups of rows that compete, in the order of the rows. */
  readonly groups?: readonly number[];
}

export type ObjectiveName = "logistic" | "ndcg" | "mrr";

export function createObjective(name: ObjectiveName, examples: Examples, cutoff: number): Objective {
  return name === "logistic" ? logistic(examples) : lambdaMart(name, examples, cutoff);
}

function logistic({ labels, weights }: Examples): Objective {
  const weightOf = (row: number) => weights?.[row] ?? 1;
  let positive = 0;
  let total = 0;
  for (let row = 0; row < labels.length; row += 1) {
    positive += weightOf(row) * (labels[row] ?? 0);
    total += weightOf(row);
  }
  return {
    base: Number(Math.log(positive / (total - positive)).toFixed(4)),
    gradients(scores, gradient, hessian) {
      for (let row = 0; row < scores.length; row += 1) {
        const chance = 1 / (1 + Math.exp(-(scores[row] ?? 0)));
        gradient[row] = weightOf(row) * (chance - (labels[row] ?? 0));
        hessian[row] = weightOf(row) * Math.max(chance * (1 - chance), 1e-9);
      }
    },
  };
}

/**
 * LambdaMART (C. Burges 2010): every pair of rows of a group that differ in relevance pulls apart, by how much the
 * measure would change if the two changed places. Each group is normalised, so that long ones do not decide alone.
 */
function lambdaMart(name: "ndcg" | "mrr", { labels, weights, groups = [] }: Examples, cutoff: number): Objective {
  return {
    base: 0,
    gradients(scores, gradient, hessian) {
      gradient.fill(0);
      hessian.fill(0);
      let start = 0;
      for (const size of groups) {
        const group = ranked(start, size, scores, labels);
        const change = name === "ndcg" ? ndcgChange(group, cutoff) : mrrChange(group, cutoff);
        const pull = pullApart(group, scores, change, gradient, hessian);
        const scale = (pull > 0 ? Math.log2(1 + pull) / pull : 1) * (weights?.[start] ?? 1);
        for (let row = start; row < start + size; row += 1) {
          gradient[row] = (gradient[row] ?? 0) * scale;
          hessian[row] = (hessian[row] ?? 0) * scale;
        }
        start += size;
      }
    },
  };
}

/** A group in the order of its scores, best first; ties in the order of the rows. */
interface Ranked {
  readonly rows: readonly number[];
  readonly labels: readonly number[];
}

export function ranked(start: number, size: number, scores: ArrayLike<number>, labels: ArrayLike<number>): Ranked {
  const rows = Array.from({ length: size }, (_, index) => start + index);
  rows.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  return { rows, labels: rows.map((row) => labels[row] ?? 0) };
}

/** How much the measure changes when the rows at two ranks (from 0) change places. */
type Change = (better: number, worse: number) => number;

/** Adds the pulls of all pairs of the group and returns their sum. */
function pullApart(
  { rows, labels }: Ranked,
  scores: Float64Array,
  change: Change,
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  let sum = 0;
  const add = (row: number, pull: number, bend: number) => {
    gradient[row] = (gradient[row] ?? 0) + pull;
    hessian[row] = (hessian[row] ?? 0) + bend;
    sum += Math.abs(pull);
  };
  for (const [high, better] of rows.entries()) {
    for (const [low, worse] of rows.entries()) {
      const delta = isBetter(labels, high, low) ? change(high, low) : 0;
      if (delta === 0) continue;
      const doubt = 1 / (1 + Math.exp((scores[better] ?? 0) - (scores[worse] ?? 0)));
      add(better, -delta * doubt, delta * doubt * (1 - doubt));
      add(worse, delta * doubt, delta * doubt * (1 - doubt));
    }
  }
  return sum;
}

function isBetter(labels: readonly number[], one: number, other: number): boolean {
  return (labels[one] ?? 0) > (labels[other] ?? 0);
}

function ndcgChange({ labels }: Ranked, cutoff: number): Change {
  const best =
    dcg(
      labels.toSorted((a, b) => b - a),
      cutoff,
    ) || 1;
  return (high, low) => {
    const gain = 2 ** (labels[high] ?? 0) - 2 ** (labels[low] ?? 0);
    return Math.abs(gain * (discount(high, cutoff) - discount(low, cutoff))) / best;
  };
}

function mrrChange({ labels }: Ranked, cutoff: number): Change {
  const relevant = labels.flatMap((label, rank) => (label > 0 ? [rank] : []));
  const reciprocal = (rank: number) => (rank < cutoff ? 1 / (rank + 1) : 0);
  const first = relevant[0] ?? Number.POSITIVE_INFINITY;
  const second = relevant[1] ?? Number.POSITIVE_INFINITY;
  return (high, low) => {
    const after = Math.min(low, high === first ? second : first);
    return Math.abs(reciprocal(after) - reciprocal(first));
  };
}

export function dcg(labels: readonly number[], cutoff: number): number {
  return labels.reduce((sum, label, rank) => sum + (2 ** label - 1) * discount(rank, cutoff), 0);
}

function discount(rank: number, cutoff: number): number {
  return rank < cutoff ? 1 / Math.log2(rank + 2) : 0;
}
