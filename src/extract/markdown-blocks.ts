import type { MarkedToken, Token, Tokens } from "marked";
import { InputError } from "#errors.ts";
import { decodeEntities } from "./entities.ts";
import { htmlParagraphs, withoutHidden } from "./hidden-html.ts";
import { withinTime } from "./time-limit.ts";

/** A paragraph of prose that a block of markdown became. */
export interface Block {
  readonly text: string;
  readonly isHeading: boolean;
}

/**
 * The blocks of a markdown document (CommonMark with GitHub's tables) as prose: headings, list items, table rows,
 * quotations and paragraphs each as a paragraph without their marks, code as it stands. Pictures, HTML tags, hidden
 * elements, link definitions and rules are left out. Throws `InputError` for marks that nest too deep, or that are not
 * told apart within 2 seconds and 10 more per million characters (prose needs about 0.3 of them).
 */
export async function proseBlocks(markdown: string): Promise<Block[]> {
  const { Lexer } = await import("marked");
  const lex = (source: string) => new Lexer().lex(source);
  const blocks = withinTime(2000 + Math.ceil(markdown.length / 100), () => {
    try {
      const tokens = lex(markdown);
      // Hiding works on source lines; where all HTML stands in code, there is nothing to hide.
      return [...blocksOf(hasHtml({ tokens }) ? lex(withoutHidden(markdown)) : tokens)];
    } catch (cause) {
      throw cause instanceof RangeError ? tangled("nested too deep", cause) : cause;
    }
  });
  if (blocks === null) {
    throw tangled("too many to tell apart");
  }
  return blocks;
}

function tangled(reason: string, cause?: RangeError): InputError {
  const advice = "Simplify it, or save it as .txt to have it read as it stands.";
  return new InputError(`Expected an article in markdown, found marks that are ${reason}. ${advice}`, { cause });
}

/** Whether HTML stands among the tokens; cells and items of tables and lists are looked into as well. */
function hasHtml(parent: { readonly tokens?: readonly Token[] }): boolean {
  return (parent.tokens ?? []).some((generic) => {
    const token = generic as MarkedToken;
    if (token.type === "list") {
      return token.items.some(hasHtml);
    }
    if (token.type === "table") {
      return [token.header, ...token.rows].some((row) => row.some(hasHtml));
    }
    return token.type === "html" || hasHtml(token as Tokens.Generic);
  });
}

function* blocksOf(tokens: readonly Token[]): Generator<Block> {
  for (const generic of tokens) {
    const token = generic as MarkedToken;
    if (token.type === "blockquote") {
      yield* blocksOf(token.tokens);
    } else if (token.type === "list") {
      yield* token.items.flatMap(itemBlocks);
    } else {
      const isHeading = token.type === "heading";
      yield* paragraphsOf(token).flatMap((text) => (text === "" ? [] : [{ text, isHeading }]));
    }
  }
}

/** The paragraphs of an item, the first behind its number: the one written, which a list may not count up. */
function itemBlocks(item: Tokens.ListItem): Block[] {
  const [first, ...rest] = blocksOf(item.tokens);
  const number = /^\s*(\d{1,9}[.)])/.exec(item.raw)?.[1];
  if (first === undefined || number === undefined) {
    return first === undefined ? [] : [first, ...rest];
  }
  return [{ ...first, text: `${number} ${first.text}` }, ...rest];
}

/** The paragraphs that a block without blocks in it becomes. */
function paragraphsOf(token: MarkedToken): string[] {
  switch (token.type) {
    case "heading":
    case "paragraph":
      return [prose(token.tokens)];
    case "text":
      return [prose(token.tokens ?? [token])];
    case "table":
      return [token.header, ...token.rows].map(rowText);
    case "code":
      return [token.text.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd()];
    case "html":
      return htmlParagraphs(token.text).map((text) => decodeEntities(text));
    case "def":
      // A footnote of one word, often an address, has the form of a link definition.
      return token.tag.startsWith("^") ? [token.href] : [];
    default:
      return [];
  }
}

function rowText(cells: readonly Tokens.TableCell[]): string {
  return cells
    .map((cell) => prose(cell.tokens))
    .filter((text) => text !== "")
    .join(" | ");
}

/** The words of a run of text on one line; hard breaks stay. */
function prose(tokens: readonly Token[]): string {
  let text = "";
  for (const piece of inlineTexts(tokens)) {
    // Around what is left out stands one space, not two.
    text += /\s$/.test(text) && piece !== "\n" ? piece.trimStart() : piece;
  }
  return text.replace(/ +\n/g, "\n").trim();
}

function* inlineTexts(tokens: readonly Token[]): Generator<string> {
  for (const token of tokens) {
    yield* inlineText(token as MarkedToken);
  }
}

const FOOTNOTE = /\[\^[^\]\s]+\]:?/g;

function* inlineText(token: MarkedToken): Generator<string> {
  switch (token.type) {
    case "text":
      // `raw`, because `text` has some references decoded already.
      yield decodeEntities(token.raw.replace(FOOTNOTE, "").replace(/\s+/g, " "));
      break;
    case "escape":
    case "codespan":
      yield token.text;
      break;
    case "br":
      yield "\n";
      break;
    case "html":
      yield /^<br\b/i.test(token.text) ? " " : "";
      break;
    case "link":
      yield* token.autolink ? [token.text] : token.text.startsWith("^") ? [] : inlineTexts(token.tokens);
      break;
    case "strong":
    case "em":
    case "del":
      yield* inlineTexts(token.tokens);
  }
}
