import type { RawDocument } from "#types.ts";
import { decodeEntities } from "./entities.ts";
import { htmlParagraphs, withoutHidden } from "./hidden-html.ts";

/**
 * About what a browser would show of a page, its navigation included, before anything is normalised. In a character set
 * that is not known, letters may be wrong; what is invisible is so in Unicode only.
 */
export function shownSource({ bytes, charset }: RawDocument): string {
  const source = new TextDecoder(encodingOf(bytes, charset)).decode(bytes);
  return decodeEntities(htmlParagraphs(withoutHidden(source)).join("\n"));
}

function encodingOf(bytes: Uint8Array, charset: string | undefined): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return "utf-16le";
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return "utf-16be";
  }
  return charset !== undefined && isKnown(charset) ? charset : "utf-8";
}

function isKnown(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== "";
  } catch (error) {
    if (error instanceof RangeError) {
      return false;
    }
    throw error;
  }
}
