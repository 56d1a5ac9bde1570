import { ANSWER_WORDS_FORMAT, type AnswerWordFile, BLOCKS } from "#ask/learned/answer-word-file.ts";
import { type AnswerWordModel, rowLength, WORD_FLAGS } from "#ask/learned/answer-words.ts";
import { ASKED_KINDS } from "#ask/learned/asked-vectors.ts";

/** Rounds the weights to signed bytes, with a scale for each block of a row. */
export function packAnswerWords({ dimensions, hidden, weights, output }: AnswerWordModel): AnswerWordFile {
  const row = rowLength(dimensions);
  const bytes = new Int8Array(weights.length);
  const scales: number[] = [];
  for (let unit = 0; unit < hidden; unit += 1) {
    for (let block = 0; block < BLOCKS; block += 1) {
      const from = unit * row + block * dimensions;
      const to = block === BLOCKS - 1 ? (unit + 1) * row : from + dimensions;
      const part = weights.subarray(from, to);
      const scale = Number((Math.max(1e-6, ...part.map(Math.abs)) / 127).toPrecision(4));
      scales.push(scale);
      for (const [at, weight] of part.entries())
        bytes[from + at] = Math.max(-127, Math.min(127, Math.round(weight / scale)));
    }
  }
  return {
    format: ANSWER_WORDS_FORMAT,
    dimensions,
    hidden,
    kinds: ASKED_KINDS,
    flags: WORD_FLAGS,
    scales,
    weights: Buffer.from(bytes.buffer).toString("base64"),
    output: [...output].map((value) => Number(value.toPrecision(5))),
  };
}
