/**
 * Text from articles, questions and paths, made harmless for a terminal: nothing in it can move the cursor, change
 * colours, set titles or turn the reading direction. Control characters become visible (`␛`), line breaks and tabs
 * become spaces; use it on one paragraph at a time.
 */
export function clean(text: string): string {
  return text
    .replace(/\r\n|[\n\r\t\u2028\u2029]/gu, " ")
    .replace(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, visible);
}

function visible(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) {
    return String.fromCharCode(0x2400 + code);
  }
  return code === 0x7f ? "\u2421" : "\uFFFD";
}
