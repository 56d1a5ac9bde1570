import { elements, findAll, type PageElement, textOf } from "./dom.ts";

/** Whether a table holds data and not the layout of a page: rows of several short cells, and no table inside. */
export function isDataTable(table: PageElement): boolean {
  let nested = 0;
  for (const element of elements(table)) {
    nested += element.tag === "table" ? 1 : 0;
  }
  if (nested > 1) {
    return false;
  }
  const rows = findAll(table, (element) => element.tag === "tr").map(cells);
  const hasColumns = rows.filter((row) => row.length > 1).length >= Math.max(1, rows.length / 2);
  return hasColumns && rows.length > 1 && rows.flat().every((cell) => cell.length <= LONGEST_CELL);
}

const LONGEST_CELL = 300;

/** The rows of a table of data: `a | b`. */
export function rowsOf(table: PageElement): readonly string[] {
  return findAll(table, (element) => element.tag === "tr")
    .map((row) =>
      cells(row)
        .filter((cell) => cell !== "")
        .join(" | "),
    )
    .filter((row) => row !== "");
}

function cells(row: PageElement): readonly string[] {
  return findAll(row, (element) => element.tag === "td" || element.tag === "th").map(textOf);
}
