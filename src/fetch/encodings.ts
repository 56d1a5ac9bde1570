import { Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";

/** Undoes one compression. */
export type Decompress = (source: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

export const ACCEPTED_ENCODINGS = "gzip, deflate, br";

/** Nobody compresses more often than twice except to do harm. */
const MOST = 2;

const DECOMPRESSIONS: ReadonlyMap<string, Decompress> = new Map([
  ["gzip", (source) => through(source, createGunzip())],
  ["x-gzip", (source) => through(source, createGunzip())],
  ["br", (source) => through(source, createBrotliDecompress())],
  ["deflate", inflate],
]);

/** What undoes a `Content-Encoding`, in the order of undoing; `null`: it is unknown, or of more than two. */
export function decompressions(contentEncoding: readonly string[]): readonly Decompress[] | null {
  const names = contentEncoding
    .flatMap((value) => value.toLowerCase().split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  const found = names.flatMap((name) => DECOMPRESSIONS.get(name) ?? []);
  return names.length > MOST || found.length < names.length ? null : found.reverse();
}

/** `deflate` is zlib's format, but some servers leave its header out (RFC 9110, 8.4.1.2). */
async function* inflate(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return;
  const rest = (async function* () {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
  yield* through(rest, hasZlibHeader(first.value) ? createInflate() : createInflateRaw());
}

/** RFC 1950, 2.2. A first piece of one byte is judged by its method alone. */
function hasZlibHeader([first = 0, second]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && (second === undefined || ((first << 8) | second) % 31 === 0);
}

/** Feeds the stream only as fast as its output is taken. */
async function* through(source: AsyncIterable<Uint8Array>, stream: Transform): AsyncGenerator<Uint8Array> {
  const input = Readable.from(source, { objectMode: false });
  input.on("error", (error) => stream.destroy(error));
  try {
    yield* input.pipe(stream);
  } finally {
    input.destroy();
    stream.destroy();
  }
}
