import type { PageElement, PageNode } from "./dom.ts";

export interface ParsedPage {
  readonly root: PageElement;
  /** As `<html lang>` says, in lower case, or empty. */
  readonly language: string;
  /** What `<html>` and `<body>` themselves say of their style, as declarations of CSS. */
  readonly canvas: string;
}

/**
 * Builds the tree of a page. The parser keeps `<html>`, `<head>` and `<body>` wherever they stand and loses what is not in
 * them, so the source is freed of them and put into a body of its own.
 */
export async function parsePage(source: string): Promise<ParsedPage> {
  const { parseHTML } = await import("linkedom");
  let language = "";
  let canvas = "";
  let tags = 0;
  const inside = source.replace(FRAME, (tag) => {
    if (++tags > MOST_FRAMES) {
      return tag;
    }
    language ||= /\slang\s*=\s*["']?([a-zA-Z-]{2,20})/.exec(tag)?.[1]?.toLowerCase() ?? "";
    canvas += styleOf(tag);
    return " ";
  });
  const { document } = parseHTML(`<!doctype html><html><head></head><body>${inside}</body></html>`);
  return { root: copy(document.body), language, canvas };
}

const FRAME = /<\/?(?:html|head|body)(?:\s[^<>]{0,5000})?>/gi;

function styleOf(tag: string): string {
  const colour = /\sbgcolor\s*=\s*["']?\s*(#?\w{3,20})/i.exec(tag)?.[1];
  const style = /\sstyle\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})')/i.exec(tag);
  return `${colour === undefined ? "" : `background: ${colour};`}${style?.[1] ?? style?.[2] ?? ""};`;
}

/** A page in a page makes a second of each. */
const MOST_FRAMES = 50;

/** What is read of a node of linkedom. */
interface ParsedNode {
  readonly nodeType: number;
  readonly localName?: string | null;
  readonly nodeValue?: string | null;
  readonly firstChild?: ParsedNode | null;
  readonly nextSibling?: ParsedNode | null;
  readonly attributes?: ArrayLike<{ readonly name: string; readonly value: string }>;
}

function copy(node: ParsedNode): PageElement {
  const tag = (node.localName ?? "").toLowerCase();
  const attributes = new Map<string, string>();
  for (const { name, value } of Array.from(node.attributes ?? [])) {
    attributes.set(name.toLowerCase(), value);
  }
  return { tag, attributes, children: WITHOUT_WORDS.has(tag) ? [] : childrenOf(node) };
}

const WITHOUT_WORDS = new Set(["svg", "math", "iframe", "object", "canvas"]);

function childrenOf(node: ParsedNode): PageNode[] {
  const children: PageNode[] = [];
  for (let child = node.firstChild ?? null; child !== null; child = child.nextSibling ?? null) {
    if (child.nodeType === ELEMENT) {
      children.push(copy(child));
    } else if (child.nodeType === TEXT) {
      children.push(child.nodeValue ?? "");
    } else if (child.nodeType === COMMENT) {
      children.push({ comment: child.nodeValue ?? "" });
    }
  }
  return children;
}

const ELEMENT = 1;
const TEXT = 3;
const COMMENT = 8;
