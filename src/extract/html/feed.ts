import { readDate } from "./date-formats.ts";
import { attribute, elements, find, isElement, type PageElement, textOf, without } from "./dom.ts";
import { fold } from "./plain.ts";
import { type Block, blocksOf } from "./prose.ts";

/**
 * The page without the articles that stand below its own in a feed: siblings of the same form, each beginning with its own
 * headline and bearing its own address or date. Parts of one article have headings, too, but neither of these.
 */
export function withoutNextArticles(root: PageElement, title: string, language: string): PageElement {
  const next = new Set<PageElement>();
  for (const { item, after } of around(root, title)) {
    const alike = after.filter((sibling) => formOf(sibling) === formOf(item));
    if (alike.length > 0 && isText(blocksOf(item))) {
      for (const sibling of alike.filter((one) => isArticle(one, language || "en-gb"))) {
        next.add(sibling);
      }
    }
  }
  return next.size === 0 ? root : without(root, (element) => next.has(element));
}

interface Place {
  readonly item: PageElement;
  /** Its later siblings. */
  readonly after: readonly PageElement[];
}

/** The elements around the headline, from the inside out. */
function around(root: PageElement, title: string): readonly Place[] {
  const parents = new Map<PageElement, PageElement>();
  for (const parent of elements(root)) {
    for (const child of parent.children.filter(isElement)) {
      parents.set(child, parent);
    }
  }
  const headline = find(root, (element) => isHeadline(element) && fold(textOf(element)) === fold(title));
  const places: Place[] = [];
  for (let item = headline; item !== null && title !== ""; item = parents.get(item) ?? null) {
    const siblings = parents.get(item)?.children.filter(isElement) ?? [];
    places.push({ item, after: ITEMS.has(item.tag) ? siblings.slice(siblings.indexOf(item) + 1) : [] });
  }
  return places;
}

const ITEMS = new Set(["div", "article", "section", "li"]);

function isHeadline(element: PageElement): boolean {
  return element.tag === "h1" || element.tag === "h2";
}

function formOf(item: PageElement): string {
  return `${item.tag} ${attribute(item, "class").trim().split(/\s+/)[0]}`;
}

function isArticle(item: PageElement, language: string): boolean {
  const headline = find(item, isHeadline);
  const blocks = blocksOf(item);
  const at = blocks.findIndex(({ kind, text }) => /title|heading/.test(kind) && text.length > 0);
  const isOwn =
    headline !== null && (hasAddress(item) || isLinked(headline) || hasDate(blocks.slice(at + 1), language));
  return isOwn && at >= 0 && at <= 1 && isText(blocks);
}

/** Whether more than teasers stands in it. */
function isText(blocks: readonly Block[]): boolean {
  return blocks.reduce((sum, { text, linked }) => sum + (linked < 0.5 ? text.length : 0), 0) >= 200;
}

function hasAddress(item: PageElement): boolean {
  return ADDRESSES.some((name) => /^(?:https?:\/)?\/[^#]+$/i.test(attribute(item, name)));
}

const ADDRESSES = "data-href data-url data-permalink data-article-url data-link data-path about itemid".split(" ");

function isLinked(headline: PageElement): boolean {
  return find(headline, (element) => element.tag === "a" && /^[^#]/.test(attribute(element, "href"))) !== null;
}

/** A date in the lines under the headline. */
function hasDate(under: readonly Block[], language: string): boolean {
  return under
    .slice(0, 3)
    .some(({ text }) => text.length <= LONGEST_LINE && !/[.!?]$/.test(text) && readDate(text, language) !== null);
}

/** Characters of a line that is no sentence: name, date, hour. */
const LONGEST_LINE = 80;
