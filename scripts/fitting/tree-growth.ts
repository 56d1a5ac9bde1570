/**
 * Grows one regression tree on binned features, the most useful leaf first (Ke et al. 2017, LightGBM): per leaf one
 * histogram of derivatives per feature, a child's taken from its parent's by subtraction.
 */
import type { TreeFile } from "#ask/learned/trees.ts";
import { type Bins, MOST_BINS } from "./bins.ts";

export interface GrowthOptions {
  /** Leaves of a tree at most. */
  readonly leaves: number;
  /** Sum of the row weights that a leaf holds at least. */
  readonly leastWeight: number;
  /** Added to the second derivatives of a leaf: pulls its value towards 0. */
  readonly l2: number;
  readonly learningRate: number;
  /** Per feature: 1 where more of it may only raise the score, -1 only lower it, 0 free. */
  readonly monotone: readonly number[];
}

/** Per row. */
export interface Derivatives {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly weight: Float64Array;
}

/** Three sums per bin: gradient, hessian, weight. */
const SUMS = 3;
const PER_FEATURE = MOST_BINS * SUMS;

interface Leaf {
  readonly rows: Int32Array;
  readonly histogram: Float64Array;
  readonly sums: Sums;
  /** Bounds of the value, from splits on monotone features above. */
  readonly least: number;
  readonly most: number;
  readonly best: Split | null;
}

interface Sums {
  readonly gradient: number;
  readonly hessian: number;
  readonly weight: number;
}

interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly gain: number;
  readonly left: Sums;
  readonly right: Sums;
}

interface Node {
  readonly split: number;
  readonly at: number;
  left: number;
  right: number;
}

/** The tree for these rows and features. Leaf values hold the learning rate and are rounded to four digits. */
export function growTree(
  bins: Bins,
  derivatives: Derivatives,
  rows: Int32Array,
  features: Int32Array,
  options: GrowthOptions,
): TreeFile {
  const grower = { bins, derivatives, features, options };
  const leaves: Leaf[] = [rootOf(grower, rows)];
  const nodes: Node[] = [];
  /** Which node and side leads to each leaf; the root has none. */
  const parents: ({ readonly node: number; readonly side: "left" | "right" } | null)[] = [null];
  while (leaves.length < options.leaves) {
    const index = mostUseful(leaves);
    const leaf = leaves[index];
    const split = leaf?.best;
    if (!leaf || !split) break;
    const node = nodes.length;
    const parent = parents[index];
    nodes.push({
      split: split.feature,
      at: bins.columns[split.feature]?.cuts[split.bin] ?? 0,
      left: -1 - index,
      right: -1 - leaves.length,
    });
    const above = parent && nodes[parent.node];
    if (above) above[parent.side] = node;
    const [left, right] = divide(grower, leaf, split);
    leaves[index] = left;
    parents[index] = { node, side: "left" };
    leaves.push(right);
    parents.push({ node, side: "right" });
  }
  return {
    split: nodes.map(({ split }) => split),
    at: nodes.map(({ at }) => at),
    left: nodes.map(({ left }) => left),
    right: nodes.map(({ right }) => right),
    leaf: leaves.map((leaf) => rounded(options.learningRate * bestStep(leaf.sums, leaf, options.l2))),
  };
}

interface Grower {
  readonly bins: Bins;
  readonly derivatives: Derivatives;
  readonly features: Int32Array;
  readonly options: GrowthOptions;
}

function rounded(value: number): number {
  return Number(value.toFixed(4)) + 0;
}

function mostUseful(leaves: readonly Leaf[]): number {
  let best = 0;
  for (const [index, leaf] of leaves.entries()) {
    if ((leaf.best?.gain ?? 0) > (leaves[best]?.best?.gain ?? 0)) best = index;
  }
  return best;
}

function rootOf(grower: Grower, rows: Int32Array): Leaf {
  const histogram = histogramOf(grower, rows);
  const sums = { gradient: 0, hessian: 0, weight: 0 };
  for (let at = 0; at < PER_FEATURE; at += SUMS) {
    sums.gradient += histogram[at] ?? 0;
    sums.hessian += histogram[at + 1] ?? 0;
    sums.weight += histogram[at + 2] ?? 0;
  }
  return leafOf(grower, { rows, histogram, sums, least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY });
}

function leafOf(grower: Grower, leaf: Omit<Leaf, "best">): Leaf {
  return { ...leaf, best: bestSplit(grower, leaf) };
}

