import { HIDDEN, type WordElement } from "./word.ts";

export interface Block {
  readonly text: string;
  readonly isHeading: boolean;
  /** It has the style of a title or subtitle. */
  readonly isTitle: boolean;
}

export interface Blocks {
  readonly blocks: readonly Block[];
  /** Texts that are not shown. */
  readonly hidden: readonly string[];
}

/** The paragraphs of a document: items with their numbers, a table row as one, notes at the end. */
export function blocksOf(
  body: readonly WordElement[],
  note: (reference: WordElement) => readonly WordElement[],
): Blocks {
  const found: Found = { blocks: [], hidden: [], notes: [], counters: [] };
  walk(body, found);
  // Notes of notes do not exist, but might be made up to go round in circles.
  for (const reference of [...found.notes]) {
    walk(note(reference), { ...found, notes: [] });
  }
  return { blocks: found.blocks.filter(({ text }) => text !== ""), hidden: found.hidden };
}

interface Found {
  readonly blocks: Block[];
  readonly hidden: string[];
  readonly notes: WordElement[];
  /** How many items of each level of the list at hand there were. */
  readonly counters: number[];
}

function walk(elements: readonly WordElement[], found: Found): void {
  for (const element of elements) {
    if (element.type === "paragraph") {
      found.blocks.push(paragraph(element, found));
    } else if (element.type === "table") {
      found.blocks.push(...tableRows(element, found));
    } else {
      walk(element.children ?? [], found);
    }
  }
}

function paragraph(element: WordElement, found: Found): Block {
  const name = element.styleName ?? element.styleId ?? "";
  const text = textOf(element, found).trim();
  return {
    text: text === "" ? "" : numberOf(element, found.counters) + text,
    isHeading: /^(?:heading|überschrift|titre|título|titolo) ?\d/i.test(name),
    isTitle: /^title$/i.test(name),
  };
}

/** Numbers of the document's own making are not read; items of a list are counted from 1, level by level. */
function numberOf({ numbering }: WordElement, counters: number[]): string {
  if (numbering === null || numbering === undefined) {
    counters.length = 0;
    return "";
  }
  const level = Math.max(0, Math.min(8, Number(numbering.level) || 0));
  counters.length = Math.min(counters.length, level + 1);
  counters[level] = (counters[level] ?? 0) + 1;
  return numbering.isOrdered ? `${counters[level]}. ` : "";
}

function tableRows(table: WordElement, found: Found): Block[] {
  return (table.children ?? []).map((row) => {
    const cells = (row.children ?? []).map((cell) => cellText(cell, found));
    const text = cells.filter((cell) => cell !== "").join(" | ");
    return { text, isHeading: false, isTitle: false };
  });
}

function cellText(cell: WordElement, found: Found): string {
  const inner: Found = { ...found, blocks: [], counters: [] };
  walk(cell.children ?? [], inner);
  return inner.blocks
    .map(({ text }) => text)
    .filter((text) => text !== "")
    .join(" ");
}

function textOf(element: WordElement, found: Found): string {
  switch (element.type) {
    case "text":
      return element.value ?? "";
    case "tab":
      return "\t";
    case "break":
      return "\n";
    case "noteReference":
      found.notes.push(element);
      return "";
    default:
      break;
  }
  const text = (element.children ?? []).map((child) => textOf(child, found)).join("");
  if (element.type === "run" && element.highlight === HIDDEN) {
    found.hidden.push(...(text.trim() === "" ? [] : [text]));
    return "";
  }
  return text;
}
