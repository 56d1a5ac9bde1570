/**
 * Training of small networks (`#ask/learned/network.ts`): one hidden layer of tanh units, Adam (Kingma and Ba, 2015).
 * Several are trained from different starts and averaged by putting their hidden units side by side. Deterministic.
 */
import { NETWORK_FORMAT, type NetworkFile } from "#ask/learned/network.ts";
import { createRandom } from "./random.ts";

/** What belongs together: the sentences of one question (`rank`), or single examples (`logistic`). */
export interface NetworkGroup {
  readonly features: readonly ArrayLike<number>[];
  readonly labels: readonly number[];
  readonly weight: number;
}

export interface NetworkOptions {
  readonly names: readonly string[];
  /** `rank`: the softmax over a group should lie on those labelled 1. `logistic`: each label for itself. */
  readonly objective: "rank" | "logistic";
  readonly units: number;
  readonly starts: number;
  readonly epochs: number;
  readonly rate: number;
  readonly ridge: number;
  readonly seed?: number;
}

const BATCH = 32;
const CLIP = 4;

export function trainNetwork(groups: readonly NetworkGroup[], options: NetworkOptions): NetworkFile {
  const scaling = scalingOf(groups, options.names.length);
  const scaled = groups.map((group) => ({ ...group, inputs: group.features.map((row) => scaleRow(row, scaling)) }));
  const members = Array.from({ length: options.starts }, (_, start) => trainOne(scaled, options, start));
  const inputs = options.names.length;
  const share = 1 / options.starts;
  return {
    format: NETWORK_FORMAT,
    features: options.names,
    mean: [...scaling.mean].map(rounded),
    scale: [...scaling.scale].map(rounded),
    hidden: members.flatMap(({ weights }) =>
      Array.from({ length: options.units }, (_, unit) =>
        [...weights.subarray(unit * inputs, (unit + 1) * inputs)].map(rounded),
      ),
    ),
    bias: members.flatMap(({ bias }) => [...bias].map(rounded)),
    output: members.flatMap(({ output }) => [...output].map((value) => rounded(value * share))),
    base: rounded(members.reduce((sum, { base }) => sum + base * share, 0)),
  };
}

interface Scaling {
  readonly mean: Float64Array;
  readonly scale: Float64Array;
}

interface Scaled extends NetworkGroup {
  readonly inputs: readonly Float64Array[];
}

function scalingOf(groups: readonly NetworkGroup[], width: number): Scaling {
  const mean = new Float64Array(width);
  const scale = new Float64Array(width);
  const rows = groups.flatMap(({ features }) => features);
  for (const row of rows) for (let k = 0; k < width; k += 1) mean[k] = (mean[k] ?? 0) + (row[k] ?? 0) / rows.length;
  for (const row of rows) {
    for (let k = 0; k < width; k += 1) scale[k] = (scale[k] ?? 0) + ((row[k] ?? 0) - (mean[k] ?? 0)) ** 2 / rows.length;
  }
  return { mean, scale: scale.map((variance) => Math.max(Math.sqrt(variance), 1e-3)) };
}

function scaleRow(row: ArrayLike<number>, { mean, scale }: Scaling): Float64Array {
  return mean.map((value, k) => Math.max(-CLIP, Math.min(CLIP, ((row[k] ?? 0) - value) / (scale[k] ?? 1))));
}

interface Member {
  readonly weights: Float64Array;
  readonly bias: Float64Array;
  readonly output: Float64Array;
  base: number;
}

function trainOne(groups: readonly Scaled[], options: NetworkOptions, start: number): Member {
  const { units, names, rate, ridge } = options;
  const random = createRandom((options.seed ?? 1) + start * 101);
  const inputs = names.length;
  const flat = new Float64Array(units * inputs + 2 * units + 1);
  for (let i = 0; i < units * inputs; i += 1) flat[i] = (random() * 2 - 1) / Math.sqrt(inputs);
  for (let i = units * inputs; i < flat.length - 1; i += 1) flat[i] = (random() * 2 - 1) * 0.3;
  const member = viewOf(flat, units, inputs);
  const slope = new Float64Array(flat.length);
  const adam = createAdam(flat, rate, ridge);
  const order = Array.from(groups.keys());
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(order, random);
    for (let from = 0; from < order.length; from += BATCH) {
      slope.fill(0);
      const batch = order.slice(from, from + BATCH).flatMap((index) => groups[index] ?? []);
      for (const group of batch) addSlope(group, flat, slope, options, batch.length);
      adam(slope);
    }
  }
  return { ...member, base: flat[flat.length - 1] ?? 0 };
}

