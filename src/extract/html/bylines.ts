import { attribute, classWords, elements, find, findAll, isElement, type PageElement, textOf } from "./dom.ts";

/** Links to authors, elements with the class of a byline or an author, and a short line that begins with "By". */
export function* bylines(shown: PageElement): Generator<readonly string[]> {
  const marked = findAll(shown, (element) => BYLINE.test(classWords(element))).slice(0, 5);
  for (const element of marked) {
    const links = findAll(element, isAuthorLink).map(textOf);
    const names = findAll(element, (inner) => inner !== element && isName(inner)).map(textOf);
    yield names.length > 0 ? names : links;
    yield textOf(element).length <= LONGEST_BYLINE ? [bylineText(element)] : [];
  }
  yield findAll(shown, isAuthorLink).slice(0, 3).map(textOf);
  const line = find(shown, (element) => LINES.has(element.tag) && isByline(element));
  yield line === null ? [] : [firstLine(line)];
}

/** Of a byline in several pieces, the first: name, then place and outlet. */
function bylineText(element: PageElement): string {
  const pieces = element.children.filter((child) => typeof child !== "string" || child.trim() !== "");
  const [first] = pieces;
  if (pieces.length > 0 && pieces.every(isElement) && first !== undefined && isElement(first)) {
    return bylineText(first);
  }
  return firstLine(element);
}

/** Of lines parted by `<br>` the first with a name: outlet and date follow it. A second author may begin the next. */
function firstLine(element: PageElement): string {
  const [first = "", second = ""] = textOf(broken(element))
    .split(BREAK)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return UNFINISHED.test(first) || /^(?:and|und|et|y|e|en|&)\s/i.test(second) ? `${first} ${second}` : first;
}

/** A code point that is no character. */
const BREAK = "\ufdd0";
const UNFINISHED = /^(?:(?:written|posted|submitted) )?(?:by|von|par|por|door|av|af)$|[,&:]$|\s(?:and|und|et)$/i;

function broken(element: PageElement): PageElement {
  const children = element.children.map((child) => {
    if (!isElement(child)) {
      return child;
    }
    return child.tag === "br" ? BREAK : broken(child);
  });
  return { ...element, children };
}

/** Content systems name fields of all kinds alike: one with figures is a date. */
function isName(element: PageElement): boolean {
  return NAME.test(classWords(element)) && !/\d/.test(textOf(element).slice(0, 100));
}

const BYLINE =
  / (?:byline|by line|byline \w+|author|authors|article author|post author|entry author|autor|auteur|contributor|submitted) /;
const NAME = / (?:author name|byline name|name|fn|author link|byline author|author) /;
const LONGEST_BYLINE = 150;
const LINES = new Set([
  "p",
  "div",
  "span",
  "address",
  "footer",
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
  return (OPENING.test(text) && /^\p{Lu}\S+\s+\S/u.test(text.replace(OPENING, ""))) || LABELLED.test(text);
}

const OPENING = /^(?:(?:submitted|posted|published|written) by|by|von|par|por|door|av|af)\s+/i;

/** In scripts without capitals, and where a label stands before the name. */
const LABELLED =
  /^(?:autor(?:in|es)?|auteur|автор|текст|author|بقلم|كتب|كتبت|מאת|作者|文|記者|记者|撰文|取材・文|글|기자)(?:\s*[:：]\s*|\s+(?=\p{Lo}))[\p{L}\p{M}][\p{L}\p{M}\s.・-]{1,40}$/iu;
