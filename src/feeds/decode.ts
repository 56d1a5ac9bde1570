/**
 * The characters of a listing: by its byte order mark, else as `Content-Type` says, else as the XML declaration says,
 * else in UTF-8 (RFC 7303). What is no UTF-8 at all although it should be is read as windows-1252.
 */
export function decode(bytes: Uint8Array, charset: string | null): string {
  const label = markOf(bytes) ?? known(charset) ?? known(declared(bytes)) ?? "utf-8";
  const text = decodeAs(label, bytes);
  if (label !== "utf-8" || !text.includes("\ufffd")) {
    return text;
  }
  return /[\u0080-\ufffc]/.test(text) ? text : decodeAs("windows-1252", bytes);
}

/** Node 20 takes windows-1252 for Latin-1, where the letters of the one are control characters of the other. */
function decodeAs(label: string, bytes: Uint8Array): string {
  const text = new TextDecoder(label).decode(bytes);
  return label === "windows-1252"
    ? text.replace(/[\x80-\x9f]/g, (control) => WINDOWS_1252.charAt(control.charCodeAt(0) - 0x80).trim() || control)
    : text;
}

/** Its letters from 0x80 to 0x9f; the spaces stand for bytes without one. */
const WINDOWS_1252 = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

function markOf(bytes: Uint8Array): string | null {
  const [first, second, third, fourth] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    return "utf-8";
  }
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0 && third === 0x3f && fourth === 0)) {
    return "utf-16le";
  }
  const isBigEndian = (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c && third === 0);
  return isBigEndian ? "utf-16be" : null;
}

/** The name by which the label is known to `TextDecoder`; `null`: it is not. UTF-16 would have shown itself before. */
function known(label: string | null): string | null {
  if (label === null) {
    return null;
  }
  try {
    const { encoding } = new TextDecoder(label);
    return encoding.startsWith("utf-16") ? null : encoding;
  } catch {
    return null;
  }
}

function declared(bytes: Uint8Array): string | null {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 400));
  return /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/i.exec(start)?.[1] ?? null;
}
