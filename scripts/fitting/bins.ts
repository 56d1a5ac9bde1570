/** Feature values as small numbers: equal counts per bin, as far as equal values allow (Ke et al. 2017, LightGBM). */
export interface Bins {
  readonly rows: number;
  readonly columns: readonly Column[];
}

interface Column {
  /** Bin of every row. */
  readonly of: Uint8Array;
  /** Bin b holds the values above `cuts[b - 1]` and up to `cuts[b]`; one less than there are bins. */
  readonly cuts: readonly number[];
}

export const MOST_BINS = 64;

/** A table of numbers, row after row. */
export interface Table {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

export function tableOf(rows: readonly ArrayLike<number>[], columns: number): Table {
  const values = new Float32Array(rows.length * columns);
  for (const [index, row] of rows.entries()) {
    for (let column = 0; column < columns; column += 1) values[index * columns + column] = row[column] ?? 0;
  }
  return { rows: rows.length, columns, values };
}

export function binsOf(table: Table): Bins {
  const columns = Array.from({ length: table.columns }, (_, column) => binColumn(table, column));
  return { rows: table.rows, columns };
}

function binColumn({ rows, columns, values }: Table, column: number): Column {
  const own = new Float32Array(rows);
  for (let row = 0; row < rows; row += 1) own[row] = values[row * columns + column] ?? 0;
  const cuts = cutsOf(own.toSorted());
  return { of: Uint8Array.from(own, (value) => binOf(value, cuts)), cuts };
}

function cutsOf(sorted: Float32Array): readonly number[] {
  const distinct = boundaries(sorted);
  const most = MOST_BINS - 1;
  if (distinct.length <= most) return distinct.map(({ low, high }) => between(low, high));
  const cuts: number[] = [];
  let next = 0;
  for (const { at, low, high } of distinct) {
    const isDue = at >= (sorted.length * (next + 1)) / MOST_BINS;
    if (!isDue || cuts.length === most) continue;
    cuts.push(between(low, high));
    next = Math.floor((at * MOST_BINS) / sorted.length);
  }
  return cuts;
}

interface Boundary {
  /** Values up to here. */
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

function boundaries(sorted: Float32Array): readonly Boundary[] {
  const found: Boundary[] = [];
  for (let at = 1; at < sorted.length; at += 1) {
    const low = sorted[at - 1] ?? 0;
    const high = sorted[at] ?? 0;
    if (low < high) found.push({ at, low, high });
  }
  return found;
}

/** The shortest decimal near the middle that still parts the two. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  for (let digits = 2; digits <= 12; digits += 1) {
    const rounded = Number(middle.toPrecision(digits));
    if (low < rounded && rounded < high) return rounded;
  }
  return middle;
}

function binOf(value: number, cuts: readonly number[]): number {
  let from = 0;
  let to = cuts.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (value <= (cuts[middle] ?? 0)) to = middle;
    else from = middle + 1;
  }
  return from;
}
