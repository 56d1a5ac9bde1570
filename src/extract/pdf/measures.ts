import type { Line } from "./lines.ts";

/** What is usual in a document, in points. */
export interface Measures {
  /** Height of the letters most of the text is set in. */
  readonly body: number;
  /** The widest distance between baselines within a paragraph set in letters of this size. */
  leading(size: number): number;
}

/** Measures the columns of a document. */
export function measure(columns: readonly (readonly Line[])[]): Measures {
  const body = bodySize(columns);
  const usual = usualLeading(columns, body);
  return {
    body,
    leading: (size) => {
      const isBody = usual !== null && usual < WIDEST * body && Math.abs(size - body) <= 0.08 * body;
      return isBody ? Math.max(usual * 1.2, usual + 1.5) : size * 1.6;
    },
  };
}

/** Times the size of its letters: text is set no wider, lines that stand so far apart are paragraphs. */
const WIDEST = 2.5;

function bodySize(columns: readonly (readonly Line[])[]): number {
  const characters = new Map<number, number>();
  for (const line of columns.flat()) {
    const size = Math.round(line.size * 2) / 2;
    characters.set(size, (characters.get(size) ?? 0) + line.text.length);
  }
  let [best, most] = [0, 0];
  for (const [size, count] of characters) {
    [best, most] = count > most ? [size, count] : [best, most];
  }
  return best;
}

/**
 * The lower quartile of the distances between lines of body text: where paragraphs stand apart, most distances are
 * within paragraphs, but in lists and short notes not even half of them. `null` where there is nothing to measure.
 */
function usualLeading(columns: readonly (readonly Line[])[], body: number): number | null {
  const distances: number[] = [];
  for (const lines of columns) {
    lines.forEach((line, index) => {
      const before = lines[index - 1];
      if (before !== undefined && [line, before].every(({ size }) => Math.abs(size - body) <= 0.08 * body)) {
        distances.push(line.baseline - before.baseline);
      }
    });
  }
  const sorted = distances.filter((distance) => distance > 0.5 * body).sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 4)] ?? null;
}
