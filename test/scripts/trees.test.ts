import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTrees, probability, scoreTrees, type TreesFile } from "#ask/learned/trees.ts";
import { tableOf } from "../../scripts/fitting/bins.ts";
import { measure } from "../../scripts/fitting/measures.ts";
import { createRandom } from "../../scripts/fitting/random.ts";
import { scoreTable, trainTrees } from "../../scripts/fitting/trees.ts";

const XOR = exclusiveOr(800, 3);

function exclusiveOr(count: number, seed: number) {
  const random = createRandom(seed);
  const rows = Array.from({ length: count }, () => [random(), random(), random()]);
  const labels = rows.map(([a = 0, b = 0]) => Number(a > 0.5 !== b > 0.5));
  return { table: tableOf(rows, 3), labels };
}

const PLAIN = { names: ["a", "b", "noise"], objective: "logistic", rounds: 30, leaves: 8 } as const;

test("trees learn an exclusive or, which no single feature tells", () => {
  const file = trainTrees(XOR, PLAIN);
  const unseen = exclusiveOr(400, 4);
  expect(measure("auroc", scoreTable(file, unseen.table), unseen, 10)).toBeGreaterThan(0.99);
});

test("the same rows give the same bytes, also when rows and features are sampled; another seed does not", () => {
  const train = (seed: number) => JSON.stringify(trainTrees(XOR, { ...PLAIN, rowShare: 0.7, featureShare: 0.7, seed }));
  expect(train(5)).toBe(train(5));
  expect(train(5)).not.toBe(train(6));
});

test("trees from a file score as the trees that were trained", () => {
  const file = trainTrees(XOR, PLAIN);
  const read = JSON.parse(JSON.stringify(file)) as TreesFile;
  expect(read).toEqual(file);
  expect(scoreTable(read, XOR.table)).toEqual(scoreTable(file, XOR.table));
});

test("scores are the base and one leaf of each tree", () => {
  const tree = { split: [1, 0], at: [0.5, 2], left: [1, -1], right: [-3, -2], leaf: [1, 10, 100] };
  const alone = { split: [], at: [], left: [], right: [], leaf: [0.25] };
  const file = { format: 1, features: ["a", "b"], base: -1, trees: [tree, alone, tree] };
  const trees = parseTrees(file, "t.json", ["a", "b"]);
  expect(
    [
      [2, 0.5],
      [3, 0],
      [0, 1],
    ].map((features) => scoreTrees(trees, features)),
  ).toEqual([1.25, 19.25, 199.25]);
  expect(probability(0)).toBe(0.5);
});

test("a feature that may only raise the score never lowers it, one that may only lower it never raises it", () => {
  const random = createRandom(9);
  const rows = Array.from({ length: 600 }, () => [random(), random(), random()]);
  // What is to be learned goes up and down with each feature, so that the constraint has something to hold back.
  const labels = rows.map(([a = 0, b = 0, c = 0]) => Number(Math.sin(9 * a) + Math.sin(7 * b) + c + random() > 1));
  const set = { table: tableOf(rows, 3), labels };
  const options = { names: ["up", "down", "free"], objective: "logistic", rounds: 40 } as const;
  const file = trainTrees(set, { ...options, leaves: 12, leastWeight: 5, monotone: { up: 1, down: -1 } });
  const trees = parseTrees(file, "t.json", options.names);
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, share, share, (up, down, free, more) => {
      const here = scoreTrees(trees, [up, down, free]);
      expect(scoreTrees(trees, [Math.max(up, more), down, free])).toBeGreaterThanOrEqual(here);
      expect(scoreTrees(trees, [up, Math.max(down, more), free])).toBeLessThanOrEqual(here);
    }),
    { numRuns: 500 },
  );
  const unbound = trainTrees(set, { ...options, leaves: 12, leastWeight: 5 });
  const free = parseTrees(unbound, "t.json", options.names);
  expect(scoreTrees(free, [0.5, 0.5, 0.5])).toBeLessThan(scoreTrees(free, [0.17, 0.5, 0.5]));
});

