import { attribute, classWords, INLINE, isElement, type PageElement, type PageNode, textOf } from "./dom.ts";
import { isDataTable, rowsOf } from "./tables.ts";

/** A paragraph, heading, item, quotation or row of a table. */
export interface Block {
  readonly kind: "paragraph" | "title" | "heading" | "item" | "quote" | "row";
  /** One line, never empty. */
  readonly text: string;
  /** Share of the characters that stand in links, 0 to 1. */
  readonly linked: number;
}

/** What an element says, in reading order. Tags within a line do not part words, `<br>` is a space, two are a new block. */
export function blocksOf(root: PageElement): readonly Block[] {
  const state: Writing = { blocks: [], pieces: [], isInLink: false };
  write(root.children, "paragraph", state);
  flush("paragraph", state);
  return state.blocks;
}

interface Writing {
  readonly blocks: Block[];
  pieces: string[];
  /** A link may hold several blocks. */
  isInLink: boolean;
}

// Marks within the pieces of a block: code points that are no characters.
const BREAK = "\ufdd0";
const LINK = "\ufdd1";
const LINK_END = "\ufdd2";
const DROP_CAP = "\ufdd3";
const MARKS = /[\ufdd0-\ufdd3]/g;

function write(nodes: readonly PageNode[], kind: Block["kind"], state: Writing): void {
  for (const node of nodes) {
    if (typeof node === "string") {
      state.pieces.push(node.replace(MARKS, ""));
    } else if (isElement(node)) {
      writeElement(node, kind, state);
    }
  }
}

function writeElement(element: PageElement, kind: Block["kind"], state: Writing): void {
  if (element.tag === "br") {
    state.pieces.push(BREAK);
  } else if (isDropCap(element)) {
    const [text = ""] = [blocksOf(element)[0]?.text];
    state.pieces.push(text, DROP_CAP);
  } else if (INLINE.has(element.tag) || element.tag.includes("-")) {
    writeInline(element, kind, state);
  } else {
    flush(kind, state);
    writeBlock(element, KINDS.get(element.tag) ?? kind, state);
  }
}

function writeInline(element: PageElement, kind: Block["kind"], state: Writing): void {
  if (isFootnoteMark(element)) {
    return;
  }
  const isLink = element.tag === "a" && attribute(element, "href") !== "";
  state.pieces.push(isLink ? LINK : "");
  write(element.children, kind, state);
  state.pieces.push(isLink ? LINK_END : "");
}

/** A number that leads to a note of the page, or back from it. */
function isFootnoteMark(element: PageElement): boolean {
  const link = element.tag === "sup" ? element.children.find(isElement) : element;
  const isWithin = link?.tag === "a" && /#./.test(attribute(link, "href"));
  return isWithin && /^[[(]?(?:\d{1,3}|[*†‡§↩↑^]{1,3}\ufe0e?)[\])]?$/u.test(textOf(element));
}

function writeBlock(element: PageElement, kind: Block["kind"], state: Writing): void {
  if (element.tag === "table" && isDataTable(element)) {
    state.blocks.push(...rowsOf(element).map((text): Block => ({ kind: "row", text, linked: 0 })));
    return;
  }
  write(element.children, kind, state);
  flush(kind, state);
}

const KINDS: ReadonlyMap<string, Block["kind"]> = new Map([
  ["h1", "title"],
  ["h2", "heading"],
  ["h3", "heading"],
  ["h4", "heading"],
  ["h5", "heading"],
  ["h6", "heading"],
  ["li", "item"],
  ["dt", "item"],
  ["dd", "item"],
  ["blockquote", "quote"],
]);

function isDropCap(element: PageElement): boolean {
  return / (?:drop ?cap|dropped cap|lettrine|initial letter) /.test(classWords(element)) && element.tag !== "p";
}

/** Ends the block that is being written; two breaks in a row, with nothing between them, part it. */
function flush(kind: Block["kind"], state: Writing): void {
  const written = state.pieces.join("");
  state.pieces = [];
  for (const part of written.replace(/\s+/g, " ").split(/(\ufdd0(?:[ \ufdd1\ufdd2]*\ufdd0)+)/)) {
    let linked = 0;
    for (const run of part.split(/(?=[\ufdd1\ufdd2])/)) {
      state.isInLink = run.startsWith(LINK) || (state.isInLink && !run.startsWith(LINK_END));
      linked += state.isInLink ? letters(run) : 0;
    }
    const text = withoutMarks(part);
    if (text !== "") {
      state.blocks.push({ kind, text, linked: linked / Math.max(1, letters(text)) });
    }
  }
}

function letters(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

/** A drop cap belongs to the word after it, unless it is a word by itself. */
function withoutMarks(part: string): string {
  return part
    .replace(/(?<!(?:^|\W)[AIOaio])\ufdd3 (?=\p{Ll})/gu, "")
    .replaceAll(BREAK, " ")
    .replace(MARKS, "")
    .replace(/ {2,}/g, " ")
    .trim();
}
