import { type Line, mergedRows } from "./lines.ts";

/** How many rows at either end of a page may be running headers and footers. */
const OUTER_ROWS = 3;
/** Points by which what stands at the same place may be off. */
const SAME_PLACE = 6;

/**
 * The lines of each page (from top to bottom) without page numbers, and without headers and footers: what stands at the
 * same place of several pages in the same words, numbers aside.
 */
export function withoutFurniture(pages: readonly (readonly Line[])[]): Line[][] {
  const outer = pages.map((lines) => outerRows(lines));
  const places = placesOf(outer.flatMap(({ rows }) => rows));
  return pages.map((lines, page) => {
    const dropped = (outer[page]?.rows ?? []).filter(
      (row) => isRepeated(row, places) || isPageNumber(row, outer[page]?.ends ?? []),
    );
    return lines.filter((line) => !dropped.some((row) => Math.abs(row.baseline - line.baseline) <= row.size * 0.6));
  });
}

interface Outer {
  readonly rows: readonly Line[];
  /** The first and the last of them. */
  readonly ends: readonly Line[];
}

function outerRows(lines: readonly Line[]): Outer {
  const rows = mergedRows(lines);
  const outer = rows.filter((_, index) => index < OUTER_ROWS || index >= rows.length - OUTER_ROWS);
  return { rows: outer, ends: rows.length > 1 ? [...rows.slice(0, 1), ...rows.slice(-1)] : [] };
}

/** Baselines of every text, its numbers left open. */
function placesOf(rows: readonly Line[]): ReadonlyMap<string, number[]> {
  const places = new Map<string, number[]>();
  for (const row of rows) {
    const known = places.get(wording(row));
    if (known === undefined) {
      places.set(wording(row), [row.baseline]);
    } else {
      known.push(row.baseline);
    }
  }
  return places;
}

function isRepeated(row: Line, places: ReadonlyMap<string, number[]>): boolean {
  const there = places.get(wording(row)) ?? [];
  return there.filter((baseline) => Math.abs(baseline - row.baseline) <= SAME_PLACE).length > 1;
}

function wording(row: Line): string {
  return row.text.replace(/\d+/g, "#").toLowerCase();
}

function isPageNumber(row: Line, ends: readonly Line[]): boolean {
  return ends.includes(row) && PAGE_NUMBER.test(row.text);
}

const PAGE_NUMBER =
  /^(?:[-–—|·\s]*)(?:(?:page|seite|página|pagina|p\.|s\.)\s*)?\d{1,4}(?:\s*(?:of|\/|von|de|di|sur)\s*\d{1,4})?(?:[-–—|·\s]*)$/i;
