import { InputError } from "#errors.ts";

/**
 * The characters of a web page. As browsers find them out (WHATWG Encoding and HTML, "determining the character
 * encoding"): byte order mark, label of the answer, `<meta>` in the first 1024 bytes; then UTF-8 where the bytes are, then
 * a `<meta>` further down, then windows-1252. A label that the bytes refute gives way to one that they do not.
 */
export function decodeHtml(bytes: Uint8Array, label?: string): string {
  const mark = byteOrderMark(bytes);
  if (mark !== null) {
    return new TextDecoder(mark).decode(bytes);
  }
  const start = ASCII_LIKE.decode(bytes.subarray(0, FAR));
  const declared = [known(label), known(metaLabel(start.slice(0, NEAR)))].filter((name) => name !== null);
  if (bytes.subarray(0, FAR).includes(0) && !declared.some((name) => name.startsWith("utf-16"))) {
    throw new InputError(
      "Expected a web page, found bytes that are no text. Is it a picture or an archive under a wrong name?",
    );
  }
  return fitting(bytes, order(declared)) ?? fallback(bytes, declared[0] ?? known(metaLabel(start)));
}

const NEAR = 1024;
const FAR = 65_536;
const ASCII_LIKE = new TextDecoder("latin1");

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return "utf-8";
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return "utf-16le";
  }
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
}

function metaLabel(start: string): string | undefined {
  const shown = start.replace(/<!--[\s\S]*?(?:-->|$)/g, "");
  const label = /<meta\b[^<>]{0,300}?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(shown)?.[1];
  // A page that could be read so far is not UTF-16, whatever it says (HTML, "prescan a byte stream").
  return label !== undefined && /^utf-?16/i.test(label) ? "utf-8" : label;
}

/** The name of the encoding that a label stands for; `null`: none is known. */
function known(label: string | undefined): string | null {
  try {
    return label === undefined ? null : new TextDecoder(label.trim().replace(/^["']|["']$/g, "")).encoding;
  } catch {
    return null;
  }
}

/** Servers send `iso-8859-1` for everything they do not know, and every byte fits it: UTF-8 is tried before. */
function order(declared: readonly string[]): readonly string[] {
  const names = declared.length === 0 || declared.includes("utf-8") ? ["utf-8", ...declared] : declared;
  return [...new Set(names)];
}

function fitting(bytes: Uint8Array, names: readonly string[]): string | null {
  for (const name of names) {
    try {
      return withTypography(name, new TextDecoder(name, { fatal: true }).decode(bytes));
    } catch {
      // Not this one: the bytes do not fit.
    }
  }
  return null;
}

function fallback(bytes: Uint8Array, name: string | null): string {
  const label = name ?? "windows-1252";
  return withTypography(label, new TextDecoder(label).decode(bytes));
}

/** Some versions of Node read windows-1252 as ISO 8859-1, and controls where it has quotation marks and dashes. */
function withTypography(name: string, text: string): string {
  return name === "windows-1252"
    ? text.replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control)
    : text;
}

const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
