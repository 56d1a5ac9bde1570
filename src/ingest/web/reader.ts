import { FootnoteError } from "#errors.ts";
import type { Listing, ListingParser, Reader, ReadFailure } from "#ports.ts";
import type { RawDocument } from "#types.ts";
import type { WebReader } from "./web-reader.ts";

/** Addresses go to the web, all else to the files; a text file that is a list of addresses is read as what it names. */
export function createReader({
  files,
  web,
  listings,
}: {
  readonly files: Reader;
  /** Made when the first address comes up. */
  readonly web: () => Promise<WebReader>;
  readonly listings: () => Promise<ListingParser>;
}): Reader {
  return {
    read: (source, signal) => {
      if (isAddress(source)) return readAddress(source, signal);
      return /^[a-z][a-z\d+.-]*:\/\//i.test(source) ? otherAddress(source) : readFiles(source, signal);
    },
  };

  async function* readAddress(source: string, signal?: AbortSignal): AsyncGenerator<RawDocument | ReadFailure> {
    yield* (await web()).read(source, signal);
  }

  async function* readFiles(source: string, signal?: AbortSignal): AsyncGenerator<RawDocument | ReadFailure> {
    for await (const found of files.read(source, signal)) {
      const list = "error" in found || !mayBeList(found) ? null : await listIn(found, await listings());
      if (list === null) {
        yield found;
      } else if ("error" in list) {
        yield list;
      } else {
        yield* (await web()).readListing(found.source, list, signal);
      }
    }
  }
}

async function* otherAddress(source: string): AsyncGenerator<ReadFailure> {
  const [scheme = ""] = source.split("://", 1);
  const error = `Expected a file, a folder or an address that begins with http:// or https://, found ${scheme}://. Save the article and name the file.`;
  yield { source, error };
}

/** Whether a source is an address and not the name of a file. */
export function isAddress(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

/** Bytes of a list of addresses. */
const LARGEST_LIST = 1024 * 1024;

/** Whether a document may be a list of addresses: a look at its beginning, which spares articles the rest. */
export function mayBeList({ format, bytes }: RawDocument): boolean {
  if (format !== "text" || bytes.length > LARGEST_LIST) return false;
  const lines = new TextDecoder().decode(bytes.subarray(0, 4096)).split("\n", 100);
  const first = lines.map((line) => line.trim()).find((line) => line !== "" && !line.startsWith("#"));
  return first === undefined ? bytes.length > 4096 : isAddress(first);
}

async function listIn({ source, bytes }: RawDocument, listings: ListingParser): Promise<Listing | ReadFailure | null> {
  try {
    const listing = await listings.parse({ address: source, bytes, mediaType: "text/plain", charset: null });
    return listing?.kind === "addresses" ? listing : null;
  } catch (error) {
    if (!(error instanceof FootnoteError)) throw error;
    return { source, error: error.message };
  }
}
