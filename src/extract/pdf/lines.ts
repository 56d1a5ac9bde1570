import type { Piece } from "./pages.ts";

/** Text on one baseline, without wide gaps in it. Lengths as in `Piece`. */
export interface Line {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
  readonly font: string;
}

/** In ems. A gap between words is about .25, in loosely justified text up to 1. */
const WORD_GAP = 0.15;
const WIDE_GAP = 0.9;

/** The lines of a page from top to bottom, parted where a gap is so wide that it may lie between columns. */
export function segmentsOf(pieces: readonly Piece[]): Line[] {
  return rows(pieces).flatMap((row) => divided(row).map(joined));
}

/** Lines on one baseline made one again: for places without columns. */
export function mergedRows(segments: readonly Line[]): Line[] {
  return rows(segments).map(joined);
}

/** Pieces that share a baseline, each row from left to right. Raised and lowered small ones belong to their row. */
function rows(pieces: readonly Piece[]): Piece[][] {
  const found: Piece[][] = [];
  let row: Piece[] = [];
  for (const piece of [...pieces].sort((one, other) => one.baseline - other.baseline || one.left - other.left)) {
    const first = row[0];
    if (first !== undefined && piece.baseline - first.baseline > 0.6 * Math.min(first.size, piece.size)) {
      found.push(row);
      row = [];
    }
    row.push(piece);
  }
  found.push(row);
  return found.map((each) => each.sort((one, other) => one.left - other.left)).filter((each) => each.length > 0);
}

function divided(row: readonly Piece[]): Piece[][] {
  const parts: Piece[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const piece of row) {
    const last = parts.at(-1);
    if (piece.text.trim() === "") {
      last?.push(piece);
    } else if (last === undefined || piece.left - end > WIDE_GAP * piece.size) {
      parts.push([piece]);
      end = piece.right;
    } else if (!isDrawnTwice(last.at(-1), piece)) {
      last.push(piece);
      end = Math.max(end, piece.right);
    }
  }
  return parts;
}

/** Some programs make letters bold by drawing them again a little beside. */
function isDrawnTwice(before: Piece | undefined, piece: Piece): boolean {
  return before?.text === piece.text && piece.left - before.left < 0.2 * piece.size;
}

function joined(parts: readonly Piece[]): Line {
  const printed = parts.filter((piece) => piece.text.trim() !== "");
  const widest = printed.reduce((one, other) => (other.right - other.left > one.right - one.left ? other : one));
  return {
    text: textOf(parts),
    left: printed[0]?.left ?? widest.left,
    right: printed.reduce((right, piece) => Math.max(right, piece.right), 0),
    baseline: widest.baseline,
    size: widest.size,
    font: widest.font,
  };
}

function textOf(parts: readonly Piece[]): string {
  let text = "";
  let before: Piece | undefined;
  for (const piece of parts) {
    const gap = before === undefined ? 0 : piece.left - before.right;
    text += gap > WORD_GAP * piece.size ? ` ${piece.text}` : piece.text;
    before = piece;
  }
  return text.replace(/\s+/g, " ").trim();
}
