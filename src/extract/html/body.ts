import { attribute, elements, findAll, isElement, type PageElement, type PageNode, textOf } from "./dom.ts";
import { markedBody } from "./marked-body.ts";
import { fold } from "./plain.ts";
import { readable } from "./readable.ts";
import { survey } from "./survey.ts";

/**
 * The element that holds the article: what the page calls its body; else the `<article>` of the headline; else what
 * Readability finds. `root` is free of surroundings and details.
 */
export async function bodyOf(root: PageElement, title: string): Promise<PageElement> {
  const first = firstArticle(root, title);
  const article = articleElement(first, title);
  const marked = markedBody(article ?? first) ?? (article === null ? markedBody(first) : null);
  if (marked !== null) {
    return marked;
  }
  return article ?? (await readable(first));
}

const NOTHING: ReadonlySet<string> = new Set();

/** Without what endless scrolling appends: from the second headline on that looks in all like the first. */
function firstArticle(root: PageElement, title: string): PageElement {
  const first = headlinePlaces(root, "h1");
  const places = first.length > 0 ? first : headlinePlaces(root, "h2");
  const named = places.find(({ headline }) => fold(textOf(headline)) === fold(title));
  const own = named ?? first[0];
  const next = places.find(
    (place) =>
      own !== undefined &&
      place !== own &&
      place.index > own.index &&
      place.form === own.form &&
      place.parent !== own.parent,
  );
  return next === undefined ? root : before(root, next.headline);
}

interface HeadlinePlace {
  readonly headline: PageElement;
  readonly parent: PageElement;
  readonly form: string;
  readonly index: number;
}

function headlinePlaces(root: PageElement, tag: string): readonly HeadlinePlace[] {
  const places: HeadlinePlace[] = [];
  for (const parent of elements(root)) {
    for (const headline of parent.children) {
      if (isElement(headline) && headline.tag === tag) {
        const form = [parent.tag, attribute(parent, "class"), attribute(headline, "class")].join(" ");
        places.push({ headline, parent, form, index: places.length });
      }
    }
  }
  return places;
}

/** The tree as far as an element, without it. */
function before(root: PageElement, end: PageElement): PageElement {
  let isOver = false;
  const copy = (element: PageElement): PageElement => {
    const children: PageNode[] = [];
    for (const child of element.children) {
      isOver ||= child === end;
      if (!isOver) {
        children.push(isElement(child) ? copy(child) : child);
      }
    }
    return { ...element, children };
  };
  return copy(root);
}

/** The `<article>` with the headline, or the one that is most of the page. Cards of other articles are `<article>`, too. */
function articleElement(root: PageElement, title: string): PageElement | null {
  const { headlines, prose } = survey(root, NOTHING);
  const articles = findAll(root, (element) => element.tag === "article" || attribute(element, "role") === "article");
  const isLong = (element: PageElement) => (prose.get(element) ?? 0) >= 100;
  const named = articles.find(
    (element) =>
      isLong(element) && headlines.has(element) && fold(textOf(element).slice(0, 2000)).includes(fold(title)),
  );
  const most = (prose.get(root) ?? 0) * 0.5;
  return named ?? articles.find((element) => isLong(element) && (prose.get(element) ?? 0) >= most) ?? null;
}

/** The part of a page that speaks of its article: the smallest `<article>` or `<main>` around the first headline. */
export function articleRegion(shown: PageElement): PageElement {
  const { headlines } = survey(shown, NOTHING);
  const around = [...headlines].filter((element) => element.tag === "article" || element.tag === "main");
  return around[0] ?? shown;
}
