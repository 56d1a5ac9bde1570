import { isCorrection } from "./corrections.ts";
import { isElement, type PageElement, type PageNode, textOf } from "./dom.ts";

/**
 * The tree without the small print of the site under a last rule (`<hr>`): imprints, where to write to. Footnotes and
 * corrections stand there, too, and stay.
 */
export function withoutSmallPrint(root: PageElement): PageElement {
  const end = root.children.findLastIndex((child) => isElement(child) && child.tag === "hr");
  const after = end < 0 ? [] : root.children.slice(end + 1);
  const isPrint = after.length > 0 && after.every(isSmall) && isImprint(textOf({ ...root, children: after }));
  const children = isPrint ? root.children.slice(0, end) : root.children;
  return { ...root, children: children.map((child) => (isElement(child) ? withoutSmallPrint(child) : child)) };
}

/** Whether nothing under a node is set in letters of the usual size. */
function isSmall(node: PageNode): boolean {
  if (!isElement(node)) {
    return typeof node !== "string" || node.trim() === "";
  }
  return node.tag === "small" || node.tag === "script" || node.children.every(isSmall);
}

function isImprint(text: string): boolean {
  return text.length <= LONGEST && !isCorrection(text) && !/^[[(]?(?:\d{1,3}\b|[*†‡])/.test(text);
}

const LONGEST = 300;
