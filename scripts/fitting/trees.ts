/**
 * Gradient-boosted trees of our own: J. Friedman 2001 (boosting on derivatives of the loss), Ke et al. 2017 (histograms,
 * leaf-wise growth), C. Burges 2010 (LambdaMART). The same input gives the same bytes.
 */
import { parseTrees, scoreTrees, TREES_FORMAT, type TreeFile, type TreesFile } from "#ask/learned/trees.ts";
import { binsOf, type Table } from "./bins.ts";
import { type MeasureName, measure } from "./measures.ts";
import { createObjective, type Examples, type ObjectiveName } from "./objectives.ts";
import { createRandom, sample } from "./random.ts";
import { type Derivatives, growTree } from "./tree-growth.ts";

export interface TrainingSet extends Examples {
  readonly table: Table;
}

export interface TrainingOptions {
  readonly names: readonly string[];
  readonly objective: ObjectiveName;
  readonly rounds: number;
  readonly learningRate?: number;
  readonly leaves?: number;
  readonly leastWeight?: number;
  readonly l2?: number;
  /** Per feature name: 1, more of it may only raise the score; -1, only lower it. */
  readonly monotone?: Readonly<Record<string, number>>;
  /** Share of the rows, and of the features, that each tree sees. */
  readonly rowShare?: number;
  readonly featureShare?: number;
  readonly seed?: number;
  /** Ranks beyond this do not count for `ndcg` and `mrr`. */
  readonly cutoff?: number;
  readonly stop?: Stop;
}

/** Keeps the trees up to the best round, and stops when `patience` rounds brought nothing better. */
interface Stop {
  readonly on: TrainingSet;
  readonly by: MeasureName;
  readonly patience: number;
}

export function trainTrees(set: TrainingSet, options: TrainingOptions): TreesFile {
  const { learningRate = 0.1, leaves = 16, leastWeight = 20, l2 = 1, cutoff = 10, names } = options;
  const objective = createObjective(options.objective, set, cutoff);
  const bins = binsOf(set.table);
  const derivatives = emptyDerivatives(set);
  const monotone = names.map((name) => options.monotone?.[name] ?? 0);
  const growth = { leaves, leastWeight, l2, learningRate, monotone };
  const random = createRandom(options.seed ?? 1);
  const scores = new Float64Array(set.table.rows).fill(objective.base);
  const watch = options.stop ? createWatch(options.stop, names.length, objective.base, cutoff) : null;
  const trees: TreeFile[] = [];
  while (trees.length < options.rounds && watch?.isDone() !== true) {
    objective.gradients(scores, derivatives.gradient, derivatives.hessian);
    const rows = sampleShare(set.table.rows, options.rowShare ?? 1, random);
    const features = sampleShare(names.length, options.featureShare ?? 1, random);
    const tree = growTree(bins, derivatives, rows, features, growth);
    trees.push(tree);
    addTree(tree, set.table, scores);
    watch?.add(tree);
  }
  return {
    format: TREES_FORMAT,
    features: names,
    base: objective.base,
    trees: trees.slice(0, watch?.best() ?? trees.length),
  };
}

/** Scores of all rows of a table. */
export function scoreTable(file: TreesFile, table: Table): Float64Array {
  const trees = parseTrees(file, "the trees", file.features);
  return Float64Array.from({ length: table.rows }, (_, row) => scoreTrees(trees, rowOf(table, row)));
}

function emptyDerivatives({ table, weights }: TrainingSet): Derivatives {
  return {
    gradient: new Float64Array(table.rows),
    hessian: new Float64Array(table.rows),
    weight: Float64Array.from({ length: table.rows }, (_, row) => weights?.[row] ?? 1),
  };
}

function sampleShare(total: number, share: number, random: () => number): Int32Array {
  return sample(total, Math.max(1, Math.round(total * share)), random);
}

function createWatch({ on, by, patience }: Stop, features: number, base: number, cutoff: number) {
  if (on.table.columns !== features) throw new RangeError(`Expected ${features} features, found ${on.table.columns}.`);
  const scores = new Float64Array(on.table.rows).fill(base);
  let rounds = 0;
  let best = { round: 0, value: measure(by, scores, on, cutoff) };
  return {
    add(tree: TreeFile): void {
      addTree(tree, on.table, scores);
      rounds += 1;
      const value = measure(by, scores, on, cutoff);
      if (value > best.value) best = { round: rounds, value };
    },
    isDone: () => rounds - best.round >= patience,
    best: () => best.round,
  };
}

function addTree(tree: TreeFile, table: Table, scores: Float64Array): void {
  for (let row = 0; row < table.rows; row += 1) {
    const start = row * table.columns;
    let node = tree.split.length === 0 ? -1 : 0;
    while (node >= 0) {
      const value = table.values[start + (tree.split[node] ?? 0)] ?? 0;
      node = (value <= (tree.at[node] ?? 0) ? tree.left[node] : tree.right[node]) ?? -1;
    }
    scores[row] = (scores[row] ?? 0) + (tree.leaf[-1 - node] ?? 0);
  }
}

function rowOf({ columns, values }: Table, row: number): Float32Array {
  return values.subarray(row * columns, (row + 1) * columns);
}
