import type { BigIntStats } from "node:fs";
import { constants } from "node:fs";
import { type FileHandle, open, realpath, stat } from "node:fs/promises";
import type { ReadFailure } from "#ports.ts";
import type { RawDocument } from "#types.ts";
import { changedWhileRead, noFile, tooLarge } from "./failures.ts";
import { type FileFormat, formatOf, LARGEST_FILE, unsupported } from "./formats.ts";
import { jsonLines } from "./json-lines.ts";
import { formatIn, SNIFFED_BYTES } from "./sniff.ts";

/**
 * What a file holds: one document, or one per line of JSON lines, which are streamed. Whoever writes into it meanwhile
 * is noticed: then it is read again, once. Pipes, devices and sockets are not opened.
 */
export async function* readFileNamed(
  source: string,
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<RawDocument | ReadFailure> {
  const named = formatOf(path);
  if (named === null) {
    yield { source, error: unsupported(path) };
    return;
  }
  const kind = await stat(path);
  if (!kind.isFile()) {
    yield noFile(source, path);
    return;
  }
  const identity = `file:${await realpath(path)}`;
  // Without blocking, should a pipe have taken the place of the file just now.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    yield* readOpened(handle, { source, identity, path, named }, signal);
  } finally {
    await handle.close();
  }
}

interface Opened {
  readonly source: string;
  readonly identity: string;
  readonly path: string;
  readonly named: FileFormat;
}

async function* readOpened(
  handle: FileHandle,
  { source, identity, path, named }: Opened,
  signal?: AbortSignal,
): AsyncGenerator<RawDocument | ReadFailure> {
  const before = await handle.stat({ bigint: true });
  const found = formatIn(await firstBytes(handle), named);
  if (typeof found !== "string") {
    yield { source, error: found.error };
  } else if (found === "json-lines") {
    yield* jsonLines(handle.createReadStream({ start: 0, autoClose: false, ...(signal && { signal }) }), {
      source,
      identity,
    });
    if (!isSame(before, await handle.stat({ bigint: true }))) {
      yield changedWhileRead(source, "What was read of it is kept");
    }
  } else if (before.size > LARGEST_FILE) {
    yield tooLarge(source, Number(before.size), LARGEST_FILE);
  } else {
    const bytes = (await readWhole(handle, path, signal)) ?? (await readWhole(handle, path, signal));
    yield bytes === null ? changedWhileRead(source, "It was read twice") : { source, identity, format: found, bytes };
  }
}

async function firstBytes(handle: FileHandle): Promise<Uint8Array> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0);
  return buffer.subarray(0, bytesRead);
}

/** `null` where it changed meanwhile, or another file has its name now. */
async function readWhole(handle: FileHandle, path: string, signal?: AbortSignal): Promise<Uint8Array | null> {
  const before = await handle.stat({ bigint: true });
  const bytes = Buffer.alloc(Number(before.size));
  let length = 0;
  while (length < bytes.length) {
    signal?.throwIfAborted();
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length);
    if (bytesRead === 0) {
      return null;
    }
    length += bytesRead;
  }
  const isWhole =
    isSame(before, await handle.stat({ bigint: true })) && isSame(before, await stat(path, { bigint: true }));
  return isWhole ? bytes : null;
}

function isSame(before: BigIntStats, after: BigIntStats): boolean {
  return before.ino === after.ino && before.size === after.size && before.mtimeNs === after.mtimeNs;
}
