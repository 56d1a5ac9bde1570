import type { Readable } from "node:stream";
import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import { InputError } from "#errors.ts";
import { checkEntry, MOST_ENTRIES } from "./entry.ts";

/** Bytes of all parts together, as they come out, whatever the archive claims. */
const MOST_BYTES = 64 * 1024 * 1024;
/** What text and tags shrink to is a tenth; a thousandth of zeros is a bomb. Small parts are let be. */
const MOST_RATIO = 200;
const SMALL_PART = 1024 * 1024;

const MEBIBYTE = 1024 * 1024;

/**
 * The XML parts of a zip archive by name. Throws `InputError` for an archive that is broken, encrypted, too large when
 * unpacked, or has names that lead out of it; nothing but XML is unpacked.
 */
export async function unpackXml(bytes: Uint8Array): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await open(bytes);
  const parts = new Map<string, Buffer>();
  const seen = new Set<string>();
  let total = 0;
  for await (const entry of entries(zip)) {
    checkEntry(entry, seen);
    if (/\.(?:xml|rels)$/i.test(entry.fileName) || entry.fileName === "mimetype") {
      const part = await unpack(zip, entry, MOST_BYTES - total);
      total += part.length;
      parts.set(entry.fileName, part);
    }
  }
  return parts;
}

function open(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return new Promise((resolve, reject) => {
    // Sizes are counted by us: what comes out must be refused by its own size, not by a difference to a claim.
    const options = { lazyEntries: true, autoClose: false, validateEntrySizes: false, strictFileNames: true };
    fromBuffer(buffer, options, (error, zip) => (error === null ? resolve(zip) : reject(broken(error))));
  });
}

/** The entries one after the other, read when asked for. */
async function* entries(zip: ZipFile): AsyncGenerator<Entry> {
  if (zip.entryCount > MOST_ENTRIES) {
    throw new InputError(
      `Expected a Word document of at most ${MOST_ENTRIES.toLocaleString("en")} parts, found ${zip.entryCount.toLocaleString("en")}. Save it anew in your word processor.`,
    );
  }
  for (let entry = await nextEntry(zip); entry !== null; entry = await nextEntry(zip)) {
    yield entry;
  }
}

function nextEntry(zip: ZipFile): Promise<Entry | null> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      zip.removeAllListeners();
      act();
    };
    zip.once("entry", (entry: Entry) => settle(() => resolve(entry)));
    zip.once("end", () => settle(() => resolve(null)));
    zip.once("error", (error: Error) => settle(() => reject(broken(error))));
    zip.readEntry();
  });
}

async function unpack(zip: ZipFile, entry: Entry, room: number): Promise<Buffer> {
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error === null ? resolve(opened) : reject(broken(error))));
  });
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      length += chunk.length;
      checkSize(length, entry, room);
      chunks.push(chunk);
    }
  } catch (cause) {
    throw cause instanceof InputError ? cause : broken(cause);
  }
  return Buffer.concat(chunks);
}

function checkSize(length: number, entry: Entry, room: number): void {
  if (length > room) {
    throw new InputError(
      `Expected a Word document of at most ${MOST_BYTES / MEBIBYTE} MiB of text and marks when unpacked, found more. Divide it into its articles.`,
    );
  }
  if (length > SMALL_PART && length > MOST_RATIO * entry.compressedSize) {
    throw new InputError(
      `Expected a Word document, found a part that unpacks to more than ${MOST_RATIO} times its size, as made to fill the memory (${entry.fileName}). Leave it out.`,
    );
  }
}

function broken(cause: unknown): InputError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new InputError(
    `Expected a Word document, found an archive that is broken (${said.slice(0, 150)}). Open it in a word processor and save it anew as .docx.`,
    { cause },
  );
}
