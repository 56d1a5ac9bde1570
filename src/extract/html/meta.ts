import { attribute, elements, type PageElement } from "./dom.ts";

/** Contents of the `<meta>` elements of a page by name, property or itemprop in lower case, in order. */
export function metaTags(root: PageElement): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const element of elements(root)) {
    if (element.tag !== "meta") {
      continue;
    }
    for (const name of namesOf(element)) {
      const contents = found.get(name) ?? [];
      contents.push(attribute(element, "content"));
      found.set(name, contents);
    }
  }
  return found;
}

function namesOf(element: PageElement): readonly string[] {
  const said = ["property", "name", "itemprop"].map((name) => attribute(element, name).trim().toLowerCase());
  // Dublin Core comes as `DC.`, `dc:`, `dcterms.`.
  return [...new Set(said)].filter((name) => name !== "").map((name) => name.replace(/^dc(?:terms)?[.:]/, "dc."));
}
