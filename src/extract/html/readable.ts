import { elements, isElement, type PageElement, type PageNode } from "./dom.ts";

/**
 * The smallest element that holds what Readability takes for the article. Its choice is used and its text is not, since it
 * drops short lists and tables. Where it finds nothing: the whole.
 */
export async function readable(root: PageElement): Promise<PageElement> {
  const [{ Readability }, { parseHTML }] = await Promise.all([import("@mozilla/readability"), import("linkedom")]);
  const numbered = [...elements(root)];
  if (numbered.length > MOST) {
    return root;
  }
  const numbers = new Map(numbered.map((element, index) => [element, index]));
  const { document } = parseHTML(`<!doctype html><html><head></head>${html(root, numbers)}</html>`);
  const found = new Readability(document, { charThreshold: 200, disableJSONLD: true, serializer: keptNumbers }).parse();
  const kept = new Set(found?.content ?? []);
  const chosen = numbered.filter((_element, index) => kept.has(index) && index > 0);
  return chosen.length === 0 ? root : smallestAround(root, new Set(chosen));
}

const NUMBER = "data-element";

/** Most elements that Readability is given: it takes its time. */
const MOST = 30_000;

/** Elements without words and wrappers around one other element are left out, since Readability is slow on deep pages. */
function html(element: PageElement, numbers: ReadonlyMap<PageElement, number>): string {
  const named = ["class", "id", "href"]
    .filter((name) => element.attributes.has(name))
    .map((name) => ` ${name}="${escaped(element.attributes.get(name) ?? "")}"`);
  const tag = element.tag.replace(/[^a-z0-9-]/g, "") || "span";
  const inside = element.children.map((child) => inner(child, numbers)).join("");
  if (inside.trim() === "" || isWrapper(element)) {
    return inside;
  }
  return `<${tag} ${NUMBER}="${numbers.get(element)}"${named.join("")}>${inside}</${tag}>`;
}

function inner(child: PageNode, numbers: ReadonlyMap<PageElement, number>): string {
  if (typeof child === "string") {
    return escaped(child);
  }
  return isElement(child) ? html(child, numbers) : "";
}

function isWrapper({ tag, children }: PageElement): boolean {
  const filled = children.filter((child) => typeof child !== "string" || child.trim() !== "");
  return (
    (tag === "div" || tag === "section") &&
    filled.length === 1 &&
    filled.every((child) => isElement(child) && child.tag === "div")
  );
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** What is used of a node of the document that Readability gives. */
interface Queried {
  querySelectorAll(selector: string): Iterable<{ getAttribute(name: string): string | null }>;
}

function keptNumbers(content: unknown): readonly number[] {
  return isQueried(content)
    ? [...content.querySelectorAll(`[${NUMBER}]`)].map((element) => Number(element.getAttribute(NUMBER)))
    : [];
}

function isQueried(content: unknown): content is Queried {
  return typeof content === "object" && content !== null && "querySelectorAll" in content;
}

/** Going down from the root as long as one child holds nine tenths of what was chosen. */
function smallestAround(root: PageElement, chosen: ReadonlySet<PageElement>): PageElement {
  const weights = new Map<PageElement, number>();
  const weigh = (element: PageElement, isChosen: boolean): number => {
    const isIn = isChosen || chosen.has(element);
    const weight = element.children.reduce((sum, child) => {
      if (typeof child === "string") {
        return sum + (isIn ? child.trim().length : 0);
      }
      return sum + (isElement(child) ? weigh(child, isIn && !numberedBlock(child)) : 0);
    }, 0);
    weights.set(element, weight);
    return weight;
  };
  const all = weigh(root, false);
  let smallest = root;
  for (let next: PageElement | undefined = root; next !== undefined && all > 0; ) {
    smallest = next;
    next = smallest.children.filter(isContainer).find((child) => (weights.get(child) ?? 0) >= all * 0.9);
  }
  return smallest;
}

/** Elements that Readability judges by themselves. */
function numberedBlock(element: PageElement): boolean {
  return /^(?:p|div|section|article|ul|ol|li|table|tbody|tr|td|blockquote|h\d|main|aside)$/.test(element.tag);
}

function isContainer(node: PageNode): node is PageElement {
  return isElement(node) && !/^(?:p|ul|ol|dl|li|blockquote|h\d|pre|a|b|i|em|strong|span|font)$/.test(node.tag);
}
