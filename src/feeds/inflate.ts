import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { InputError } from "#errors.ts";
import { GREATEST_RATIO, LARGEST_INFLATED } from "./limits.ts";

const inflateWithin = promisify(gunzip);

/** Compressed bytes less than this may grow to a mebibyte, whatever the ratio. */
const MEBIBYTE = 1024 * 1024;

/** Sitemaps are often files that are compressed themselves. Throws `InputError` for broken ones and for bombs. */
export async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    return bytes;
  }
  const maxOutputLength = Math.min(LARGEST_INFLATED, Math.max(MEBIBYTE, bytes.length * GREATEST_RATIO));
  try {
    return await inflateWithin(bytes, { maxOutputLength });
  } catch (cause) {
    const tooLarge = cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE";
    const found = tooLarge
      ? `${bytes.length} bytes that grow beyond ${Math.floor(maxOutputLength / MEBIBYTE)} MiB. Divide the sitemap`
      : "broken ones. Fetch it again, or ask its site to repair it";
    throw new InputError(`Expected a listing in gzip's compressed bytes, found ${found}.`, { cause });
  }
}
