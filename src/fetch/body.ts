import { FetchError } from "#errors.ts";
import { shown } from "./address.ts";
import { type Decompress, decompressions } from "./encodings.ts";
import type { Reply } from "./exchange.ts";
import { untilAborted } from "./until-aborted.ts";

interface Bounds {
  /** Bytes, compressed and decompressed alike. */
  readonly most: number;
  /** See `Limits`. */
  readonly ratio: number;
  /** Bytes after which the rest is left; absent: all is read. */
  readonly enough?: number;
}

/** Bytes that may come out of a few compressed ones before their ratio is looked at. */
const FREE = 1024 * 1024;

/**
 * The body, decompressed. Throws `FetchError` (`unusable`) where it is larger than `most`, compressed in an unknown way or
 * far too well; what the connection or zlib throws passes through.
 */
export async function readBody(reply: Reply, bounds: Bounds, signal: AbortSignal): Promise<Uint8Array> {
  const encodings = reply.header("content-encoding");
  const undo = decompressions(encodings);
  if (undo === null) {
    const found = encodings.join(", ").slice(0, 60);
    throw unusable(reply.url, `expected it plain or compressed with gzip, deflate or br, found "${found}"`);
  }
  const announced = Number(reply.header("content-length")[0] ?? 0);
  if (announced > bounds.most && bounds.enough === undefined) throw tooLarge(reply.url, bounds.most);
  return untilAborted(collect(decompressed(reply, undo, bounds), bounds.enough ?? Number.POSITIVE_INFINITY), signal);
}

/** The first bytes of the pieces, at most so many. */
async function collect(pieces: AsyncIterable<Uint8Array>, enough: number): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    all.push(piece.subarray(0, enough - length));
    length += all.at(-1)?.length ?? 0;
    if (length >= enough) break;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of all) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

async function* decompressed(
  reply: Reply,
  undo: readonly Decompress[],
  { most, ratio }: Bounds,
): AsyncIterable<Uint8Array> {
  let received = 0;
  const counted = (async function* () {
    for await (const piece of reply.body) {
      received += piece.length;
      if (received > most) throw tooLarge(reply.url, most);
      yield piece;
    }
  })();
  // After each decompression: what comes out of one may be a bomb for the next.
  const bounded = async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let made = 0;
    for await (const piece of source) {
      made += piece.length;
      if (made > FREE && made > received * ratio) throw bomb(reply.url, ratio);
      if (made > most) throw tooLarge(reply.url, most);
      yield piece;
    }
  };
  yield* undo.reduce((source: AsyncIterable<Uint8Array>, step) => bounded(step(source)), counted);
}

function tooLarge(url: URL, most: number): FetchError {
  return unusable(url, `expected at most ${Math.ceil(most / 1024)} KiB, found more`);
}

function bomb(url: URL, ratio: number): FetchError {
  return unusable(url, `expected at most ${ratio} bytes out of each compressed byte, found more`);
}

function unusable(url: URL, what: string): FetchError {
  return new FetchError(`Could not use ${shown(url)}: ${what}. Save what you need of it and ingest the file.`, {
    trouble: "unusable",
  });
}
