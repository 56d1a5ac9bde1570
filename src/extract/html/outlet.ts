import { attribute, find, findAll, type PageElement, textOf } from "./dom.ts";
import { isNode, resolved, textIn, typesOf } from "./json-ld.ts";
import { saidOf } from "./linked-article.ts";
import { itemProperties } from "./microdata.ts";
import { headings, metaOf, type Page } from "./page.ts";
import { fold, plain } from "./plain.ts";

/** The name of the outlet, as its publisher, its site or its application says it. A domain is no name. */
export function outletOf(page: Page): string | null {
  for (const name of [...candidates(page), fromTitle(page)]) {
    if (name !== "" && !isDomain(name) && name.length <= LONGEST) {
      return name;
    }
  }
  return null;
}

const LONGEST = 100;

function* candidates(page: Page): Generator<string> {
  yield plain(textIn(saidOf(page, "publisher")));
  yield metaOf(page, "og:site_name");
  yield organisation(page);
  yield itemProperties(page.root, "publisher")[0] ?? "";
  yield metaOf(page, "application-name", "apple-mobile-web-app-title", "citation_journal_title", "citation_journal");
  yield metaOf(page, "dc.publisher", "publisher", "copyright-holder");
  yield plain(textIn(saidOf(page, "isPartOf", "sourceOrganization", "provider")));
  yield fromLogo(page);
}

/** The name on the link to the home page, as text or in its picture, where the copyright line says the same. */
function fromLogo({ root, address }: Page): string {
  const host = address === null ? "" : new URL(address).host;
  const isOwn = (link: PageElement) =>
    isHomeLink(link) && attribute(link, "href") !== "" && ["", host].includes(hostOf(attribute(link, "href")));
  const links = findAll(root, isOwn).slice(0, 10);
  const names = links.flatMap((link) => [
    textOf(link),
    ...findAll(link, (element) => element.tag === "img").map((image) => plain(attribute(image, "alt"))),
  ]);
  const bare = names.map((name) => name.replace(/\s+\blogo$/i, ""));
  return bare.find((name) => fold(name).length > 2 && name.length <= 50 && isInCopyright(root, fold(name))) ?? "";
}

/** The only organisation or site that the JSON-LD of the page names. */
function organisation(page: Page): string {
  const nodes = page.linked.nodes.filter((node) => typesOf(node).some((type) => /Organization$|^WebSite$/.test(type)));
  const publisher = nodes.map((node) => resolved(node.publisher, page.linked)).find(isNode);
  return plain(textIn(publisher ?? nodes[0]));
}

/** Names under which the outlet may stand in titles and bylines. */
export function outletNames(page: Page): ReadonlySet<string> {
  const host = page.address !== null && URL.canParse(page.address) ? new URL(page.address).hostname : "";
  const label = host.replace(/^(?:www|m|amp|edition|news)\./, "").split(".")[0] ?? "";
  const handle = metaOf(page, "twitter:site").replace(/^@/, "");
  const names = [...candidates(page), host, label, handle, fromTitle(page)];
  return new Set(names.map(fold).filter((name) => name.length > 1));
}

export function isDomain(name: string): boolean {
  return /^(?:https?:\/\/)?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}\/?$/u.test(name) && !name.includes(" ");
}

/** `Headline - Outlet`, `Outlet: Headline`: the name, where the page says it in its copyright line or at its top, too. */
function fromTitle(page: Page): string {
  const title = find(page.root, (element) => element.tag === "title");
  const segments = (title === null ? "" : plain(textOf(title))).split(/\s+[|•·»–—-]+\s+|\s*\|\s*|(?<=^[^:]{2,50}):\s+/);
  const ends = segments.length > 1 ? [segments.at(-1) ?? "", segments[0] ?? ""] : [];
  const known = new Set(articleHeadings(page).map(fold));
  return (
    ends.find((end) => end !== "" && end.length <= 50 && !known.has(fold(end)) && confirmed(page.root, fold(end))) ?? ""
  );
}

/** Headlines, but for the one that is a link to the home page: the name of the outlet. */
function articleHeadings(page: Page): readonly string[] {
  const names = findAll(page.root, (element) => element.tag === "h1" && find(element, isHomeLink) !== null).map(textOf);
  return headings(page.root).filter((heading) => !names.some((name) => fold(name) === fold(heading)));
}

function confirmed(root: PageElement, name: string): boolean {
  return (
    find(root, (element) => {
      if (element.tag === "img") {
        return fold(attribute(element, "alt").replace(/\blogo\b/i, "")) === name;
      }
      if (isHomeLink(element)) {
        return fold(textOf(element)) === name;
      }
      return isCopyright(element, name);
    }) !== null
  );
}

function hostOf(href: string): string {
  return /^https?:\/\/([^/]+)/i.exec(href)?.[1]?.toLowerCase() ?? "";
}

function isInCopyright(root: PageElement, name: string): boolean {
  return find(root, (element) => isCopyright(element, name)) !== null;
}

function isCopyright(element: PageElement, name: string): boolean {
  const own = element.children.filter((child) => typeof child === "string").join(" ");
  return /©|\(c\)|copyright/i.test(own) && own.length < 300 && fold(own).includes(name);
}

function isHomeLink(element: PageElement): boolean {
  return element.tag === "a" && /^(?:https?:\/\/[^/]+)?\/?(?:index\.\w+)?$/.test(attribute(element, "href"));
}
