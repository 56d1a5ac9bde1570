/** A text as it is compared with another writing of it, and where each of its characters comes from. */
export interface Folded {
  readonly text: string;
  /** For each code unit of `text`: where its original begins, and where it ends. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * Other writings of the same words made equal, case and diacritics kept: Unicode form (NFKC), white space, quotation marks
 * and apostrophes (all `'`), dashes (all `-`), `…` and `. . .` (`...`). Invisible characters are left out.
 */
export function fold(text: string): Folded {
  const folded = { text: "", from: [] as number[], to: [] as number[] };
  for (let at = 0; at < text.length; ) {
    const end = pieceEnd(text, at);
    const piece = foldPiece(text, at, end);
    if (piece !== " " || (folded.text !== "" && !folded.text.endsWith(" "))) {
      folded.text += piece;
      for (let unit = 0; unit < piece.length; unit += 1) {
        folded.from.push(at);
        folded.to.push(end);
      }
    }
    at = end;
  }
  return folded;
}

/** A character with the marks that belong to it, or a run of Hangul letters, or the dots of an ellipsis. */
const PIECE = /\. \. \.|[\u1100-\u11ff]+|[\s\S]\p{M}*/uy;

function pieceEnd(text: string, at: number): number {
  if (isAsciiLetter(text.charCodeAt(at)) && text.charCodeAt(at + 1) < 0x80) return at + 1;
  PIECE.lastIndex = at;
  const [piece = ""] = PIECE.exec(text) ?? [];
  return at + Math.max(1, piece.length);
}

function isAsciiLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

const WHITE = /^\s+$/u;
const QUOTATION = /['"‘’‚‛“”„‟«»‹›`´′″ʼ「」『』]/gu;
const DASH = /[‐‑‒–—―−]/gu;
const INVISIBLE = /\p{Cf}/gu;

function foldPiece(text: string, at: number, end: number): string {
  const code = text.charCodeAt(at);
  if (end === at + 1 && isAsciiLetter(code)) return text.charAt(at);
  const piece = text.slice(at, end);
  if (WHITE.test(piece)) return " ";
  if (piece === ". . .") return "...";
  if (code < 0x80 && end === at + 1) return piece === '"' || piece === "`" ? "'" : piece;
  return piece
    .replace(QUOTATION, "'")
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .replace(QUOTATION, "'")
    .replace(DASH, "-")
    .replace(/\s+/gu, " ");
}
