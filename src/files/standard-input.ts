import type { ReadFailure } from "#ports.ts";
import type { RawDocument } from "#types.ts";
import { tooLarge } from "./failures.ts";
import { LARGEST_FILE } from "./formats.ts";
import { isBlank, jsonLines } from "./json-lines.ts";

/**
 * Reads standard input by what it holds: lines that are JSON objects are articles, one each, as they come; front matter
 * makes it markdown; a JSON object over several lines is one article; anything else is plain text.
 */
export async function* readStandardInput(
  stdin: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): AsyncGenerator<RawDocument | ReadFailure> {
  const rest = stdin[Symbol.asyncIterator]();
  const head = await readHead(rest, signal);
  const lines = { source: "-", identity: null };
  if (isJsonObject(firstLine(head))) {
    yield* jsonLines(chained(head, rest, signal), lines);
    return;
  }
  const bytes = await collect(chained(head, rest, signal));
  if (bytes === null) {
    yield tooLarge("-", LARGEST_FILE + 1, LARGEST_FILE);
    return;
  }
  const start = new TextDecoder().decode(firstLine(head).subarray(0, 100));
  const isObject = start.startsWith("{") && isJsonObject(bytes);
  if (!isObject && /^\{\s*"/.test(start)) {
    yield* jsonLines(chained(bytes, rest), lines);
    return;
  }
  const format = isObject ? "json" : /^---\s*$/.test(start) ? "markdown" : "text";
  yield { source: "-", identity: null, format, bytes };
}

/** The first chunks, until they hold a whole line that is not blank. */
async function readHead(rest: AsyncIterator<Uint8Array>, signal?: AbortSignal): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  let begun = false;
  while (length <= LARGEST_FILE) {
    signal?.throwIfAborted();
    const next = await rest.next();
    if (next.done) {
      break;
    }
    parts.push(next.value);
    length += next.value.length;
    const from: number = begun ? 0 : next.value.findIndex((byte) => !isBlank(Uint8Array.of(byte)));
    begun ||= from >= 0;
    if (begun && next.value.indexOf(LINE_FEED, from) >= 0) {
      break;
    }
  }
  return Buffer.concat(parts);
}

const LINE_FEED = 0x0a;

/** The first line that is not blank, without byte order mark and the space around it. */
function firstLine(bytes: Uint8Array): Uint8Array {
  let from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (from < bytes.length && isBlank(bytes.subarray(from, from + 1))) {
    from += 1;
  }
  const end = bytes.indexOf(LINE_FEED, from);
  return bytes.subarray(from, end < 0 ? bytes.length : end);
}

function isJsonObject(bytes: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

async function* chained(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    signal?.throwIfAborted();
    yield next.value;
  }
}

/** `null` where there is more than one article may hold. */
async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > LARGEST_FILE) {
      return null;
    }
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
