/** Trains the network of `src/ask/learned/answer-words.ts` with Adam (D. Kingma, J. Ba, 2015). */
import { type AnswerWordModel, rowLength, STRETCH, WORD_FLAGS } from "#ask/learned/answer-words.ts";
import { ASKED_KINDS, type AskedVectors } from "#ask/learned/asked-vectors.ts";
import { createRandom } from "./random.ts";

/** The words of the sentences that were read for one question. */
export interface AskedWords {
  readonly asked: Pick<AskedVectors, "kind" | "focus" | "telling">;
  readonly vectors: readonly (Float32Array | null)[];
  /** Row after row, `WORD_FLAGS.length` numbers each. */
  readonly flags: Float32Array;
  /** 1 for a word of the answer. */
  readonly labels: Uint8Array;
  /** How much each word counts. */
  readonly weights: Float32Array;
}

export interface NetworkOptions {
  readonly dimensions: number;
  readonly hidden: number;
  readonly epochs: number;
  readonly rate: number;
  /** Share of a weight that is taken away at each step, times the rate. */
  readonly decay: number;
  /** Share of hidden units left out, other ones at each question. */
  readonly dropout: number;
  readonly seed: number;
}

const BATCH = 16;
/** Smaller errors change nothing. */
const LEAST_ERROR = 1e-6;

/** The same examples and options give the same model. */
export function trainNetwork(examples: readonly AskedWords[], options: NetworkOptions): AnswerWordModel {
  const random = createRandom(options.seed);
  const network = createNetwork(options, random);
  const steps = options.epochs * Math.ceil(examples.length / BATCH);
  let step = 0;
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    const order = shuffled(examples.length, random);
    for (let from = 0; from < order.length; from += BATCH) {
      for (const index of order.subarray(from, from + BATCH)) {
        const example = examples[index];
        if (example) learn(network, example, options, random);
      }
      // The rate falls in a straight line to a twentieth.
      step += 1;
      update(network, step, options.rate * (1 - (0.95 * step) / steps), options.decay);
    }
  }
  const { dimensions, hidden } = options;
  return { dimensions, hidden, weights: network.weights.values, output: network.output.values };
}

interface Parameters {
  readonly values: Float32Array;
  readonly gradient: Float32Array;
  readonly mean: Float32Array;
  readonly square: Float32Array;
}

interface Network {
  readonly weights: Parameters;
  readonly output: Parameters;
}

function createNetwork({ dimensions, hidden }: NetworkOptions, random: () => number): Network {
  const row = rowLength(dimensions);
  const weights = parameters(hidden * row);
  const spread = Math.sqrt(2 / row);
  for (let at = 0; at < weights.values.length; at += 1) weights.values[at] = (2 * random() - 1) * spread;
  const output = parameters(hidden + 1);
  for (let unit = 0; unit < hidden; unit += 1) output.values[unit] = (2 * random() - 1) * 0.3;
  output.values[hidden] = -3;
  return { weights, output };
}

function parameters(length: number): Parameters {
  const make = () => new Float32Array(length);
  return { values: make(), gradient: make(), mean: make(), square: make() };
}

/** Adds the gradient of one question's words (logistic loss). */
function learn({ weights, output }: Network, example: AskedWords, options: NetworkOptions, random: () => number): void {
  const { hidden, dropout } = options;
  const { labels, weights: importance } = example;
  const layer = layerFor(example, options.dimensions);
  const kept = Float32Array.from({ length: hidden }, () => (random() < dropout ? 0 : 1 / (1 - dropout)));
  const scores = new Float32Array(labels.length).fill(output.values[hidden] ?? 0);
  const activations = Array.from(kept, (keep, unit) => {
    const activation = new Float32Array(labels.length);
    if (keep !== 0) forward(layer, weights.values, unit, activation, scores, (output.values[unit] ?? 0) * keep);
    return activation;
  });
  const errors = scores.map(
    (score, word) => (importance[word] ?? 0) * (1 / (1 + Math.exp(-score)) - (labels[word] ?? 0)),
  );
  for (const error of errors) add(output.gradient, hidden, error);
  for (const [unit, keep] of kept.entries()) {
    const activation = activations[unit];
    if (keep === 0 || activation === undefined) continue;
    const slope = errors.reduce((sum, error, word) => sum + error * (activation[word] ?? 0), 0);
    add(output.gradient, unit, slope * keep);
    backward(layer, weights.gradient, unit, activation, errors, (output.values[unit] ?? 0) * keep);
  }
}

/** The first layer as one question sees it. */
interface Layer {
  readonly example: AskedWords;
  readonly dimensions: number;
  readonly row: number;
  /** Where the flags begin in a row. */
  readonly flagsAt: number;
  readonly focus: Float32Array;
  readonly telling: Float32Array;
}

