/** Letters from which on two slips are forgiven; below it one. */
const LONG = 5;

/** Whether one word may be the other, misspelt or spelt in another tradition: `Weber` and `Webber`, not `Weber` and `Keller`. */
export function isSpelledAlike(one: string, other: string): boolean {
  const most = Math.min(one.length, other.length) < LONG ? 1 : 2;
  if (Math.abs(one.length - other.length) > most) return false;
  return edits(one, other) <= most;
}

/** Letters to add, drop or change (Levenshtein 1966). */
function edits(one: string, other: string): number {
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const changed = (last[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      next.push(Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, changed));
    }
    last = next;
  }
  return last[other.length] ?? 0;
}
