import { escapeText, plain } from "./escape.ts";

/**
 * A foreign text as escaped pieces, each at most `limit` code units, that together show all of its words in order.
 * A piece ends at the end of a sentence or at least between two words; only a word longer than a piece is cut, never
 * inside a surrogate pair. The text is cut before it is escaped, so no escape is cut and each piece is escaped as the
 * beginning of a line.
 */
export function splitEscaped(text: string, limit: number): string[] {
  const words = plain(text)
    .split(/(?= )/u)
    .flatMap((word) => cutWord(word, limit));
  const pieces: string[] = [];
  let start = 0;
  while (start < words.length) {
    const end = pieceEnd(words, start, limit);
    pieces.push(escapeText(words.slice(start, end).join("")));
    start = end;
  }
  return pieces.filter((piece) => piece !== "");
}

/**
 * What escaping may add where the parts of a cut word come together again (`https` and `://`), and at the beginning
 * of a line.
 */
const joint = 4;

/** The index after the last word of the piece that begins at `start`: after a sentence if one ends in its second half. */
function pieceEnd(words: readonly string[], start: number, limit: number): number {
  let length = 0;
  let sentenceEnd = start;
  for (let end = start; end < words.length; end += 1) {
    const word = words[end] ?? "";
    length += escapeText(word).length + (end === start || word.startsWith(" ") ? 1 : joint);
    if (length > limit && end > start) {
      return sentenceEnd > start ? sentenceEnd : end;
    }
    if (length > limit / 2 && /[.!?…]["”’)]*$/u.test(word)) {
      sentenceEnd = end + 1;
    }
  }
  return words.length;
}

/** A word that does not fit into a piece, in parts that do however much of them is escaped, which at most doubles them. */
function cutWord(word: string, limit: number): string[] {
  if (escapeText(word).length + joint <= limit) {
    return [word];
  }
  // A code point is at most two code units, each escaped with one more.
  return word.match(new RegExp(`.{1,${Math.max(1, Math.floor((limit - joint) / 4))}}`, "gsu")) ?? [];
}
