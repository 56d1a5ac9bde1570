/**
 * The word tables in `data/encoder/`: words, their frequency ranks, vectors and importance, and vectors of parts of words.
 *
 *   tables.json   header: what is in the binary, how it was made, its hash, and the learned constants
 *   tables.bin    rank u32 x words | scale f32 x words | scale f32 x parts | vector i8 x words x dimensions |
 *                 vector i8 x parts x dimensions | importance i8 x words x 2 | words in ASCII, one per line
 *
 * Everything little-endian, words from the most frequent to the rarest. Component i of a vector is `vector[i] * scale`.
 * Written by `scripts/train-encoder.ts`.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { endianness } from "node:os";
import { join } from "node:path";
import { StorageError } from "#errors.ts";
import { createWordIndex, type WordIndex } from "./word-index.ts";

/** Raised whenever the layout of the binary changes. */
export const TABLES_FORMAT = 2;

export interface TablesHeader {
  readonly format: number;
  readonly words: number;
  readonly dimensions: number;
  /** How many vectors the runs of letters share by their hash. */
  readonly parts: number;
  readonly bytes: number;
  /** SHA-256 of `tables.bin`, hex. */
  readonly sha256: string;
  readonly source: string;
  readonly licence: string;
  readonly attribution: string;
  readonly guess: GuessWeights;
  readonly importance: ImportanceWeights;
}

/** What `guess.ts` weighs the parts of an unknown word by. */
export interface GuessWeights {
  readonly affixes: Readonly<Record<string, number>>;
  readonly runs: number;
}

/** Learned importance: logarithms of factors, for the vector of a word (`meaning`) and for its hashed stem (`stem`). */
interface ImportanceWeights {
  /** Share of the hashed stems in the cosine of two texts; the rest is meaning. */
  readonly hashedShare: number;
  /** By the features of `importance.ts`, for words that are not in the tables. */
  readonly meaning: readonly number[];
  readonly stem: readonly number[];
}

/** A step of the importance of a word in the tables, as a logarithm. */
export const IMPORTANCE_STEP = 1 / 64;

/** Loaded tables. A word is named by its index, 0 for the most frequent; do not change the arrays. */
export interface EncoderTables {
  readonly header: TablesHeader;
  readonly index: WordIndex;
  /** Rank among all words of the source, 1 for the most frequent, ascending. */
  readonly ranks: Uint32Array;
  readonly scales: Float32Array;
  /** `header.dimensions` components per word. */
  readonly vectors: Int8Array;
  readonly parts: { readonly scales: Float32Array; readonly vectors: Int8Array };
  /** Two per word, for meaning and for the stem, in `IMPORTANCE_STEP`. */
  readonly importance: Int8Array;
}

/**
 * Reads and checks the tables in a folder, at once.
 * Throws `StorageError` when a file is missing, of another format, or not the one the header describes.
 */
export function loadTables(folder: string): EncoderTables {
  const header = readHeader(join(folder, "tables.json"));
  const path = join(folder, "tables.bin");
  const bytes = readBytes(path);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (bytes.length !== header.bytes || sha256 !== header.sha256) {
    throw new StorageError(
      `Expected ${path} to hold ${header.bytes} bytes with SHA-256 ${header.sha256}, found ${bytes.length} bytes with ${sha256}. ${RESTORE}`,
    );
  }
  if (endianness() !== "LE") throw new StorageError("The encoder's tables need a little-endian machine.");
  return readTables(header, bytes, path);
}

const RESTORE = "Restore data/encoder/ from the repository, or make it again as data/encoder/README.md says.";

/** Tables over the content of `tables.bin`; `path` is for messages. Throws `StorageError` when the counts do not fit. */
export function readTables(header: TablesHeader, bytes: Buffer, path: string): EncoderTables {
  const { words: count, parts, dimensions } = header;
  const { buffer, byteOffset, length } = aligned(bytes);
  const scales = byteOffset + 4 * count;
  const partScales = scales + 4 * count;
  const vectors = partScales + 4 * parts;
  const partVectors = vectors + count * dimensions;
  const importance = partVectors + parts * dimensions;
  const words = importance + 2 * count;
  const index = createWordIndex(new Uint8Array(buffer, words, byteOffset + length - words));
  if (index.size !== count) {
    throw new StorageError(`Expected ${count} words in ${path}, found ${index.size}. ${RESTORE}`);
  }
  return {
    header,
    index,
    ranks: new Uint32Array(buffer, byteOffset, count),
    scales: new Float32Array(buffer, scales, count),
    vectors: new Int8Array(buffer, vectors, count * dimensions),
    parts: {
      scales: new Float32Array(buffer, partScales, parts),
      vectors: new Int8Array(buffer, partVectors, parts * dimensions),
    },
    importance: new Int8Array(buffer, importance, 2 * count),
  };
}

/** A view on four-byte numbers must start at a multiple of four. */
function aligned(bytes: Buffer): Buffer {
  return bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(new Uint8Array(bytes).buffer);
}

function readHeader(path: string): TablesHeader {
  let header: unknown;
  const text = readBytes(path).toString("utf8");
  try {
    header = JSON.parse(text);
  } catch (cause) {
    throw new StorageError(`Expected ${path} to be JSON, found something else. ${RESTORE}`, { cause });
  }
  if (!isHeader(header)) {
    throw new StorageError(`Expected ${path} to describe encoder tables of format ${TABLES_FORMAT}. ${RESTORE}`);
  }
  return header;
}

function isHeader(value: unknown): value is TablesHeader {
  if (typeof value !== "object" || value === null) return false;
  const header = value as Partial<Record<keyof TablesHeader, unknown>>;
  const counts = [header.words, header.dimensions, header.bytes, header.parts];
  return (
    header.format === TABLES_FORMAT &&
    typeof header.sha256 === "string" &&
    counts.every((count) => Number.isSafeInteger(count) && Number(count) >= 0) &&
    typeof header.guess === "object" &&
    typeof header.importance === "object"
  );
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new StorageError(`Expected the encoder's tables at ${path}, found no readable file. ${RESTORE}`, { cause });
  }
}
