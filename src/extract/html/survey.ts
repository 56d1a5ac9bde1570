import { isElement, type PageElement, type PageNode } from "./dom.ts";

interface Survey {
  /** Elements with a headline (`<h1>`) inside. */
  readonly headlines: ReadonlySet<PageElement>;
  /** Characters outside of links, of each element. */
  readonly prose: ReadonlyMap<PageElement, number>;
}

/** What each element under a root holds; elements of the tags left out hold nothing. */
export function survey(root: PageElement, leftOut: ReadonlySet<string>): Survey {
  const headlines = new Set<PageElement>();
  const prose = new Map<PageElement, number>();
  const visit = (element: PageElement): number => {
    const inside = leftOut.has(element.tag) ? [] : element.children;
    const characters = inside.reduce((sum, child) => sum + charactersOf(child), 0);
    if (element.tag === "h1" || inside.some((child) => isElement(child) && headlines.has(child))) {
      headlines.add(element);
    }
    prose.set(element, characters);
    return characters;
  };
  const charactersOf = (child: PageNode): number => {
    if (typeof child === "string") {
      return child.trim().length;
    }
    const characters = isElement(child) ? visit(child) : 0;
    return isElement(child) && child.tag === "a" ? 0 : characters;
  };
  visit(root);
  return { headlines, prose };
}