function viewOf(flat: Float64Array, units: number, inputs: number): Member {
  const at = units * inputs;
  return {
    weights: flat.subarray(0, at),
    bias: flat.subarray(at, at + units),
    output: flat.subarray(at + units, at + 2 * units),
    base: 0,
  };
}

function addSlope(
  { inputs, labels, weight }: Scaled,
  flat: Float64Array,
  slope: Float64Array,
  { units, names, objective }: NetworkOptions,
  batch: number,
): void {
  const hidden = inputs.map((input) => hiddenOf(input, flat, units, names.length));
  const scores = hidden.map((values) => outputOf(values, flat, units, names.length));
  const pulls = objective === "rank" ? rankPulls(scores, labels) : logisticPulls(scores, labels);
  for (const [row, pull] of pulls.entries()) {
    const d = (pull * weight) / batch;
    if (Math.abs(d) > 1e-8) backward(inputs[row], hidden[row], d, flat, slope, units, names.length);
  }
}

function hiddenOf(input: Float64Array, flat: Float64Array, units: number, width: number): Float64Array {
  const values = new Float64Array(units);
  for (let unit = 0; unit < units; unit += 1) {
    let sum = flat[units * width + unit] ?? 0;
    const start = unit * width;
    for (let k = 0; k < width; k += 1) sum += (flat[start + k] ?? 0) * (input[k] ?? 0);
    values[unit] = Math.tanh(sum);
  }
  return values;
}

function outputOf(hidden: Float64Array, flat: Float64Array, units: number, width: number): number {
  let score = flat[flat.length - 1] ?? 0;
  for (let unit = 0; unit < units; unit += 1) score += (flat[units * (width + 1) + unit] ?? 0) * (hidden[unit] ?? 0);
  return score;
}

function rankPulls(scores: readonly number[], labels: readonly number[]): readonly number[] {
  const greatest = Math.max(...scores);
  const masses = scores.map((score) => Math.exp(score - greatest));
  const all = masses.reduce((sum, mass) => sum + mass, 0);
  const right = masses.reduce((sum, mass, row) => sum + mass * (labels[row] ?? 0), 1e-12);
  return masses.map((mass, row) => mass / all - (mass * (labels[row] ?? 0)) / right);
}

function logisticPulls(scores: readonly number[], labels: readonly number[]): readonly number[] {
  return scores.map((score, row) => 1 / (1 + Math.exp(-score)) - (labels[row] ?? 0));
}

function backward(
  input: Float64Array | undefined,
  hidden: Float64Array | undefined,
  d: number,
  flat: Float64Array,
  slope: Float64Array,
  units: number,
  width: number,
): void {
  const biasAt = units * width;
  const outputAt = biasAt + units;
  slope[slope.length - 1] = (slope[slope.length - 1] ?? 0) + d;
  for (let unit = 0; unit < units; unit += 1) {
    const value = hidden?.[unit] ?? 0;
    slope[outputAt + unit] = (slope[outputAt + unit] ?? 0) + d * value;
    const inner = d * (flat[outputAt + unit] ?? 0) * (1 - value * value);
    slope[biasAt + unit] = (slope[biasAt + unit] ?? 0) + inner;
    const start = unit * width;
    for (let k = 0; k < width; k += 1) slope[start + k] = (slope[start + k] ?? 0) + inner * (input?.[k] ?? 0);
  }
}

function createAdam(flat: Float64Array, rate: number, ridge: number): (slope: Float64Array) => void {
  const mean = new Float64Array(flat.length);
  const square = new Float64Array(flat.length);
  let step = 0;
  return (slope) => {
    step += 1;
    const meanShare = 1 - 0.9 ** step;
    const squareShare = 1 - 0.999 ** step;
    for (let i = 0; i < flat.length; i += 1) {
      const g = (slope[i] ?? 0) + (i < flat.length - 1 ? ridge * (flat[i] ?? 0) : 0);
      mean[i] = 0.9 * (mean[i] ?? 0) + 0.1 * g;
      square[i] = 0.999 * (square[i] ?? 0) + 0.001 * g * g;
      const move = (rate * (mean[i] ?? 0)) / meanShare / (Math.sqrt((square[i] ?? 0) / squareShare) + 1e-8);
      flat[i] = (flat[i] ?? 0) - move;
    }
  };
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
