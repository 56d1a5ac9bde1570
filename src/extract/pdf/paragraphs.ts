import { printedDate } from "#extract/printed-date.ts";
import { joinedLines, wordsWithin } from "./hyphens.ts";
import type { Line } from "./lines.ts";
import { type Measures, measure } from "./measures.ts";

export interface Paragraph {
  readonly text: string;
  /** Height of its letters in points. */
  readonly size: number;
  /** From 0. */
  readonly page: number;
}

/** Lines of one column of one page, from top to bottom. */
export interface Column {
  readonly page: number;
  readonly lines: readonly Line[];
}

interface Building {
  readonly page: number;
  readonly lines: Line[];
  /** Right edge of the column of the last line. */
  edge: number;
}

/** The paragraphs of columns in reading order; one that goes on in the next column or page is one. */
export function paragraphsOf(columns: readonly Column[]): Paragraph[] {
  const measures = measure(columns.map(({ lines }) => lines));
  const built: Building[] = [];
  for (const { page, lines } of columns) {
    const [first, ...rest] = partedColumn(page, lines, measures);
    const unfinished = first === undefined ? undefined : goesOnIn(built, first, lines, measures);
    if (first !== undefined && unfinished !== undefined) {
      unfinished.lines.push(...first.lines);
      unfinished.edge = first.edge;
    } else if (first !== undefined) {
      built.push(first);
    }
    built.push(...rest);
  }
  const words = wordsWithin(columns.flatMap(({ lines }) => lines.map((line) => line.text)));
  return built.map(({ page, lines }) => ({ page, size: lines[0]?.size ?? 0, text: textOf(lines, words) }));
}

function textOf(lines: readonly Line[], words: ReadonlySet<string>): string {
  const [first = "", ...rest] = lines.map((line) => line.text);
  let done = "";
  let open = first.replace(BULLET, "");
  for (const line of rest) {
    // Only the end of what is there is looked at, so that long paragraphs take no longer than short ones.
    const from = open.lastIndexOf(" ") + 1;
    done += open.slice(0, from);
    open = joinedLines(open.slice(from), line, words);
  }
  return done + open;
}

const BULLET = /^[•‣◦▪●○■□–*·-]\s+(?=\S)/;
const MARKER = /^(?:[•‣◦▪●○■□·*–]\s|-\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s)/;

function partedColumn(page: number, lines: readonly Line[], measures: Measures): Building[] {
  const edge = rightEdge(lines, measures);
  const left = leftEdge(lines, measures);
  const parts: Building[] = [];
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    const part = parts.at(-1);
    if (before === undefined || part === undefined || begins(line, before, part, { edge, left }, measures)) {
      parts.push({ page, lines: [line], edge });
    } else {
      part.lines.push(line);
    }
  });
  return parts;
}

interface Edges {
  readonly left: number;
  readonly edge: number;
}

/** Whether a line begins a paragraph below `before`, the last line of `part`. */
function begins(line: Line, before: Line, part: Building, { edge, left }: Edges, measures: Measures): boolean {
  const size = Math.max(line.size, before.size);
  if (Math.abs(line.size - before.size) > 0.08 * size || line.baseline - before.baseline > measures.leading(size)) {
    return true;
  }
  if (MARKER.test(line.text) && (isList(part) || endsSentence(before.text) || isShort(before, line, edge))) {
    return true;
  }
  const isCentred = Math.abs(line.left + line.right - before.left - before.right) < size && before.left > left + size;
  if (isCentred) {
    return false;
  }
  const isIndented = line.left - before.left > 0.7 * size && !isList(part);
  const isOutdented = part.lines.length > 1 && before.left - line.left > 0.7 * size;
  return isIndented || isOutdented || (isShort(before, line, edge) && isLastLine(before, line, { edge, left }));
}

function isList(part: Building): boolean {
  return MARKER.test(part.lines[0]?.text ?? "");
}

/** The first word of the next line would have had room: the line was ended on purpose. */
function isShort(line: Line, next: Line, edge: number): boolean {
  const word = next.text.split(" ", 1)[0] ?? "";
  const width = ((next.right - next.left) / Math.max(1, next.text.length)) * (word.length + 1);
  return line.right + width * 1.1 < edge;
}

function isLastLine(line: Line, next: Line, { edge, left }: Edges): boolean {
  const isHalf = line.right - left < 0.6 * (edge - left);
  return endsSentence(line.text) || line.font !== next.font || (isHalf && /^["“„«‘'(]?[\p{Lu}\p{N}]/u.test(next.text));
}

function endsSentence(text: string): boolean {
  return /[.!?:;…。！？]["”’»')\]]*(?:\[?\d{1,3}\]?)?$/u.test(text);
}

function rightEdge(lines: readonly Line[], { body }: Measures): number {
  const texts = lines.filter((line) => line.size < body * 1.08);
  return (texts.length > 0 ? texts : lines).reduce((edge, line) => Math.max(edge, line.right), 0);
}

function leftEdge(lines: readonly Line[], { body }: Measures): number {
  const texts = lines.filter((line) => line.size < body * 1.08);
  return (texts.length > 0 ? texts : lines).reduce((edge, line) => Math.min(edge, line.left), Number.POSITIVE_INFINITY);
}

/** The last paragraph in letters of this size, footnotes below it passed over, where it is not finished. */
function goesOnIn(
  built: readonly Building[],
  next: Building,
  column: readonly Line[],
  measures: Measures,
): Building | undefined {
  const [line] = next.lines;
  const open = built.findLast(({ lines }) => (lines.at(-1)?.size ?? 0) > measures.body * 0.92);
  const last = open?.lines.at(-1);
  if (line === undefined || open === undefined || last === undefined || next.page - open.page - open.lines.length > 1) {
    return undefined;
  }
  const isAlike = Math.abs(line.size - last.size) <= 0.08 * last.size;
  const isDate = printedDate(last.text)?.rest === "";
  if (!isAlike || isDate || MARKER.test(line.text) || endsSentence(last.text)) {
    return undefined;
  }
  const isIndented = line.left - leftEdge(column, measures) > 0.7 * line.size && next.lines.length > 1;
  const isLower = /^\p{Ll}/u.test(line.text) || /[-,\u2010\u00ad]$/.test(last.text);
  const isFull = !isShort(last, line, open.edge) && last.font === line.font;
  return isLower || (isFull && !isIndented) ? open : undefined;
}
