/**
 * The word tables in `data/encoder/`: words, their frequency ranks and their vectors.
 *
 *   tables.json   header: what is in the binary, how it was made, its hash
 *   tables.bin    rank u32 x words | scale f32 x words | vector i8 x words x dimensions | words, UTF-8, one per line
 *
 * Everything little-endian, words from the most frequent to the rarest. Component i of a word's vector is
 * `vector[i] * scale`. Written by `scripts/train-encoder.ts`.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { endianness } from "node:os";
import { join } from "node:path";
import { StorageError } from "#errors.ts";

/** Raised whenever the layout of the binary changes. */
export const TABLES_FORMAT = 1;

export interface TablesHeader {
  readonly format: number;
  readonly words: number;
  readonly dimensions: number;
  readonly bytes: number;
  /** SHA-256 of `tables.bin`, hex. */
  readonly sha256: string;
  readonly source: string;
  readonly licence: string;
  readonly attribution: string;
}

/** Loaded tables. A word is named by its index, 0 for the most frequent; do not change the arrays. */
export interface EncoderTables {
  readonly header: TablesHeader;
  readonly index: ReadonlyMap<string, number>;
  /** Rank among all words of the source, 1 for the most frequent, ascending. */
  readonly ranks: Uint32Array;
  readonly scales: Float32Array;
  /** `header.dimensions` components per word. */
  readonly vectors: Int8Array;
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
  return slice(header, bytes, path);
}

const RESTORE = "Restore data/encoder/ from the repository, or make it again as data/encoder/README.md says.";

function slice(header: TablesHeader, bytes: Buffer, path: string): EncoderTables {
  const { words: count, dimensions } = header;
  const wordsStart = count * (8 + dimensions);
  const buffer = aligned(bytes);
  const words = buffer.toString("utf8", wordsStart).split("\n");
  if (words.length !== count) {
    throw new StorageError(`Expected ${count} words in ${path}, found ${words.length}. ${RESTORE}`);
  }
  const index = new Map<string, number>();
  for (let i = 0; i < count; i++) index.set(words[i] ?? "", i);
  return {
    header,
    index,
    ranks: new Uint32Array(buffer.buffer, buffer.byteOffset, count),
    scales: new Float32Array(buffer.buffer, buffer.byteOffset + count * 4, count),
    vectors: new Int8Array(buffer.buffer, buffer.byteOffset + count * 8, count * dimensions),
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
  const counts = [header.words, header.dimensions, header.bytes];
  return (
    header.format === TABLES_FORMAT &&
    typeof header.sha256 === "string" &&
    counts.every((count) => Number.isSafeInteger(count) && Number(count) > 0)
  );
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new StorageError(`Expected the encoder's tables at ${path}, found no readable file. ${RESTORE}`, { cause });
  }
}
