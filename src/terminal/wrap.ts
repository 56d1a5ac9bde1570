/** How a paragraph is laid out: what stands before its first line and before the others. Both without colour codes. */
export interface Indent {
  readonly first: string;
  readonly rest: string;
}

/**
 * Breaks a paragraph at spaces into lines of at most `width` columns, indents included. A word longer than a line stands
 * on a line of its own, uncut, so that addresses can be copied. Colour codes inside the text take no room.
 */
export function wrap(text: string, width: number, indent: Indent = { first: "", rest: "" }): string[] {
  const lines: string[] = [];
  let line = indent.first;
  let used = columns(indent.first);
  let empty = true;
  for (const word of text.split(" ").filter((part) => part !== "")) {
    const needed = columns(word);
    if (!empty && used + 1 + needed > width) {
      lines.push(line);
      line = indent.rest;
      used = columns(indent.rest);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    used += needed + (empty ? 0 : 1);
    empty = false;
  }
  return [...lines, line.trimEnd()];
}

// Made when it is needed first: it costs some milliseconds, and most texts do without.
let graphemes: Intl.Segmenter | null = null;
// biome wants control characters spelled out of regular expressions, so the escape is built.
const colourCode = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "gu");
const wide =
  /\p{Emoji_Presentation}|\uFE0F|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|[\u3000-\u303F\uFF01-\uFF60\uFFE0-\uFFE6]/u;

/** Number of terminal columns a text takes: two for East Asian wide characters and emoji. */
export function columns(text: string): number {
  const plain = text.replace(colourCode, "");
  if (/^[\u0020-\u024F\u2010-\u2027]*$/u.test(plain)) {
    return plain.length;
  }
  graphemes ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  let count = 0;
  for (const { segment } of graphemes.segment(plain)) {
    count += wide.test(segment) ? 2 : 1;
  }
  return count;
}
