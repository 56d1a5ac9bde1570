import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type NetworkFile, parseNetwork, scoreNetwork } from "#ask/learned/network.ts";
import { SENTENCE_FEATURES } from "#ask/rank/sentence-features.ts";
import { InputError } from "#errors.ts";
import { type NetworkGroup, type NetworkOptions, trainNetwork } from "../../../scripts/fitting/network.ts";
import { createRandom } from "../../../scripts/fitting/random.ts";

/** Two inputs, two hidden units. */
const TINY = {
  format: 1,
  features: ["a", "b"],
  mean: [1, 10],
  scale: [2, 5],
  hidden: [
    [0.5, 0],
    [1, -2],
  ],
  bias: [0.25, 0],
  output: [3, -1],
  base: 0.5,
} satisfies NetworkFile;

function scorer(file: NetworkFile): (row: readonly number[]) => number {
  const network = parseNetwork(JSON.parse(JSON.stringify(file)), "n.json", file.features);
  return (row) => scoreNetwork(network, row);
}

describe("the score of a network", () => {
  test("is the base and what each tanh unit adds, computed by hand", () => {
    const score = scorer(TINY);
    expect(score([1, 10])).toBeCloseTo(0.5 + 3 * Math.tanh(0.25), 12);
    // a is one scale above its mean, b half a scale below.
    expect(score([3, 7.5])).toBeCloseTo(0.5 + 3 * Math.tanh(0.75) - Math.tanh(2), 12);
    expect(score([-1, 15])).toBeCloseTo(0.5 + 3 * Math.tanh(-0.25) - Math.tanh(-3), 12);
  });

  test("does not change beyond four scales from the mean, on either side", () => {
    const linear = scorer({ ...TINY, hidden: [[0.01, 0.01]], bias: [0], output: [1] });
    expect(linear([9, 10])).toBeGreaterThan(linear([8.9, 10]));
    expect(linear([1e9, 10])).toBe(linear([9, 10]));
    expect(linear([-7, 10])).toBeLessThan(linear([-6.9, 10]));
    expect(linear([Number.NEGATIVE_INFINITY, 10])).toBe(linear([-7, 10]));
    expect(linear([1, 1e9])).toBe(linear([1, 30]));
  });

  test("takes a missing feature for 0", () => {
    expect(scorer(TINY)([3])).toBe(scorer(TINY)([3, 0]));
  });

  test("lies no further from the base than all outputs together, whatever the features", () => {
    const score = scorer(TINY);
    const row = fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true }));
    fc.assert(
      fc.property(row, (features) => {
        expect(Math.abs(score(features) - 0.5)).toBeLessThanOrEqual(4);
      }),
    );
  });
});

describe("a file of a network", () => {
  test.each<readonly [string, unknown, string]>([
    ["no object", null, "the content"],
    ["another format", { ...TINY, format: 2 }, "format"],
    ["features in another order", { ...TINY, features: ["b", "a"] }, "features[0]"],
    ["a feature too few", { ...TINY, features: ["a"] }, "features[1]"],
    ["a feature too many", { ...TINY, features: ["a", "b", "c"] }, "features"],
    ["no outputs", { ...TINY, output: undefined }, "output"],
    ["an output that is no number", { ...TINY, output: [1, "2"] }, "output[1]"],
    ["a row too few", { ...TINY, hidden: [[1, 2]] }, "hidden"],
    ["a row too short", { ...TINY, hidden: [[1, 2], [3]] }, "hidden[1]"],
    ["a row that is no list", { ...TINY, hidden: [[1, 2], 3] }, "hidden[1]"],
    ["a mean too few", { ...TINY, mean: [1] }, "mean"],
    ["a scale that is null", { ...TINY, scale: [1, null] }, "scale[1]"],
    ["a scale of nothing", { ...TINY, scale: [1, 0] }, "scale[1]"],
    ["a bias that is not finite", { ...TINY, bias: [0, Number.POSITIVE_INFINITY] }, "bias[1]"],
    ["a base that is no number", { ...TINY, base: "0" }, "base"],
    ["no base", { ...TINY, base: undefined }, "base"],
  ])("with %s is refused by file and field", (_, json, field) => {
    const parse = () => parseNetwork(json, "data/n.json", ["a", "b"]);
    expect(parse).toThrow(InputError);
    expect(parse).toThrow(`data/n.json: expected ${field} to be `);
  });

  test("that is shipped fits the features of sentences, and each of them can change a score", () => {
    const json = JSON.parse(readFileSync("data/ranking/sentences.json", "utf8"));
    const network = parseNetwork(json, "data/ranking/sentences.json", SENTENCE_FEATURES);
    const middle = [...network.mean];
    for (const [index, name] of SENTENCE_FEATURES.entries()) {
      const moved = middle.with(index, (middle[index] ?? 0) + (network.scale[index] ?? 0));
      expect(scoreNetwork(network, moved), name).not.toBe(scoreNetwork(network, middle));
    }
  });
});

