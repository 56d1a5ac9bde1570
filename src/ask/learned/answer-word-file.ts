import { type AnswerWordModel, rowLength, WORD_FLAGS } from "./answer-words.ts";
import { ASKED_KINDS } from "./asked-vectors.ts";
import { numbers, unfit } from "./fields.ts";

/** Raised whenever the meaning of a file would change. */
export const ANSWER_WORDS_FORMAT = 1;

/** The model as `data/ranking/answer-words.json` holds it. */
export interface AnswerWordFile {
  readonly format: number;
  readonly dimensions: number;
  readonly hidden: number;
  /** In the order of the inputs. */
  readonly kinds: readonly string[];
  readonly flags: readonly string[];
  /** For each hidden unit one a block of its row: the five vectors, then kinds, flags and bias. */
  readonly scales: readonly number[];
  /** The rows in base64, a signed byte a number, to be multiplied by the scale of their block. */
  readonly weights: string;
  /** One number a hidden unit, and the bias last. */
  readonly output: readonly number[];
}

export const BLOCKS = 6;

/** Checks the content of a file. Throws `InputError` naming the file and the field that does not fit. */
export function parseAnswerWords(json: unknown, file: string): AnswerWordModel {
  const fields = typeof json === "object" && json !== null ? (json as Readonly<Record<string, unknown>>) : {};
  if (fields.format !== ANSWER_WORDS_FORMAT) throw unfit(file, "format", String(ANSWER_WORDS_FORMAT), fields.format);
  const dimensions = size(fields.dimensions, file, "dimensions");
  const hidden = size(fields.hidden, file, "hidden");
  checkNames(fields.kinds, ASKED_KINDS, file, "kinds");
  checkNames(fields.flags, WORD_FLAGS, file, "flags");
  const scales = numbers(fields.scales, file, "scales", hidden * BLOCKS);
  const output = numbers(fields.output, file, "output", hidden + 1);
  const row = rowLength(dimensions);
  const bytes = Buffer.from(typeof fields.weights === "string" ? fields.weights : "", "base64");
  if (bytes.length !== hidden * row) throw unfit(file, "weights", `${hidden * row} bytes in base64`, bytes.length);
  const weights = Float32Array.from(new Int8Array(bytes), (value, at) => {
    const block = Math.min(BLOCKS - 1, Math.floor((at % row) / dimensions));
    return value * (scales[Math.floor(at / row) * BLOCKS + block] ?? 0);
  });
  return { dimensions, hidden, weights, output: Float32Array.from(output) };
}

function size(value: unknown, file: string, field: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value > 0 && value <= 1000) return value;
  throw unfit(file, field, "a whole number from 1 to 1000", value);
}

function checkNames(found: unknown, expected: readonly string[], file: string, field: string): void {
  const list: readonly unknown[] = Array.isArray(found) ? found : [];
  const length = Math.max(list.length, expected.length);
  for (let index = 0; index < length; index += 1) {
    if (list[index] !== expected[index])
      throw unfit(file, `${field}[${index}]`, expected[index] ?? "absent", list[index]);
  }
}
