interface ByteLine {
  /** From 1. */
  readonly number: number;
  /** Without the line feed; `null` where the line is longer than the limit. */
  readonly bytes: Uint8Array | null;
}

const LINE_FEED = 0x0a;

/** The lines of a stream of bytes, holding no more than one line of at most `limit` bytes in memory. */
export async function* byteLines(chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<ByteLine> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 1;
  const add = (part: Uint8Array) => {
    length += part.length;
    if (length <= limit) {
      parts.push(part);
    } else {
      parts = [];
    }
  };
  const take = (): ByteLine => {
    const line = { number, bytes: length <= limit ? Buffer.concat(parts) : null };
    parts = [];
    length = 0;
    number += 1;
    return line;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      add(chunk.subarray(from, end));
      yield take();
      from = end + 1;
    }
    add(chunk.subarray(from));
  }
  if (length > 0) {
    yield take();
  }
}