const NOISY = { count: 150, size: 12 };

/** Groups whose relevant row has the greatest sum of three noisy features. */
function groupsOf(seed: number) {
  const random = createRandom(seed);
  const rows: number[][] = [];
  const labels: number[] = [];
  for (let group = 0; group < NOISY.count; group += 1) {
    const own = Array.from({ length: NOISY.size }, () => [random(), random(), random(), random()]);
    const sums = own.map(([a = 0, b = 0, c = 0]) => a + b + c + 0.2 * random());
    const best = Math.max(...sums);
    rows.push(...own);
    labels.push(...sums.map((sum) => Number(sum === best)));
  }
  return { table: tableOf(rows, 4), labels, groups: Array.from({ length: NOISY.count }, () => NOISY.size) };
}

test.each(["ndcg", "mrr"] as const)("ranking by %s beats the best single feature", (objective) => {
  const file = trainTrees(groupsOf(1), { names: ["a", "b", "c", "noise"], objective, rounds: 60, leaves: 8 });
  const unseen = groupsOf(2);
  const alone = [0, 1, 2, 3].map((column) =>
    measure(
      "mrr",
      Float64Array.from(unseen.labels, (_, row) => unseen.table.values[row * 4 + column] ?? 0),
      unseen,
      10,
    ),
  );
  const learned = measure("mrr", scoreTable(file, unseen.table), unseen, 10);
  expect(learned).toBeGreaterThan(Math.max(...alone) + 0.1);
});

test("training stops when the rows watched gain nothing more, and keeps the best round", () => {
  const random = createRandom(2);
  const noise = (count: number) => ({
    table: tableOf(
      Array.from({ length: count }, () => [random()]),
      1,
    ),
    labels: Array.from({ length: count }, () => Number(random() < 0.5)),
  });
  const stop = { on: noise(300), by: "logloss", patience: 5 } as const;
  const file = trainTrees(noise(300), { names: ["noise"], objective: "logistic", rounds: 100, stop });
  expect(file.trees.length).toBeLessThan(20);
});

test("rows that weigh nothing teach nothing", () => {
  const wrong = { ...XOR, labels: XOR.labels.map((label, row) => (row % 2 === 0 ? label : 1 - label)) };
  const weights = XOR.labels.map((_, row) => (row % 2 === 0 ? 1 : 0));
  const file = trainTrees({ ...wrong, weights }, PLAIN);
  expect(measure("auroc", scoreTable(file, XOR.table), XOR, 10)).toBeGreaterThan(0.98);
});

test("a file that does not fit is refused by the name of its field", () => {
  const good = trainTrees(XOR, { ...PLAIN, rounds: 2 });
  const refusal = (over: object) => () => parseTrees({ ...good, ...over }, "t.json", ["a", "b", "noise"]);
  const [tree] = good.trees;
  expect(refusal({})).not.toThrow();
  expect(refusal({ format: 2 })).toThrow("t.json: expected format to be 1, found 2. Restore t.json");
  expect(refusal({ features: ["a", "c", "noise"] })).toThrow('expected features[1] to be b, found "c"');
  expect(refusal({ features: ["a", "b"] })).toThrow("expected features[2] to be noise, found nothing");
  expect(refusal({ base: "0" })).toThrow("base");
  expect(refusal({ trees: [{ ...tree, leaf: [1] }] })).toThrow("trees[0].leaf");
  expect(refusal({ trees: [{ ...tree, split: tree?.split.map(() => 3) }] })).toThrow("trees[0].split");
  expect(refusal({ trees: [{ ...tree, left: tree?.left.map(() => 0) }] })).toThrow("trees[0].left");
  expect(() => parseTrees([], "t.json", [])).toThrow("expected the content to be an object");
});