function divide(grower: Grower, leaf: Leaf, split: Split): readonly [Leaf, Leaf] {
  const { bins, options } = grower;
  const column = bins.columns[split.feature]?.of;
  const left = leaf.rows.filter((row) => (column?.[row] ?? 0) <= split.bin);
  const right = leaf.rows.filter((row) => (column?.[row] ?? 0) > split.bin);
  const isLeftSmaller = left.length <= right.length;
  const small = histogramOf(grower, isLeftSmaller ? left : right);
  const large = leaf.histogram;
  for (let at = 0; at < large.length; at += 1) large[at] = (large[at] ?? 0) - (small[at] ?? 0);
  const middle = (bestStep(split.left, leaf, options.l2) + bestStep(split.right, leaf, options.l2)) / 2;
  const direction = options.monotone[split.feature] ?? 0;
  return [
    leafOf(grower, {
      rows: left,
      histogram: isLeftSmaller ? small : large,
      sums: split.left,
      least: direction < 0 ? Math.max(leaf.least, middle) : leaf.least,
      most: direction > 0 ? Math.min(leaf.most, middle) : leaf.most,
    }),
    leafOf(grower, {
      rows: right,
      histogram: isLeftSmaller ? large : small,
      sums: split.right,
      least: direction > 0 ? Math.max(leaf.least, middle) : leaf.least,
      most: direction < 0 ? Math.min(leaf.most, middle) : leaf.most,
    }),
  ];
}

function histogramOf({ bins, derivatives, features }: Grower, rows: Int32Array): Float64Array {
  const { gradient, hessian, weight } = derivatives;
  const histogram = new Float64Array(features.length * PER_FEATURE);
  for (let place = 0; place < features.length; place += 1) {
    const column = bins.columns[features[place] ?? 0]?.of;
    if (!column) continue;
    const start = place * PER_FEATURE;
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index] ?? 0;
      const at = start + (column[row] ?? 0) * SUMS;
      histogram[at] = (histogram[at] ?? 0) + (gradient[row] ?? 0);
      histogram[at + 1] = (histogram[at + 1] ?? 0) + (hessian[row] ?? 0);
      histogram[at + 2] = (histogram[at + 2] ?? 0) + (weight[row] ?? 0);
    }
  }
  return histogram;
}

/** Gains below this are rounding. */
const LEAST_GAIN = 1e-9;

function bestSplit(grower: Grower, leaf: Omit<Leaf, "best">): Split | null {
  let best: Split | null = null;
  for (let place = 0; place < grower.features.length; place += 1) {
    const split = bestSplitOf(grower, leaf, place);
    if (split && split.gain > gainOf(best)) best = split;
  }
  return best;
}

function bestSplitOf({ bins, features, options }: Grower, leaf: Omit<Leaf, "best">, place: number): Split | null {
  const feature = features[place] ?? 0;
  const cuts = bins.columns[feature]?.cuts ?? [];
  const direction = options.monotone[feature] ?? 0;
  const before = scoreOf(leaf.sums, leaf, options.l2);
  const left = { gradient: 0, hessian: 0, weight: 0 };
  let best: Split | null = null;
  for (let bin = 0; bin < cuts.length; bin += 1) {
    const at = place * PER_FEATURE + bin * SUMS;
    left.gradient += leaf.histogram[at] ?? 0;
    left.hessian += leaf.histogram[at + 1] ?? 0;
    left.weight += leaf.histogram[at + 2] ?? 0;
    if (left.weight < options.leastWeight) continue;
    const right = minus(leaf.sums, left);
    if (right.weight < options.leastWeight) break;
    const rises = bestStep(right, leaf, options.l2) - bestStep(left, leaf, options.l2);
    if (rises * direction < 0) continue;
    const gain = scoreOf(left, leaf, options.l2) + scoreOf(right, leaf, options.l2) - before;
    if (gain > gainOf(best)) best = { feature, bin, gain, left: { ...left }, right };
  }
  return best;
}

function gainOf(split: Split | null): number {
  return split?.gain ?? LEAST_GAIN;
}

function minus(all: Sums, part: Sums): Sums {
  return {
    gradient: all.gradient - part.gradient,
    hessian: all.hessian - part.hessian,
    weight: all.weight - part.weight,
  };
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** The step that lowers the loss most, within the bounds. */
function bestStep({ gradient, hessian }: Sums, { least, most }: Bounds, l2: number): number {
  return Math.min(most, Math.max(least, -gradient / (Math.max(hessian, 0) + l2 + 1e-12)));
}

/** By how much that step lowers the loss, twice. */
function scoreOf(sums: Sums, bounds: Bounds, l2: number): number {
  const value = bestStep(sums, bounds, l2);
  return -(2 * sums.gradient * value + (sums.hessian + l2) * value * value);
}
