import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { Manifest } from "./manifest.ts";

/**
 * hnswlib writes its fields one after the other, sizes as 64-bit integers:
 *
 *   0 offset of level 0 │ 8 capacity │ 16 count │ 24 bytes per element │ 32 offset of the label │ 40 offset of the vector
 *   48 ... 96 levels and parameters │ 96 the elements: links, vector, label │ links of the upper levels
 *
 * (`saveIndex` in hnswalg.h of hnswlib 0.8.) The dimension is not among them, but follows from the two offsets.
 */
const headerSize = 96;

/** How many elements are compared with SQLite before an index is trusted. */
const samples = 16;

/** The vector SQLite holds under a key of `vectors`; `null` once it is gone. */
export type StoredVector = (key: number) => Float32Array | null;

/** SHA-256 of a file, in hex. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest("hex");
}

/**
 * Checks, without the addon (which a bad file can crash), that an index file has the shape its manifest states and
 * holds vectors of this shelf. Throws `Error` saying what does not fit.
 */
export async function checkIndexFile(file: string, manifest: Manifest, stored: StoredVector): Promise<void> {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    const elementSize = checkHeader(await readAt(handle, 0, headerSize), size, manifest);
    for (let i = 0; i < samples; i++) {
      const place = Math.floor((i * (manifest.count - 1)) / (samples - 1));
      const element = await readAt(handle, headerSize + place * elementSize, elementSize);
      checkElement(element, manifest, stored);
    }
  } finally {
    await handle.close();
  }
}

/** Gives the number of bytes per element. */
function checkHeader(header: Buffer, size: number, { count, dimensions }: Manifest): number {
  const field = (at: number) => Number(header.readBigUInt64LE(at));
  const [level0, capacity, held, elementSize, label, vector] = [0, 8, 16, 24, 32, 40].map(field);
  if (held !== count) throw new Error(`holds ${held} vectors where its manifest says ${count}`);
  if (label === undefined || vector === undefined || label - vector !== dimensions * 4)
    throw new Error(`does not hold vectors of ${dimensions} numbers`);
  const plausible = level0 === 0 && capacity !== undefined && capacity >= count && elementSize === label + 8;
  if (!plausible || size < headerSize + count * (elementSize + 4)) throw new Error("has a header that does not fit");
  return elementSize;
}

function checkElement(element: Buffer, { dimensions, mark }: Manifest, stored: StoredVector): void {
  const label = Number(element.readBigUInt64LE(element.length - 8));
  if (label < 1 || label > mark) throw new Error(`holds the label ${label}, beyond its mark ${mark}`);
  const vector = stored(label);
  const start = element.length - 8 - dimensions * 4;
  if (vector?.some((number, i) => element.readFloatLE(start + i * 4) !== number))
    throw new Error("holds vectors that are not those of this shelf");
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new Error(`ends after ${position + bytesRead} bytes`);
  return buffer;
}
