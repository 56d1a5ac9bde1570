import { number, numbers, record, unfit } from "./fields.ts";

/** Raised whenever the meaning of a file would change. */
export const TREES_FORMAT = 1;

/**
 * A tree as a file holds it. Node i asks whether feature `split[i]` is at most `at[i]` and goes on at `left[i]` or
 * `right[i]`: to a later node where that is 0 or more, otherwise to the leaf `-1 - n`. A tree without nodes is its leaf.
 */
export interface TreeFile {
  readonly split: readonly number[];
  readonly at: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly leaf: readonly number[];
}

export interface TreesFile {
  readonly format: number;
  /** In the order in which `scoreTrees` takes them. */
  readonly features: readonly string[];
  readonly base: number;
  readonly trees: readonly TreeFile[];
}

/** Boosted trees ready to score: all trees behind one another in flat arrays. Do not change them. */
export interface Trees {
  readonly base: number;
  /** Where each tree begins, as `left` says it. */
  readonly roots: Int32Array;
  readonly split: Int32Array;
  readonly at: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly leaf: Float64Array;
}

/** The sum of the leaves that the features lead to, and the base: a log-odds or a rank score. Allocates nothing. */
export function scoreTrees(trees: Trees, features: ArrayLike<number>): number {
  const { roots, split, at, left, right, leaf } = trees;
  let score = trees.base;
  for (let tree = 0; tree < roots.length; tree += 1) {
    let node = roots[tree] ?? -1;
    while (node >= 0) {
      const goesLeft = (features[split[node] ?? 0] ?? 0) <= (at[node] ?? 0);
      node = (goesLeft ? left[node] : right[node]) ?? -1;
    }
    score += leaf[-1 - node] ?? 0;
  }
  return score;
}

/** The probability that belongs to a log-odds. */
export function probability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/**
 * Checks the content of a file of trees made for these features, in this order.
 * Throws `InputError` naming the file and the field that does not fit.
 */
export function parseTrees(json: unknown, file: string, features: readonly string[]): Trees {
  const fields = record(json, file, "the content");
  if (fields.format !== TREES_FORMAT) throw unfit(file, "format", String(TREES_FORMAT), fields.format);
  checkFeatures(fields.features, file, features);
  const base = number(fields.base, file, "base");
  if (!Array.isArray(fields.trees)) throw unfit(file, "trees", "a list", fields.trees);
  return flatten(
    base,
    fields.trees.map((tree: unknown, index) => parseTree(tree, file, `trees[${index}]`, features.length)),
  );
}

function checkFeatures(found: unknown, file: string, expected: readonly string[]): void {
  if (!Array.isArray(found)) throw unfit(file, "features", "a list", found);
  const length = Math.max(found.length, expected.length);
  for (let index = 0; index < length; index += 1) {
    if (found[index] !== expected[index]) {
      throw unfit(file, `features[${index}]`, expected[index] ?? "absent", found[index]);
    }
  }
}

function parseTree(json: unknown, file: string, field: string, features: number): TreeFile {
  const found = record(json, file, field);
  const list = (name: keyof TreeFile) => numbers(found[name], file, `${field}.${name}`);
  const tree = { split: list("split"), at: list("at"), left: list("left"), right: list("right"), leaf: list("leaf") };
  const nodes = tree.split.length;
  for (const name of ["at", "left", "right"] as const) {
    if (tree[name].length !== nodes) throw unfit(file, `${field}.${name}`, `${nodes} long`, tree[name].length);
  }
  if (tree.leaf.length !== nodes + 1) throw unfit(file, `${field}.leaf`, `${nodes + 1} long`, tree.leaf.length);
  const outside = tree.split.find((feature) => !Number.isInteger(feature) || feature < 0 || feature >= features);
  if (outside !== undefined) throw unfit(file, `${field}.split`, "numbers of features", outside);
  for (const name of ["left", "right"] as const) {
    // Only later nodes may follow, so every walk ends.
    const astray = tree[name].find((next, node) => !isLaterNode(next, node, nodes) && !isLeaf(next, nodes));
    if (astray !== undefined) throw unfit(file, `${field}.${name}`, "later nodes or leaves", astray);
  }
  return tree;
}

function isLaterNode(next: number, node: number, nodes: number): boolean {
  return Number.isInteger(next) && next > node && next < nodes;
}

function isLeaf(next: number, nodes: number): boolean {
  return Number.isInteger(next) && next < 0 && -1 - next <= nodes;
}

function flatten(base: number, trees: readonly TreeFile[]): Trees {
  const roots: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  let nodes = 0;
  let leaves = 0;
  for (const tree of trees) {
    const moved = (next: number) => (next >= 0 ? next + nodes : next - leaves);
    roots.push(moved(tree.split.length === 0 ? -1 : 0));
    left.push(...tree.left.map(moved));
    right.push(...tree.right.map(moved));
    nodes += tree.split.length;
    leaves += tree.leaf.length;
  }
  return {
    base,
    roots: Int32Array.from(roots),
    split: Int32Array.from(trees.flatMap(({ split }) => split)),
    at: Float64Array.from(trees.flatMap(({ at }) => at)),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    leaf: Float64Array.from(trees.flatMap(({ leaf }) => leaf)),
  };
}
