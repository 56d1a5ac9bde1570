/** A page as a plain tree. Elements are never changed; who leaves something out makes a new tree. */
export interface PageElement {
  /** In lower case. */
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly PageNode[];
}

export interface PageComment {
  readonly comment: string;
}

export type PageNode = string | PageElement | PageComment;

export function isElement(node: PageNode): node is PageElement {
  return typeof node !== "string" && "tag" in node;
}

export function attribute(element: PageElement, name: string): string {
  return element.attributes.get(name) ?? "";
}

/** All elements under (and with) an element, in the order of the page. */
export function* elements(root: PageElement): Generator<PageElement> {
  const waiting: PageElement[] = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    for (let at = next.children.length - 1; at >= 0; at--) {
      const child = next.children[at];
      if (child !== undefined && isElement(child)) {
        waiting.push(child);
      }
    }
  }
}

export function find(root: PageElement, fits: (element: PageElement) => boolean): PageElement | null {
  for (const element of elements(root)) {
    if (fits(element)) {
      return element;
    }
  }
  return null;
}

export function findAll(root: PageElement, fits: (element: PageElement) => boolean): PageElement[] {
  return [...elements(root)].filter(fits);
}

/** The characters under an element, spaces collapsed; scripts and styles say nothing. */
export function textOf(element: PageElement): string {
  const pieces: string[] = [];
  collect(element, pieces);
  return pieces.join("").replace(/\s+/g, " ").trim();
}

function collect(element: PageElement, pieces: string[]): void {
  for (const child of element.children) {
    if (typeof child === "string") {
      pieces.push(child);
    } else if (isElement(child) && !SILENT.has(child.tag)) {
      const apart = INLINE.has(child.tag) ? "" : " ";
      pieces.push(apart);
      collect(child, pieces);
      pieces.push(apart);
    }
  }
}

const SILENT = new Set(["script", "style", "template", "noscript"]);

/** Elements that stand within a line. Custom elements (with a dash) do, too, as in browsers. */
export const INLINE: ReadonlySet<string> = new Set(
  "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q ruby rb rt rp s samp small span strike strong sub sup time tt u var wbr".split(
    " ",
  ),
);

/** The tree without what `isLeftOut` names. The root stays. */
export function without(root: PageElement, isLeftOut: (element: PageElement) => boolean): PageElement {
  const children: PageNode[] = [];
  for (const child of root.children) {
    if (!isElement(child)) {
      children.push(child);
    } else if (!isLeftOut(child)) {
      children.push(without(child, isLeftOut));
    }
  }
  return { ...root, children };
}

/** The words of class, id and the like, in lower case, joined and surrounded by single spaces: ` article body `. */
export function classWords(element: PageElement): string {
  const said = NAMING.filter((name) => element.attributes.has(name)).map((name) => attribute(element, name));
  if (said.length === 0) {
    return " ";
  }
  const names = said.join(" ").slice(0, 2000);
  const words = names.replace(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase();
  return ` ${words.replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
}

const NAMING = ["class", "id", "data-component", "data-testid", "data-area"];
