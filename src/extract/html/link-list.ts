import { INLINE, isElement, type PageElement, type PageNode, textOf } from "./dom.ts";
import { isEnd } from "./furniture.ts";

/** Whether an element holds links and beside them only a label such as "Most shared". */
export function isLinkList(element: PageElement): boolean {
  if (!BOXES.has(element.tag)) {
    return false;
  }
  const filled = element.children.filter((child) => !isBlank(child));
  const links = filled.filter((child) => isElement(child) && child.tag === "a");
  const label = filled.filter((child) => !links.includes(child));
  return links.length >= 2 && label.every(isShort) && isEnd(label.map(said).join(" ").trim());
}

const BOXES = new Set(["div", "p", "section"]);

function isBlank(node: PageNode): boolean {
  return typeof node === "string" ? /^[\s|,•·–—/]*$/.test(node) : !isElement(node) || node.tag === "br";
}

function isShort(node: PageNode): boolean {
  return typeof node === "string" || (isElement(node) && (INLINE.has(node.tag) || LABELS.has(node.tag)));
}

const LABELS = new Set(["h2", "h3", "h4", "h5", "h6", "p"]);

function said(node: PageNode): string {
  return typeof node === "string" ? node.trim() : isElement(node) ? textOf(node) : "";
}
