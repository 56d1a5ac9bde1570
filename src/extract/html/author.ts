import { withoutCaptions } from "./boilerplate.ts";
import { attribute, classWords, elements, find, findAll, isElement, type PageElement, textOf } from "./dom.ts";
import { isNode, list, resolved, textIn } from "./json-ld.ts";
import { saidOf } from "./linked-article.ts";
import { itemProperties } from "./microdata.ts";
import { namesIn } from "./names.ts";
import { isDomain, outletNames } from "./outlet.ts";
import { metaOf, type Page } from "./page.ts";
import { fold, plain } from "./plain.ts";

/**
 * The names of the authors, joined by commas. The first source that names people is believed; an agency stands where no
 * source does. `shown`: the page without its boilerplate, bylines still in it.
 */
export function authorOf(page: Page, shown: PageElement): string | null {
  const outlets = outletNames(page);
  let agencies: readonly string[] = [];
  for (const texts of sources(page, shown)) {
    const names = distinct(texts.flatMap((text) => namesIn(text, page.language))).filter(
      (name) => !outlets.has(fold(name)) && !isDomain(name),
    );
    const people = names.filter((name) => !AGENCIES.has(fold(name)));
    if (people.length > 0) {
      return people.join(", ");
    }
    agencies = agencies.length > 0 ? agencies : names;
  }
  return agencies.length > 0 ? agencies.join(", ") : null;
}

const AGENCIES = new Set(
  `reuters ap associatedpress apnews afp agencefrancepresse dpa upi pa pamedia pressassociation efe ansa ansait tass
  interfax xinhua kyodo kyodonews bloomberg bloombergnews ritzau ntb tt anp belga apa sda keystonesda lusa yonhap aap
  canadianpress thecanadianpress pti ians ani`
    .split(/\s+/)
    .map(fold),
);

function* sources(page: Page, shown: PageElement): Generator<readonly string[]> {
  yield list(saidOf(page, "author", "creator")).map((author) => nameIn(author, page));
  yield (page.meta.get("citation_author") ?? []).map((name) => plain(name).replace(/^([^,]+), ([^,]+)$/, "$2 $1"));
  yield fromMeta(page, "author");
  yield fromMeta(page, "parsely-author", "sailthru.author", "dc.creator", "byl", "article:author", "og:article:author");
  yield itemProperties(shown, "author");
  yield itemProperties(page.root, "author").slice(0, 1);
  yield* bylines(withoutCaptions(shown));
}

function nameIn(author: unknown, page: Page): string {
  const node = resolved(author, page.linked);
  const text = isNode(node) ? list(node.name).map(textIn).map(plain).join(", ") : plain(textIn(node));
  const hasParts = isNode(node) && text === "" && (node.givenName ?? node.familyName) !== undefined;
  return hasParts ? plain(`${textIn(node.givenName)} ${textIn(node.familyName)}`) : text;
}

function fromMeta(page: Page, ...names: readonly string[]): readonly string[] {
  const found = names.find((name) => metaOf(page, name) !== "" && !/^https?:|^@/.test(metaOf(page, name)));
  return found === undefined ? [] : (page.meta.get(found) ?? []).map(plain);
}

/** Links to authors, elements with the class of a byline or an author, and a short line that begins with "By". */
function* bylines(shown: PageElement): Generator<readonly string[]> {
  const marked = findAll(shown, (element) => BYLINE.test(classWords(element))).slice(0, 5);
  for (const element of marked) {
    const links = findAll(element, isAuthorLink).map(textOf);
    const names = findAll(element, (inner) => inner !== element && NAME.test(classWords(inner))).map(textOf);
    yield names.length > 0 ? names : links;
    yield textOf(element).length <= LONGEST_BYLINE ? [bylineText(element)] : [];
  }
  yield findAll(shown, isAuthorLink).slice(0, 3).map(textOf);
  const line = find(shown, (element) => LINES.has(element.tag) && isByline(element));
  yield line === null ? [] : [textOf(line)];
}

/** Of a byline in several pieces, the first: name, then place and outlet. */
function bylineText(element: PageElement): string {
  const pieces = element.children.filter((child) => typeof child !== "string" || child.trim() !== "");
  const [first] = pieces;
  if (pieces.length > 0 && pieces.every(isElement) && first !== undefined && isElement(first)) {
    return bylineText(first);
  }
  return textOf(element);
}

const BYLINE =
  / (?:byline|by line|byline \w+|author|authors|article author|post author|entry author|autor|auteur|contributor) /;
const NAME = / (?:author name|byline name|name|fn|author link|byline author|author) /;
const LONGEST_BYLINE = 150;
const LINES = new Set([
  "p",
  "div",
  "span",
  "address",
  "em",
  "i",
  "b",
  "strong",
  "small",
  "font",
  "td",
  "li",
  "h3",
  "h4",
  "h5",
  "h6",
]);

function isAuthorLink(element: PageElement): boolean {
  return (
    attribute(element, "rel").split(/\s+/).includes("author") ||
    (element.tag === "a" &&
      /\/(?:authors?|by|profile|people|contributors?|reporters?|autor(?:en)?|auteurs?)\/[^/]/i.test(
        attribute(element, "href"),
      ))
  );
}

function isByline(element: PageElement): boolean {
  let characters = 0;
  for (const inner of elements(element)) {
    characters += inner.children.reduce((sum, child) => sum + (typeof child === "string" ? child.length : 0), 0);
    if (characters > LONGEST_BYLINE) {
      return false;
    }
  }
  const text = textOf(element);
  return (/^(?:by|von|par|por|door|av|af)\s/i.test(text) && /^\S+\s+\p{Lu}\S+\s+\S/u.test(text)) || LABELLED.test(text);
}

/** In scripts without capitals, and where a label stands before the name. */
const LABELLED =
  /^(?:autor(?:in|es)?|auteur|автор|текст|author|بقلم|كتب|كتبت|מאת|作者|文|記者|记者|撰文|取材・文|글|기자)(?:\s*[:：]\s*|\s+(?=\p{Lo}))[\p{L}\p{M}][\p{L}\p{M}\s.・-]{1,40}$/iu;

function distinct(names: readonly string[]): readonly string[] {
  return [...new Map(names.map((name) => [fold(name), name])).values()];
}
