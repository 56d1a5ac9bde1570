import { isBiography } from "./biography.ts";
import { isCorrection } from "./corrections.ts";
import { isCredit } from "./credits.ts";
import { readDate } from "./date-formats.ts";
import { isEnd, isFurniture } from "./furniture.ts";
import { isWallLine } from "./paywall.ts";
import { fold } from "./plain.ts";
import type { Block } from "./prose.ts";

/** What is known about the article, to tell it from its text. */
export interface Known {
  readonly title: string;
  readonly author: string | null;
  readonly outlet: string | null;
  readonly language: string;
}

/** The blocks that are text of the article: no title, byline or date above it, no links to others, no lines of the page. */
export function trimmed(blocks: readonly Block[], known: Known): readonly Block[] {
  const title = blocks.findIndex((block) => block.kind === "title" && isTitle(block, known));
  const below = blocks.filter((block, index) => index >= title || !isKicker(block));
  const kept = withoutFurniture(below).filter((block) => !isTitle(block, known));
  const open = withoutWall(withoutRepeats(withoutEnd(withoutTop(kept, known))));
  return withoutLooseHeadings(withoutBiography(open, known));
}

/** The request to pay stands after what is open, and little but praise of the offer after it. */
function withoutWall(blocks: readonly Block[]): readonly Block[] {
  const wall = blocks.findIndex((block, index) => index > 0 && isWallLine(block.text));
  const rest = wall < 0 ? [] : blocks.slice(wall + 1);
  if (wall < 0 || rest.reduce((sum, block) => sum + block.text.length, 0) > LONGEST_OFFER) {
    return blocks;
  }
  return [...blocks.slice(0, wall), ...rest.filter((block) => isCorrection(block.text))];
}

const LONGEST_OFFER = 500;

/** Sentences that a design sets a second time in large letters. */
function withoutRepeats(blocks: readonly Block[]): readonly Block[] {
  if (blocks.length > MOST_COMPARED) {
    return blocks;
  }
  const folded = blocks.map((block) => fold(block.text));
  return blocks.filter((block, index) => {
    const own = folded[index] ?? "";
    const isWithin = (other: string, at: number) => at !== index && other.length > own.length && other.includes(own);
    return (
      block.kind === "row" || block.kind === "heading" || own.length < shortestRepeat(block) || !folded.some(isWithin)
    );
  });
}

const MOST_COMPARED = 500;

/** Letters from which on a block is no repeat by chance; quotations are taken out of a text more often than not. */
function shortestRepeat({ kind, text }: Block): number {
  return kind === "quote" || /^["“«„‘'].*["”»“’']$/u.test(text) ? 8 : 30;
}

/** Without the lines that pages put between paragraphs. */
export function withoutFurniture(blocks: readonly Block[]): readonly Block[] {
  return blocks.filter((block) => !isFurniture(block.text) && !isCredit(block.text) && !isLinkToOthers(block));
}

/** A block that is one link says where else to go. */
function isLinkToOthers({ kind, linked, text }: Block): boolean {
  return linked >= 0.9 && kind !== "row" && kind !== "title" && (kind !== "quote" || text.length < 150);
}

function isTitle({ text, kind }: Block, { title }: Known): boolean {
  const isRepeated = fold(text) === fold(title);
  return kind === "title" ? isRepeated || title.startsWith(text) || text.startsWith(title) : isRepeated;
}

/** Words above the first paragraph: byline, date, section, place. */
function withoutTop(blocks: readonly Block[], known: Known): readonly Block[] {
  const first = blocks.findIndex((block) => isProse(block) && !isAbout(block.text, known));
  return blocks.filter((block, index) => {
    if (index >= first && first >= 0) {
      // A byline may stand under the line that sums the article up.
      return index > first + 3 || /[.!?]$/.test(block.text) || !isAbout(block.text, known);
    }
    return first < 0 || !(isAbout(block.text, known) || isLabel(block));
  });
}

function isProse({ text, kind }: Block): boolean {
  return (
    kind !== "title" &&
    (text.length >= 60 ||
      (/[.!?。؟]["”’»)]?$/u.test(text) && /[\s\p{Script=Han}\p{Script=Hiragana}]/u.test(text) && text.length >= 15))
  );
}

function isAbout(text: string, { author, outlet, language }: Known): boolean {
  if (text.length > 160) {
    return false;
  }
  const folded = fold(text);
  const names = [...(author ?? "").split(", "), outlet ?? ""].map(fold).filter((name) => name.length > 2);
  const rest = names.reduce((left, name) => left.replace(name, ""), folded);
  const isNames = rest.length < folded.length && rest.length <= 40 && !/[.!?]\s+\p{Lu}/u.test(text);
  const isDate = readDate(text, language || "en-gb") !== null && text.length <= 90 && text.split(" ").length <= 12;
  return isNames || isDate || BYLINE.test(text);
}

const BYLINE =
  /^(?:by|von|par|por|door|av|di)\s+\p{Lu}[^.!?]{2,80}$|^(?:published|updated|posted|last (?:updated|modified)|veröffentlicht|publié|publicado|pubblicato|aktualisiert|опубликовано)\b.{0,80}$/iu;

function isLabel({ text, kind }: Block): boolean {
  return (
    kind === "title" || (kind !== "heading" && text.length < 30 && text.split(" ").length <= 3 && !/[.!?]$/.test(text))
  );
}

/** A line over the headline that is no sentence: the section, the series. */
function isKicker({ text }: Block): boolean {
  return text.length < 60 && !/[.!?…。؟]["”’»)]?$/u.test(text);
}

/** From a heading over related articles or comments on, where little follows it. */
function withoutEnd(blocks: readonly Block[]): readonly Block[] {
  const end = blocks.findIndex(
    (block, index) => index > 0 && (block.kind === "heading" || block.linked === 0) && isEnd(block.text),
  );
  if (end < 0) {
    return blocks;
  }
  const length = (some: readonly Block[]) => some.reduce((sum, block) => sum + block.text.length, 0);
  const rest = blocks.slice(end + 1);
  return length(rest) > length(blocks.slice(0, end))
    ? blocks.filter((_block, index) => index !== end)
    : [...blocks.slice(0, end), ...rest.filter((block) => isCorrection(block.text))];
}

/** What is said about the authors stands at the end. */
function withoutBiography(blocks: readonly Block[], { author }: Known): readonly Block[] {
  return blocks.filter((block, index) => index < blocks.length - 3 || !isBiography(block.text, author ?? ""));
}

/** Headings with nothing under them. */
function withoutLooseHeadings(blocks: readonly Block[]): readonly Block[] {
  let end = blocks.length;
  while (end > 0 && /^(?:heading|title)$/.test(blocks[end - 1]?.kind ?? "")) {
    end--;
  }
  return blocks.slice(0, end);
}
