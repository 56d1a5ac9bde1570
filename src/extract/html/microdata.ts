import { attribute, elements, find, type PageElement, textOf } from "./dom.ts";
import { plain } from "./plain.ts";

/** What elements with `itemprop` say of a property; of a thing with properties of its own, its name. */
export function itemProperties(root: PageElement, property: string): readonly string[] {
  const values: string[] = [];
  for (const element of elements(root)) {
    if (names(element, property) && values.length < 20) {
      values.push(said(element));
    }
  }
  return values.filter((value) => value !== "");
}

function names(element: PageElement, property: string): boolean {
  return attribute(element, "itemprop").split(/\s+/).includes(property);
}

function said(element: PageElement): string {
  const name = element.attributes.has("itemscope") ? find(element, (inner) => names(inner, "name")) : null;
  if (name !== null) {
    return said(name);
  }
  const machine = attribute(element, "content") || attribute(element, "datetime") || abbreviated(element);
  return plain(machine === "" ? textOf(element) : machine);
}

/** The pattern of microformats for dates. */
function abbreviated(element: PageElement): string {
  return element.tag === "abbr" ? attribute(element, "title") : "";
}
