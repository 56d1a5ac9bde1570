import type { ReadFailure } from "#ports.ts";
import type { RawDocument } from "#types.ts";
import { byteLines } from "./lines.ts";

/** Bytes of one article; a longer line fails without being held in memory. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** One document per line that is not blank, named `source:line` (lines from 1). */
export async function* jsonLines(
  chunks: AsyncIterable<Uint8Array>,
  { source, identity }: { readonly source: string; readonly identity: string | null },
): AsyncGenerator<RawDocument | ReadFailure> {
  for await (const { number, bytes } of byteLines(chunks, LONGEST_LINE)) {
    const place = `${source}:${number}`;
    if (bytes === null) {
      const error = `Expected at most ${LONGEST_LINE / 1024 / 1024} MiB in one line, found more. Put each article on a line of its own.`;
      yield { source: place, error };
    } else if (number === 1 && isUtf16(bytes)) {
      yield { source: place, error: "Expected UTF-8, found UTF-16. Save the file as UTF-8." };
      return;
    } else if (!isBlank(bytes)) {
      yield { source: place, identity, format: "json", bytes };
    }
  }
}

function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** Nothing but white space, or a byte order mark. */
export function isBlank(bytes: Uint8Array): boolean {
  const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes.subarray(from).every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}