function layerFor(example: AskedWords, dimensions: number): Layer {
  return {
    example,
    dimensions,
    row: rowLength(dimensions),
    flagsAt: 5 * dimensions + ASKED_KINDS.length,
    focus: stretched(example.asked.focus, dimensions),
    telling: stretched(example.asked.telling, dimensions),
  };
}

/** Fills in the activation of one hidden unit for each word, and adds its part to the scores. */
function forward(
  { example, dimensions: D, row, flagsAt, focus, telling }: Layer,
  W: Float32Array,
  unit: number,
  activation: Float32Array,
  scores: Float32Array,
  out: number,
): void {
  const from = unit * row;
  const folded = new Float32Array(D);
  let base = (W[from + row - 1] ?? 0) + (W[from + 5 * D + example.asked.kind] ?? 0);
  for (let d = 0; d < D; d += 1) {
    const at = from + d;
    const f = focus[d] ?? 0;
    const t = telling[d] ?? 0;
    base += f * (W[at + D] ?? 0) + t * (W[at + 2 * D] ?? 0);
    folded[d] = STRETCH * ((W[at] ?? 0) + f * (W[at + 3 * D] ?? 0) + t * (W[at + 4 * D] ?? 0));
  }
  const F = WORD_FLAGS.length;
  for (const [word, vector] of example.vectors.entries()) {
    const near = vector ? summed(base, folded, 0, vector, 0, D) : base;
    const sum = summed(near, W, from + flagsAt, example.flags, word * F, F);
    if (sum <= 0) continue;
    activation[word] = sum;
    add(scores, word, out * sum);
  }
}

/** Adds what the errors of the words say of the weights of one hidden unit. */
function backward(
  { example, dimensions: D, row, flagsAt, focus, telling }: Layer,
  G: Float32Array,
  unit: number,
  activation: Float32Array,
  errors: Float32Array,
  out: number,
): void {
  const from = unit * row;
  const F = WORD_FLAGS.length;
  const toFolded = new Float32Array(D);
  let toBase = 0;
  for (const [word, vector] of example.vectors.entries()) {
    const error = (errors[word] ?? 0) * out;
    if (activation[word] === 0 || Math.abs(error) < LEAST_ERROR) continue;
    toBase += error;
    if (vector) addTimes(toFolded, 0, error, vector, 0, D);
    addTimes(G, from + flagsAt, error, example.flags, word * F, F);
  }
  add(G, from + row - 1, toBase);
  add(G, from + 5 * D + example.asked.kind, toBase);
  for (let d = 0; d < D; d += 1) {
    const change = STRETCH * (toFolded[d] ?? 0);
    const at = from + d;
    add(G, at, change);
    add(G, at + D, toBase * (focus[d] ?? 0));
    add(G, at + 2 * D, toBase * (telling[d] ?? 0));
    add(G, at + 3 * D, change * (focus[d] ?? 0));
    add(G, at + 4 * D, change * (telling[d] ?? 0));
  }
}

/** `start` and the scalar product of `length` numbers of each list. */
function summed(start: number, a: Float32Array, fromA: number, b: Float32Array, fromB: number, length: number): number {
  let sum = start;
  for (let index = 0; index < length; index += 1) sum += (a[fromA + index] ?? 0) * (b[fromB + index] ?? 0);
  return sum;
}

/** Adds `factor` times `length` numbers of one list to those of another. */
function addTimes(
  to: Float32Array,
  at: number,
  factor: number,
  list: Float32Array,
  from: number,
  length: number,
): void {
  for (let index = 0; index < length; index += 1) add(to, at + index, factor * (list[from + index] ?? 0));
}

function add(list: Float32Array, at: number, value: number): void {
  list[at] = (list[at] ?? 0) + value;
}

function stretched(vector: Float32Array | null, dimensions: number): Float32Array {
  return vector ? vector.map((value) => STRETCH * value) : new Float32Array(dimensions);
}

function update({ weights, output }: Network, step: number, rate: number, decay: number): void {
  const first = 1 - 0.9 ** step;
  const second = 1 - 0.999 ** step;
  for (const { values, gradient, mean, square } of [weights, output]) {
    for (const [at, value] of values.entries()) {
      const slope = (gradient[at] ?? 0) / BATCH;
      mean[at] = 0.9 * (mean[at] ?? 0) + 0.1 * slope;
      square[at] = 0.999 * (square[at] ?? 0) + 0.001 * slope * slope;
      const way = (mean[at] ?? 0) / first / (Math.sqrt((square[at] ?? 0) / second) + 1e-8);
      values[at] = value - rate * (way + decay * value);
      gradient[at] = 0;
    }
  }
}

function shuffled(length: number, random: () => number): Int32Array {
  const order = Int32Array.from({ length }, (_, index) => index);
  for (let at = length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const moved = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = moved;
  }
  return order;
}
