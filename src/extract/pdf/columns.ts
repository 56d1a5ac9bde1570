import { type Line, mergedRows } from "./lines.ts";

/** Columns within columns: deeper than this nothing is printed. */
const DEEPEST = 3;

/** The lines of a page in reading order: each column from top to bottom, what spans columns in its place between. */
export function columnsOf(segments: readonly Line[], depth = 0): Line[][] {
  const gutter = depth < DEEPEST ? findGutter(segments) : null;
  if (gutter === null) {
    return segments.length === 0 ? [] : [mergedRows(segments)];
  }
  const columns: Line[][] = [];
  let band: Band = { left: [], right: [], wide: [] };
  const flush = () => {
    columns.push(...columnsOf(band.left, depth + 1), ...columnsOf(band.right, depth + 1));
    columns.push(...(band.wide.length > 0 ? [mergedRows(band.wide)] : []));
    band = { left: [], right: [], wide: [] };
  };
  for (const segment of segments) {
    const side = segment.right <= gutter ? "left" : segment.left >= gutter ? "right" : "wide";
    if ((side === "wide") !== band.wide.length > 0) {
      flush();
    }
    band[side].push(segment);
  }
  flush();
  return columns;
}

interface Band {
  readonly left: Line[];
  readonly right: Line[];
  readonly wide: Line[];
}

/** Points. A gutter is at least twice as wide, so that one strip lies in it whole. */
const STRIP = 4;
const MOST_STRIPS = 1000;

/** Where a vertical strip parts the page into two columns of prose; `null` where none does. */
function findGutter(segments: readonly Line[]): number | null {
  const start = segments.reduce((least, line) => Math.min(least, line.left), Number.POSITIVE_INFINITY);
  const strips = segments.map((line) => [stripOf(line.left - start), stripOf(line.right - start)] as const);
  const count = strips.reduce((most, [, end]) => Math.max(most, end), 0) + 1;
  const begun = new Float64Array(count + 1);
  const ended = new Float64Array(count + 1);
  for (const [from, to] of strips) {
    begun[from] = (begun[from] ?? 0) + 1;
    ended[to + 1] = (ended[to + 1] ?? 0) + 1;
  }
  let best: { readonly at: number; readonly score: number } | null = null;
  let before = 0;
  let opened = 0;
  for (let strip = 0; strip < count; strip++) {
    opened += begun[strip] ?? 0;
    before += ended[strip] ?? 0;
    const score = Math.min(before, segments.length - opened) - (opened - before);
    if (score >= (best?.score ?? LEAST_LINES)) {
      best = { at: start + strip * STRIP, score };
    }
  }
  return best !== null && areColumns(segments, best.at) ? best.at : null;
}

function stripOf(distance: number): number {
  return Math.max(0, Math.min(MOST_STRIPS, Math.floor(distance / STRIP)));
}

/** Lines on each side beyond those that cross; fewer may be a table or chance. */
const LEAST_LINES = 4;
/** Characters of the middle line of a column; cells of tables are shorter. */
const SHORTEST_LINE = 12;

/** Both sides hold prose, and stand beside each other. */
function areColumns(segments: readonly Line[], gutter: number): boolean {
  // Rows, because loosely justified text falls apart into segments as short as cells.
  const left = mergedRows(segments.filter((line) => line.right <= gutter));
  const right = mergedRows(segments.filter((line) => line.left >= gutter));
  const isProse = [left, right].every((side) => middle(side.map((line) => line.text.length)) >= SHORTEST_LINE);
  return isProse && countBeside(left, right) >= 3 && countBeside(right, left) >= 3;
}

function countBeside(lines: readonly Line[], others: readonly Line[]): number {
  const top = others[0]?.baseline ?? 0;
  const bottom = others.at(-1)?.baseline ?? 0;
  return lines.filter((line) => line.baseline >= top - line.size && line.baseline <= bottom + line.size).length;
}

function middle(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
