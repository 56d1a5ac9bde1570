import { attribute, classWords, isElement, type PageElement } from "./dom.ts";
import { survey } from "./survey.ts";

/** What is marked as the text of an article; where it comes in several pieces, all of them. */
export function markedBody(root: PageElement): PageElement | null {
  const { prose } = survey(root, new Set());
  const all = prose.get(root) ?? 0;
  for (const isBody of [isItemBody, isNamedBody]) {
    const found = outermost(root, isBody).filter((element) => (prose.get(element) ?? 0) > 0);
    const alike = found.filter((element) => attribute(element, "class") === attribute(found[0] ?? element, "class"));
    const characters = alike.reduce((sum, element) => sum + (prose.get(element) ?? 0), 0);
    const pieces = ofOneArticle(root, alike);
    if (characters >= Math.max(60, all * 0.4)) {
      return pieces.length === 1 ? (pieces[0] ?? null) : { tag: "div", attributes: new Map(), children: pieces };
    }
  }
  return null;
}

/** The pieces before the next headline: after it, endless scrolling has appended another article. */
function ofOneArticle(root: PageElement, pieces: readonly PageElement[]): readonly PageElement[] {
  const [head] = pieces;
  if (head === undefined) {
    return pieces;
  }
  const places = [...outside(root, new Set(pieces))];
  const title = places.some((element) => element.tag === "h1") ? "h1" : "h2";
  const first = places.indexOf(head);
  const next = places.findIndex((element, index) => index > first && element.tag === title);
  const own = new Set(next < 0 ? places : places.slice(0, next));
  return pieces.filter((piece) => own.has(piece));
}

/** Elements in the order of the page, the given ones without what is in them. */
function* outside(root: PageElement, whole: ReadonlySet<PageElement>): Generator<PageElement> {
  yield root;
  for (const child of whole.has(root) ? [] : root.children) {
    if (isElement(child)) {
      yield* outside(child, whole);
    }
  }
}

function outermost(root: PageElement, fits: (element: PageElement) => boolean): readonly PageElement[] {
  if (fits(root)) {
    return [root];
  }
  return root.children.flatMap((child) => (isElement(child) ? outermost(child, fits) : []));
}

function isItemBody(element: PageElement): boolean {
  return attribute(element, "itemprop").split(/\s+/).includes("articleBody");
}

const BODY =
  / (?:article body|article body text|articlebody|story body|storybody|story content|article content|article text|articletext|article copy|body copy|entry content|post content|post body|post entry|news body|news text|content body|main body|text body|body text|field name body|node body|td post content|single content|post text|artikel text|artikeltext|article main body|article paragraphs|storytext|story text|article page content|rich text body) /;

function isNamedBody(element: PageElement): boolean {
  return element.tag !== "p" && BODY.test(classWords(element));
}
