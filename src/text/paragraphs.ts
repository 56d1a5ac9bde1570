import type { Span } from "#types.ts";

/** The paragraphs of a text in order: separated by blank lines, trimmed of white space, never empty. */
export function paragraphs(text: string): Span[] {
  const found: Span[] = [];
  const separators = /\n[^\S\n]*\n\s*/g;
  let start = 0;
  for (let match = separators.exec(text); match !== null; match = separators.exec(text)) {
    pushTrimmed(found, text, start, match.index);
    start = separators.lastIndex;
  }
  pushTrimmed(found, text, start, text.length);
  return found;
}

function pushTrimmed(found: Span[], text: string, from: number, to: number): void {
  const piece = text.slice(from, to);
  const start = from + (piece.length - piece.trimStart().length);
  const end = start + piece.trim().length;
  if (end > start) {
    found.push({ start, end });
  }
}
