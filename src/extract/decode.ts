import { InputError } from "#errors.ts";

/**
 * The characters of a document in UTF-8, or in UTF-16 that says so with a byte order mark; the mark is left out. Throws
 * `InputError` for anything else.
 */
export function decode(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new InputError(`Expected text in UTF-8, found ${whatElse(bytes)}`, { cause });
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return "utf-16le";
  }
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
}

function whatElse(bytes: Uint8Array): string {
  return bytes.subarray(0, 4096).includes(0)
    ? "bytes that are no text. Is it a picture, a PDF or an office document under a wrong name?"
    : "another encoding. Convert it, for instance with: iconv -f WINDOWS-1252 -t UTF-8";
}
