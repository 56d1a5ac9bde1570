import type { ReadFailure } from "#ports.ts";
import type { RawDocument } from "#types.ts";
import { tooLarge } from "./failures.ts";
import { formatOf, LARGEST_FILE, unsupported } from "./formats.ts";
import { isBlank, jsonLines } from "./json-lines.ts";

/** A file that was sent, not read from a disk. */
export interface SentFile {
  readonly name: string;
  /** What its article is identified by where it has no id or address of its own. */
  readonly identity: string;
  readonly bytes: Uint8Array;
}

/** The documents of a file by the ending of its name, as `createFileReader` reads one from a disk. */
export async function* documentsFrom({ name, identity, bytes }: SentFile): AsyncGenerator<RawDocument | ReadFailure> {
  const format = formatOf(name);
  if (format === null) {
    yield { source: name, error: unsupported(name) };
  } else if (isBlank(bytes)) {
    yield { source: name, error: "Expected a file with an article, found nothing in it. Send the file again." };
  } else if (format === "json-lines") {
    yield* jsonLines(only(bytes), { source: name, identity });
  } else if (bytes.length > LARGEST_FILE) {
    yield tooLarge(name, bytes.length, LARGEST_FILE);
  } else {
    yield { source: name, identity, format, bytes };
  }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
