import { withoutHidden } from "./hidden-html.ts";
import { inlineProse } from "./markdown-inline.ts";

/** A paragraph of prose that a block of markdown became. */
export interface Block {
  readonly text: string;
  readonly isHeading: boolean;
}

/**
 * The blocks of a markdown document (CommonMark with GitHub's tables) as prose: headings, list items, table rows,
 * quotations and paragraphs each as a paragraph without their marks, code as it stands. HTML tags, hidden elements,
 * link definitions and rules are left out.
 */
export function proseBlocks(markdown: string): Block[] {
  const references = new Set<string>();
  const lines = withoutHidden(markdown)
    .split("\n")
    .filter((line) => !isDefinition(line, references));
  const blocks: Block[] = [];
  for (const { kind, text } of segments(lines)) {
    const prose = kind === "code" ? text.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd() : inlineProse(text, references);
    if (prose !== "") {
      blocks.push({ text: prose, isHeading: kind === "heading" });
    }
  }
  return blocks;
}

interface Segment {
  readonly kind: "prose" | "heading" | "code";
  readonly text: string;
}

/** Cuts the lines into blocks; what they hold is still marked up. */
function* segments(lines: readonly string[]): Generator<Segment> {
  let paragraph: string[] = [];
  const close = (kind: Segment["kind"] = "prose"): Segment => {
    const text = paragraph.join("\n");
    paragraph = [];
    return { kind, text };
  };
  for (let index = 0; index < lines.length; index += 1) {
    const line = (lines[index] ?? "").replace(QUOTE_MARK, "");
    const fence = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      yield close();
      const end = closingFence(lines, index, fence);
      yield { kind: "code", text: lines.slice(index + 1, end).join("\n") };
      index = end;
      continue;
    }
    const { kind, text } = lineOf(line, paragraph.length > 0);
    if (kind !== "continues") {
      yield close(kind === "underline" ? "heading" : "prose");
    }
    paragraph.push(...text);
    if (kind === "heading" || kind === "row") {
      yield close(kind === "heading" ? "heading" : "prose");
    }
  }
  yield close();
}

const QUOTE_MARK = /^(?: {0,3}> ?)+/;
const FENCE = /^ *(`{3,}|~{3,})[^`]*$/;
const UNDERLINE = /^(?:=+|-{2,})$/;
const RULE = /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const TABLE_RULE = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?$/;
const HEADING = /^#{1,6}(?=[ \t]|$)/;
const CLOSING_HASHES = /(?:^|[ \t])#+$/;
const BULLET = /^[-*+][ \t]+(?:\[[ xX]\][ \t]+)?/;
const NUMBER = /^\d{1,9}[.)][ \t]/;

/** What a line is, and what of it is text: at most one element. */
function lineOf(
  line: string,
  inParagraph: boolean,
): {
  readonly kind: "blank" | "underline" | "heading" | "row" | "item" | "continues";
  readonly text: readonly string[];
} {
  const bare = line.trim();
  if (inParagraph && UNDERLINE.test(bare)) {
    return { kind: "underline", text: [] };
  }
  if (bare === "" || RULE.test(bare) || TABLE_RULE.test(bare)) {
    return { kind: "blank", text: [] };
  }
  if (HEADING.test(bare)) {
    return { kind: "heading", text: [bare.replace(HEADING, "").trim().replace(CLOSING_HASHES, "")] };
  }
  if (bare.length > 1 && bare.startsWith("|") && bare.endsWith("|")) {
    return { kind: "row", text: [cellsOf(bare.slice(1, -1))] };
  }
  if (BULLET.test(bare) || NUMBER.test(bare)) {
    return { kind: "item", text: [line.trimStart().replace(BULLET, "")] };
  }
  return { kind: "continues", text: [line.trimStart()] };
}

function cellsOf(row: string): string {
  const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
  return cells.filter((cell) => cell !== "").join(" | ");
}

function closingFence(lines: readonly string[], opening: number, fence: string): number {
  for (let index = opening + 1; index < lines.length; index += 1) {
    const line = (lines[index] ?? "").replace(QUOTE_MARK, "").trim();
    if (line.length >= fence.length && line === fence.charAt(0).repeat(line.length)) {
      return index;
    }
  }
  return lines.length;
}

const DEFINITION = /^ {0,3}\[([^\]^][^\]]*)\]:[ \t]*\S+(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^)]*\)))?$/;

/** `[name]: address "title"`: notes the name, so that links by it are known; such lines are no text. */
function isDefinition(line: string, references: Set<string>): boolean {
  const name = line.length > 4000 ? undefined : DEFINITION.exec(line.trimEnd())?.[1];
  if (name === undefined) {
    return false;
  }
  references.add(name.trim().toLowerCase());
  return true;
}
