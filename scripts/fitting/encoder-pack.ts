/** The bytes of `tables.bin`; the layout stands in `#encoder/tables.ts`. */
import { createHash } from "node:crypto";
import {
  type EncoderTables,
  type GuessWeights,
  IMPORTANCE_STEP,
  readTables,
  TABLES_FORMAT,
  type TablesHeader,
} from "#encoder/tables.ts";
import type { RankedWord } from "./encoder-vectors.ts";

export interface Made {
  readonly words: readonly RankedWord[];
  readonly vectors: readonly Float64Array[];
  readonly parts: readonly Float64Array[];
  readonly guess: GuessWeights;
  readonly importance: Importance;
}

/** Logarithms of factors. */
export interface Importance {
  readonly hashedShare: number;
  /** By shape. */
  readonly meaning: readonly number[];
  readonly stem: readonly number[];
  /** Of the words, meaning and stem in turn. */
  readonly words: Float64Array;
}

/** What weighs every word by its frequency alone. The share was chosen on development questions. */
export function plainImportance(words: number): Importance {
  return { hashedShare: 0.45, meaning: [], stem: [], words: new Float64Array(2 * words) };
}

export function pack(
  made: Made,
  dimensions: number,
  origin: Pick<TablesHeader, "source" | "licence" | "attribution">,
): { readonly header: TablesHeader; readonly binary: Buffer; readonly tables: EncoderTables } {
  const words = Buffer.from(made.words.map(({ word }) => word).join("\n"), "utf8");
  const vectors = quantise(made.vectors);
  const parts = quantise(made.parts);
  const binary = Buffer.concat([
    unsigned(made.words.map(({ rank }) => rank)),
    ...[vectors.scales, parts.scales, vectors.components, parts.components],
    importances(made.importance.words),
    words,
  ]);
  const { hashedShare, meaning, stem } = made.importance;
  const header = {
    format: TABLES_FORMAT,
    words: made.words.length,
    dimensions,
    parts: made.parts.length,
    bytes: binary.length,
    sha256: createHash("sha256").update(binary).digest("hex"),
    ...origin,
    guess: made.guess,
    importance: { hashedShare, meaning, stem },
  };
  return { header, binary, tables: readTables(header, binary, "the tables just made") };
}

function unsigned(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeUInt32LE(value, 4 * i);
  return bytes;
}

function quantise(vectors: readonly Float64Array[]): { scales: Buffer; components: Buffer } {
  const dimensions = vectors[0]?.length ?? 0;
  const scales = Buffer.alloc(4 * vectors.length);
  const components = Buffer.alloc(vectors.length * dimensions);
  for (const [i, vector] of vectors.entries()) {
    let most = 0;
    for (const value of vector) most = Math.max(most, Math.abs(value));
    const scale = Math.fround(most / 127) || 1;
    scales.writeFloatLE(scale, 4 * i);
    for (const [d, value] of vector.entries()) {
      components.writeInt8(Math.max(-127, Math.min(127, Math.round(value / scale))), i * dimensions + d);
    }
  }
  return { scales, components };
}

function importances(values: Float64Array): Buffer {
  const bytes = Buffer.alloc(values.length);
  for (const [i, value] of values.entries()) {
    bytes.writeInt8(Math.max(-127, Math.min(127, Math.round(value / IMPORTANCE_STEP))), i);
  }
  return bytes;
}
