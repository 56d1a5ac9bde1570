import { parseTrees, probability, scoreTrees, type TreesFile } from "#ask/learned/trees.ts";

/** Small fitting routines: full-batch gradient descent with Adam, deterministic. */

/** The candidates of one question. */
export interface Group {
  readonly features: readonly (readonly number[])[];
  readonly labels: readonly boolean[];
}

export interface Labelled {
  readonly features: readonly number[];
  readonly label: boolean;
  readonly weight: number;
}

const STEPS = 300;
const RATE = 0.05;
const EQUALLY_GOOD = 0.02;

/** Listwise: the softmax over the candidates of each question should lie on those labelled true. */
export function fitRanking<Name extends string>(
  names: readonly Name[],
  groups: readonly Group[],
  ridge = 1e-4,
): Record<Name, number> {
  const useful = groups.filter(({ labels }) => labels.includes(true) && labels.includes(false));
  const weights = descend(names.length, (current, gradient) => {
    for (const group of useful) {
      for (const [index, pull] of pulls(group, current).entries()) {
        add(gradient, group.features[index] ?? [], pull / useful.length);
      }
    }
    add(gradient, current, ridge);
  });
  return named(names, weights);
}

/** Slope of the loss by the score of each candidate. */
function pulls({ features, labels }: Group, current: Float64Array): readonly number[] {
  const scores = features.map((vector) => Math.exp(Math.min(50, dot(vector, current))));
  const all = scores.reduce((a, b) => a + b, 0);
  const right = scores.reduce((a, b, index) => a + (labels[index] ? b : 0), 0);
  return scores.map((score, index) => score / all - (labels[index] ? score / right : 0));
}

function add(target: Float64Array, vector: ArrayLike<number>, factor: number): void {
  for (let f = 0; f < target.length; f += 1) target[f] = (target[f] ?? 0) + factor * (vector[f] ?? 0);
}

export function fitLogistic<Name extends string>(
  names: readonly Name[],
  examples: readonly Labelled[],
  signs: Readonly<Record<Name, -1 | 0 | 1>>,
  ridge = 1e-4,
): Record<Name, number> {
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  const weights = descend(
    names.length,
    (current, gradient) => {
      for (const { features, label, weight } of examples) {
        const pull = (weight / total) * (chance(features, current) - (label ? 1 : 0));
        add(gradient, features, pull);
      }
      add(gradient, current, ridge);
    },
    names.map((name) => signs[name]),
  );
  return named(names, weights);
}

/**
 * The threshold that does best by two measures together: F1 of abstaining, and the share of the answerable questions
 * that is answered. F1 alone would have every doubtful question refused, though a reader can judge a shown quotation.
 */
export function bestThreshold(file: TreesFile, examples: readonly Labelled[]): number {
  const trees = parseTrees(JSON.parse(JSON.stringify(file)), "the trees", file.features);
  const judged = examples.map(({ features, label, weight }) => ({
    p: probability(scoreTrees(trees, features)),
    label,
    weight,
  }));
  const mass = (test: (p: number, label: boolean) => boolean) =>
    judged.reduce((sum, { p, label, weight }) => sum + (test(p, label) ? weight : 0), 0);
  const sums = Array.from({ length: 90 }, (_, index) => (index + 5) / 100).map((threshold) => {
    const hits = mass((p, label) => p < threshold && !label);
    const f1 = (2 * hits) / (mass((p) => p < threshold) + mass((_, label) => !label));
    const answered = mass((p, label) => p >= threshold && label) / mass((_, label) => label);
    return { threshold, sum: f1 + answered };
  });
  const best = Math.max(...sums.map(({ sum }) => sum));
  const chosen = sums.find(({ sum }) => sum >= best - EQUALLY_GOOD)?.threshold ?? 0.5;
  process.stderr.write(`threshold ${chosen}: F1 and answered share within ${EQUALLY_GOOD} of ${best.toFixed(3)}\n`);
  return chosen;
}

function chance(features: readonly number[], weights: ArrayLike<number>): number {
  return 1 / (1 + Math.exp(-dot(features, weights)));
}

function descend(
  size: number,
  slope: (current: Float64Array, gradient: Float64Array) => void,
  signs: readonly (-1 | 0 | 1)[] = [],
): Float64Array {
  const current = new Float64Array(size);
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  for (let step = 1; step <= STEPS; step += 1) {
    const gradient = new Float64Array(size);
    slope(current, gradient);
    for (let f = 0; f < size; f += 1) {
      const g = gradient[f] ?? 0;
      mean[f] = 0.9 * (mean[f] ?? 0) + 0.1 * g;
      square[f] = 0.999 * (square[f] ?? 0) + 0.001 * g * g;
      const m = (mean[f] ?? 0) / (1 - 0.9 ** step);
      const s = (square[f] ?? 0) / (1 - 0.999 ** step);
      const next = (current[f] ?? 0) - (RATE * m) / (Math.sqrt(s) + 1e-8);
      current[f] = next * (signs[f] ?? 0) < 0 ? 0 : next;
    }
  }
  return current;
}

function dot(vector: readonly number[], weights: ArrayLike<number>): number {
  let sum = 0;
  for (let f = 0; f < vector.length; f += 1) sum += (vector[f] ?? 0) * (weights[f] ?? 0);
  return sum;
}

function named<Name extends string>(names: readonly Name[], weights: Float64Array): Record<Name, number> {
  return Object.fromEntries(
    names.map((name, index) => [name, Math.round((weights[index] ?? 0) * 1000) / 1000]),
  ) as Record<Name, number>;
}
