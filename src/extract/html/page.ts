import { attribute, elements, find, type PageElement, textOf } from "./dom.ts";
import { type LinkedData, type LinkedNode, linkedData } from "./json-ld.ts";
import { articleNode } from "./linked-article.ts";
import { metaTags } from "./meta.ts";
import type { ParsedPage } from "./parse.ts";
import { plain } from "./plain.ts";

/** A page with what its machine-readable parts say. */
export interface Page extends ParsedPage {
  /** Contents of `<meta>` by name, property or itemprop in lower case. */
  readonly meta: ReadonlyMap<string, readonly string[]>;
  readonly linked: LinkedData;
  /** The JSON-LD node of the article, `null`: none is. */
  readonly article: LinkedNode | null;
  /** Where the page comes from: as it was fetched, or as the browser that saved it noted. */
  readonly address: string | null;
}

export function readPage(parsed: ParsedPage, address: string | null): Page {
  const { root, canvas } = parsed;
  const meta = metaTags(root);
  const linked = linkedData(root);
  const from = [address, linkTo(root, "canonical"), meta.get("og:url")?.[0]];
  const title = find(root, (element) => element.tag === "title");
  const titles = [meta.get("og:title")?.[0], title === null ? "" : textOf(title), ...headings(root)];
  const known = (values: readonly (string | null | undefined)[]) => values.filter((value) => typeof value === "string");
  const article = articleNode(linked, known(from), known(titles).map(plain));
  const language = parsed.language || metaOf({ meta }, "og:locale", "content-language").toLowerCase().replace("_", "-");
  return { root, language, canvas, meta, linked, article, address };
}

/** The first content of the first of these meta tags that has one. */
export function metaOf(page: Pick<Page, "meta">, ...names: readonly string[]): string {
  for (const name of names) {
    const value = page.meta.get(name)?.find((content) => plain(content) !== "");
    if (value !== undefined) {
      return plain(value);
    }
  }
  return "";
}

/** The address in `<link rel>`, as it stands; empty: there is none. */
export function linkTo(root: PageElement, rel: string): string {
  for (const element of elements(root)) {
    if (element.tag === "link" && attribute(element, "rel").toLowerCase().split(/\s+/).includes(rel)) {
      return attribute(element, "href").trim();
    }
  }
  return "";
}

export function headings(root: PageElement): readonly string[] {
  const texts: string[] = [];
  for (const element of elements(root)) {
    if (element.tag === "h1" && texts.length < 20) {
      texts.push(plain(textOf(element)));
    }
  }
  return texts.filter((text) => text !== "");
}
