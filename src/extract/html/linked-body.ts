import { isCorrection } from "./corrections.ts";
import { textIn } from "./json-ld.ts";
import { saidOf } from "./linked-article.ts";
import type { Page } from "./page.ts";
import { isDeclaredWalled } from "./paywall.ts";
import { fold, plain } from "./plain.ts";
import type { Block } from "./prose.ts";
import { countWords } from "./word-count.ts";

/** Fewer words than this say nothing about what the page holds: a summary, not the text. */
const FEWEST_WORDS = 40;

/**
 * The blocks of the page, checked with the text in its JSON-LD: where the page shows much less and is free, that text; where
 * it shows all of it and more, only the part from its first to its last paragraph.
 */
export function checkedWithLinkedBody(blocks: readonly Block[], page: Page): readonly Block[] {
  const said = textIn(saidOf(page, "articleBody", "text"));
  const words = countWords(said);
  if (words < FEWEST_WORDS) {
    return blocks;
  }
  const shown = blocks.reduce((sum, block) => sum + countWords(block.text), 0);
  if (shown < words * 0.5) {
    return isDeclaredWalled(page) ? blocks : paragraphsOf(said);
  }
  return span(blocks, fold(plainBody(said)));
}

function plainBody(said: string): string {
  return said.replace(/<[^<>]*>/g, " ");
}

function paragraphsOf(said: string): readonly Block[] {
  const isMarkup = /<\/?p\b|<br\b/i.test(said);
  const parts = said
    .replace(/<(?:br\s*\/?|\/(?:p|h\d|li|div|blockquote))>/gi, "\n\n")
    .split(isMarkup ? /\n\s*\n/ : /\n+/);
  return parts
    .map((part) => long(plainBody(part)))
    .filter((text) => text !== "")
    .map((text): Block => ({ kind: "paragraph", text, linked: 0 }));
}

/** `plain`, for more than a line may hold. */
function long(text: string): string {
  const pieces = text.match(/[\s\S]{1,3000}(?:\s|$)|[\s\S]{1,3000}/g) ?? [];
  return pieces.map(plain).join(" ").trim();
}

function span(blocks: readonly Block[], said: string): readonly Block[] {
  const isSaid = blocks.map((block) => fold(block.text).length >= 20 && said.includes(fold(block.text)));
  const covered = blocks.reduce((sum, block, index) => sum + (isSaid[index] ? fold(block.text).length : 0), 0);
  if (covered < said.length * 0.85) {
    return blocks;
  }
  const [first, last] = [isSaid.indexOf(true), isSaid.lastIndexOf(true)];
  return blocks.filter((block, index) => (index >= first && index <= last) || isCorrection(block.text));
}
