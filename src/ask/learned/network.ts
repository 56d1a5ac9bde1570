import { number, numbers, unfit } from "./fields.ts";

/** Raised whenever the meaning of a file would change. */
export const NETWORK_FORMAT = 1;

/** Inputs are taken as `(value - mean) / scale` and clipped to this many scales on either side. */
const CLIP = 4;

/** A small network as a file holds it: one hidden layer of tanh units, one output. */
export interface NetworkFile {
  readonly format: number;
  /** In the order in which `scoreNetwork` takes them. */
  readonly features: readonly string[];
  readonly mean: readonly number[];
  readonly scale: readonly number[];
  /** One row of weights (one per feature) per hidden unit. */
  readonly hidden: readonly (readonly number[])[];
  readonly bias: readonly number[];
  readonly output: readonly number[];
  readonly base: number;
}

/** A network ready to score. Do not change it. */
export interface Network {
  readonly inputs: number;
  readonly mean: Float64Array;
  readonly scale: Float64Array;
  /** Unit after unit. */
  readonly hidden: Float64Array;
  readonly bias: Float64Array;
  readonly output: Float64Array;
  readonly base: number;
}

/** A rank score, or a log-odds, by what the network was trained for. */
export function scoreNetwork(network: Network, features: ArrayLike<number>): number {
  const { inputs, mean, scale, hidden, bias, output, base } = network;
  const scaled = new Float64Array(inputs);
  for (let k = 0; k < inputs; k += 1) {
    const value = ((features[k] ?? 0) - (mean[k] ?? 0)) / (scale[k] ?? 1);
    scaled[k] = Math.max(-CLIP, Math.min(CLIP, value));
  }
  let score = base;
  for (let unit = 0; unit < output.length; unit += 1) {
    let sum = bias[unit] ?? 0;
    const start = unit * inputs;
    for (let k = 0; k < inputs; k += 1) sum += (hidden[start + k] ?? 0) * (scaled[k] ?? 0);
    score += (output[unit] ?? 0) * Math.tanh(sum);
  }
  return score;
}

/**
 * Checks the content of a file of a network made for these features, in this order.
 * Throws `InputError` naming the file and the field that does not fit.
 */
export function parseNetwork(json: unknown, file: string, features: readonly string[]): Network {
  if (typeof json !== "object" || json === null) throw unfit(file, "the content", "an object", json);
  const fields = json as Readonly<Record<string, unknown>>;
  if (fields.format !== NETWORK_FORMAT) throw unfit(file, "format", String(NETWORK_FORMAT), fields.format);
  const found = Array.isArray(fields.features) ? fields.features : [];
  const wrong = [...features.keys()].find((index) => found[index] !== features[index]) ?? -1;
  if (wrong >= 0) throw unfit(file, `features[${wrong}]`, String(features[wrong]), found[wrong]);
  if (found.length !== features.length) throw unfit(file, "features", `${features.length} names`, found.length);
  const output = numbers(fields.output, file, "output");
  const rows = Array.isArray(fields.hidden) ? fields.hidden : [];
  if (rows.length !== output.length) throw unfit(file, "hidden", `${output.length} rows`, rows.length);
  return {
    inputs: features.length,
    mean: Float64Array.from(numbers(fields.mean, file, "mean", features.length)),
    scale: Float64Array.from(scalesIn(fields.scale, file, features.length)),
    hidden: Float64Array.from(
      rows.flatMap((row: unknown, unit) => numbers(row, file, `hidden[${unit}]`, features.length)),
    ),
    bias: Float64Array.from(numbers(fields.bias, file, "bias", output.length)),
    output: Float64Array.from(output),
    base: number(fields.base, file, "base"),
  };
}

function scalesIn(value: unknown, file: string, length: number): readonly number[] {
  const scales = numbers(value, file, "scale", length);
  const wrong = scales.findIndex((scale) => scale <= 0);
  if (wrong >= 0) throw unfit(file, `scale[${wrong}]`, "above 0", scales[wrong]);
  return scales;
}