const OPTIONS = {
  names: ["a", "b"],
  objective: "logistic",
  units: 6,
  starts: 1,
  epochs: 120,
  rate: 0.03,
  ridge: 1e-5,
} satisfies NetworkOptions;

function exclusive([a = 0, b = 0]: readonly number[]): boolean {
  return a > 0.5 !== b > 0.5;
}

/** Points away from the borders of the four quarters. */
function pointOf(random: () => number): readonly number[] {
  const coordinate = () => (random() < 0.5 ? 0.4 * random() : 0.6 + 0.4 * random());
  return [coordinate(), coordinate()];
}

function singles(count: number, seed: number): readonly NetworkGroup[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const point = pointOf(random);
    return { features: [point], labels: [Number(exclusive(point))], weight: 1 };
  });
}

/** Four points each, of which one is what is looked for. */
function rankings(count: number, seed: number): readonly NetworkGroup[] {
  const random = createRandom(seed);
  const draw = (wanted: boolean) => {
    let point = pointOf(random);
    while (exclusive(point) !== wanted) point = pointOf(random);
    return point;
  };
  return Array.from({ length: count }, () => {
    const place = Math.floor(random() * 4);
    const labels = [0, 1, 2, 3].map((row) => Number(row === place));
    return { features: labels.map((label) => draw(label === 1)), labels, weight: 1 };
  });
}

function accuracy(score: (row: readonly number[]) => number, groups: readonly NetworkGroup[]): number {
  const right = groups.filter(({ features, labels }) => score(Array.from(features[0] ?? [])) > 0 === (labels[0] === 1));
  return right.length / groups.length;
}

function firstRight(score: (row: readonly number[]) => number, groups: readonly NetworkGroup[]): number {
  const right = groups.filter(({ features, labels }) => {
    const scores = features.map((row) => score(Array.from(row)));
    return labels[scores.indexOf(Math.max(...scores))] === 1;
  });
  return right.length / groups.length;
}

describe("training", () => {
  test("learns an exclusive or, case by case, which no straight line tells", () => {
    const learned = trainNetwork(singles(300, 3), OPTIONS);
    expect(accuracy(scorer(learned), singles(300, 4))).toBeGreaterThan(0.97);
    const straight = trainNetwork(singles(300, 3), { ...OPTIONS, units: 1 });
    expect(accuracy(scorer(straight), singles(300, 4))).toBeLessThan(0.9);
  });

  test("learns to put the one that is looked for first, from groups alone", () => {
    const learned = trainNetwork(rankings(200, 5), { ...OPTIONS, objective: "rank" });
    expect(firstRight(scorer(learned), rankings(200, 6))).toBeGreaterThan(0.97);
  });

  test("learns how likely a case is, weighing groups as told", () => {
    const group = (label: number, weight: number) => ({ features: [[0.5, 0.5]], labels: [label], weight });
    const score = scorer(trainNetwork([group(1, 3), group(0, 1)], { ...OPTIONS, epochs: 600 }));
    expect(1 / (1 + Math.exp(-score([0.5, 0.5])))).toBeCloseTo(0.75, 2);
  });

  test("learns nothing from what is the same in all rows, and does not divide by it", () => {
    const groups = singles(100, 7).map((group) => ({
      ...group,
      features: group.features.map((row) => [...Array.from(row), 7]),
    }));
    const file = trainNetwork(groups, { ...OPTIONS, names: ["a", "b", "same"], epochs: 5 });
    expect(file.mean[2]).toBe(7);
    expect(file.scale[2]).toBeGreaterThan(0);
    expect(Number.isFinite(scorer(file)([0.2, 0.8, 7]))).toBe(true);
  });

  test("gives the same bytes for the same groups and seed, others for another seed", () => {
    const train = (seed: number) => JSON.stringify(trainNetwork(singles(60, 8), { ...OPTIONS, epochs: 10, seed }));
    expect(train(5)).toBe(train(5));
    expect(train(5)).not.toBe(train(6));
  });

  test("from several starts scores as the mean of the networks trained from each of them alone", () => {
    const groups = rankings(40, 9);
    const options = { ...OPTIONS, objective: "rank", epochs: 30, seed: 1 } as const;
    const together = trainNetwork(groups, { ...options, starts: 3 });
    const alone = [1, 102, 203].map((seed) => scorer(trainNetwork(groups, { ...options, seed })));
    expect(together.output).toHaveLength(3 * OPTIONS.units);
    for (const point of groups.flatMap(({ features }) => features.map((row) => Array.from(row)))) {
      const mean = alone.reduce((sum, score) => sum + score(point) / alone.length, 0);
      expect(scorer(together)(point)).toBeCloseTo(mean, 2);
    }
    expect(alone[0]?.([0.2, 0.8])).not.toBeCloseTo(alone[1]?.([0.2, 0.8]) ?? 0, 2);
  });
});
