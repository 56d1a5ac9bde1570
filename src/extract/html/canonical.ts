import { isSameSite } from "#text/same-site.ts";
import type { Notice } from "#types.ts";
import { cleanAddress } from "./address.ts";
import { attribute, find, isElement, type PageElement } from "./dom.ts";
import { addressesOf } from "./linked-article.ts";
import { linkTo, metaOf, type Page } from "./page.ts";

interface Whereabouts {
  /** The address under which the outlet of the page keeps the article. */
  readonly url: string | null;
  /** The same on the site it was taken from, where it was. */
  readonly originalUrl?: string;
}

/** The canonical address of the article, as far as page and address agree that it is one of the article. */
export function whereabouts(page: Page): Whereabouts {
  const own = page.address === null ? null : cleanAddress(page.address);
  const base = cleanAddress(baseOf(page.root), own) ?? own;
  const canonical = cleanAddress(linkTo(page.root, "canonical"), base);
  const others = [metaOf(page, "og:url"), ...(page.article === null ? [] : addressesOf(page.article))]
    .map((address) => cleanAddress(address, base))
    .filter((address) => address !== null);
  const named = canonical !== null && isOfArticle(canonical, [...others, own]) ? canonical : null;
  return own === null ? ofSavedPage(named, others) : ofFetchedPage(own, named, others);
}

/** The address that links of the page are relative to, as it says itself; empty: its own. */
function baseOf(root: PageElement): string {
  const base = find(root, (element) => element.tag === "base");
  return base === null ? "" : attribute(base, "href");
}

export function syndicated({ originalUrl }: Whereabouts): Notice | null {
  return originalUrl === undefined
    ? null
    : { kind: "syndicated", message: `this is a copy; the page names as its original ${originalUrl}` };
}

function ofFetchedPage(own: string, canonical: string | null, others: readonly string[]): Whereabouts {
  if (canonical !== null && !isSameSite(own, canonical)) {
    return { url: sameSite(own, others) ?? own, originalUrl: canonical };
  }
  return { url: canonical ?? sameSite(own, others) ?? own };
}

function sameSite(own: string, others: readonly string[]): string | null {
  return others.find((address) => isSameSite(own, address) && isOfArticle(address, [own])) ?? null;
}

/** A page without an address: where two sites are named, the one that shared it is the one that was saved. */
function ofSavedPage(canonical: string | null, others: readonly string[]): Whereabouts {
  const [other] = others;
  if (canonical !== null && other !== undefined && !isSameSite(canonical, other)) {
    return { url: other, originalUrl: canonical };
  }
  return { url: canonical ?? other ?? null };
}

/** Not the home page, nor a section above the article that others name. */
function isOfArticle(address: string, others: readonly (string | null)[]): boolean {
  const path = directory(address);
  return others.every((other) => {
    if (other === null) {
      return true;
    }
    const inside = directory(other);
    return path === "/" ? inside === "/" : !isSameSite(address, other) || !isSectionAbove(path, inside);
  });
}

function directory(address: string): string {
  return new URL(address).pathname.replace(/\/*$/, "/");
}

/** `/politics/` above `/politics/2026/11/a-long-headline/`, but not `/a-long-headline/` above `/a-long-headline/amp/`. */
function isSectionAbove(path: string, inside: string): boolean {
  const rest = inside.startsWith(path) ? inside.slice(path.length) : "";
  const isSlug = (part: string) => /-.*-|\d{4}/.test(part);
  return rest !== "" && !isSlug(path.split("/").at(-2) ?? "") && rest.split("/").some(isSlug);
}

/** Where a browser or an extension that saved the page says it took it from; `null`: none did. */
export function savedFrom(root: PageElement): string | null {
  for (const child of root.children.slice(0, 50)) {
    const comment = typeof child === "string" || isElement(child) ? "" : child.comment;
    const address =
      /saved from url=\(\d{1,6}\)(\S+)/i.exec(comment)?.[1] ??
      /saved with SingleFile\s+url:\s*(\S+)/i.exec(comment)?.[1];
    if (address !== undefined) {
      return cleanAddress(address);
    }
  }
  return null;
}
