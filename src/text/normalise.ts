/**
 * The text as it is stored: nothing is left that cannot be seen (control characters, zero-width and direction marks,
 * soft hyphens, tags, stray variation selectors). All else stays as it is, double and no-break spaces, line ends (`\n`
 * or `\r\n`) and composed letters included, since offsets of answers count in it and people compare them. Idempotent.
 */
export function normaliseText(raw: string): string {
  if (!SUSPICIOUS.test(raw)) {
    return raw;
  }
  return raw
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/\r(?!\n)|[\v\f\u0085\u2028]/g, "\n")
    .replaceAll("\u2029", "\n\n")
    .replaceAll("\u2800", " ") // Braille without dots
    .replace(INVISIBLE, "")
    .replace(STRAY_SELECTOR, "")
    .replace(STRAY_JOINER, "");
}

/** The same for text files and markup, where nobody counts: every line end is `\n`, every space plain. Idempotent. */
export function normalisePlain(raw: string): string {
  return normaliseText(raw)
    .replaceAll("\r\n", "\n")
    .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, " ");
}

/** The same for titles and names: one line, runs of white space collapsed, trimmed. Idempotent. */
export function normaliseLine(raw: string): string {
  return normaliseText(raw).replace(/\s+/g, " ").trim();
}

/** Anything the steps below might change; a text without it is returned as it is. */
const SUSPICIOUS =
  /[^\t\n\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u05ff\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u3001-\u312f\u3400-\u9fff\uac00-\ud7a3\uff01-\uff9f]/;

const INVISIBLE = new RegExp(
  [
    // Control characters except tab and line ends, which are settled before.
    "(?![\\t\\n\\r])\\p{Cc}",
    // Soft hyphen, grapheme joiner, Arabic letter mark, Hangul fillers, Khmer inherent vowels, Mongolian separator.
    "[\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u3164\\uffa0]",
    // Zero-width space, direction marks, embeddings, isolates, word joiner, invisible operators, byte order mark.
    "[\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]",
    // Musical format controls, shorthand controls, tags (everything of plane 14 but ideographic variation selectors).
    "[\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e00ff}\\u{e01f0}-\\u{e0fff}]",
  ].join("|"),
  "gu",
);

/** A variation selector that does not directly follow a character it may vary. */
const STRAY_SELECTOR =
  /(?<!\p{Extended_Pictographic})(?<!\p{Script=Han})(?<![0-9#*](?=\ufe0f\u20e3))[\ufe00-\ufe0f]|(?<!\p{Script=Han})[\u{e0100}-\u{e01ef}]|(?<!\p{Script=Mongolian})[\u180b-\u180d\u180f]/gu;

/** A (non-)joiner that does not stand between emoji or between letters of a script that is written with it. */
const JOINABLE =
  "[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\u0900-\\u0dff\\u1000-\\u109f\\u1780-\\u17ff]";
const STRAY_JOINER = new RegExp(`(?<!${JOINABLE})[\\u200c\\u200d]|[\\u200c\\u200d](?!${JOINABLE})`, "gu");
