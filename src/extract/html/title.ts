import { shortened } from "#extract/title.ts";
import { find, textOf } from "./dom.ts";
import { textIn } from "./json-ld.ts";
import { pageNode } from "./linked-article.ts";
import { itemProperties } from "./microdata.ts";
import { outletNames } from "./outlet.ts";
import { headings, metaOf, type Page } from "./page.ts";
import { fold, plain } from "./plain.ts";

/** The headline, without the name of the outlet that pages add to it; empty: the page has none. */
export function titleOf(page: Page): string {
  const names = outletNames(page);
  const shown = headings(page.root).filter((heading) => !names.has(fold(heading)));
  for (const candidate of candidates(page, shown)) {
    const title = untruncated(withoutNames(candidate, names, shown), shown);
    if (title !== "" && !names.has(fold(title))) {
      return shortened(title);
    }
  }
  return "";
}

function* candidates(page: Page, shown: readonly string[]): Generator<string> {
  yield plain(textIn(page.article?.headline ?? page.article?.name));
  yield metaOf(page, "og:title", "citation_title");
  yield itemProperties(page.root, "headline")[0] ?? "";
  yield metaOf(page, "twitter:title", "parsely-title", "sailthru.title", "dc.title");
  const title = find(page.root, (element) => element.tag === "title");
  const inTitle = title === null ? "" : plain(textOf(title));
  yield shown.find((heading) => fold(inTitle).includes(fold(heading))) ?? shown[0] ?? "";
  yield inTitle;
  yield plain(textIn(pageNode(page.linked)?.headline ?? pageNode(page.linked)?.name));
}

const SEPARATOR = /(\s+[|•·»«–—:-]+\s+|\s*\|\s*|(?<=^[^:]{2,50}):\s+)/;

function withoutNames(title: string, names: ReadonlySet<string>, shown: readonly string[]): string {
  const parts = title.split(SEPARATOR);
  const exact = shown.find((heading) => isSuffixed(title, heading, names));
  if (exact !== undefined) {
    return exact;
  }
  while (parts.length > 2 && names.has(fold(parts.at(-1) ?? ""))) {
    parts.splice(-2);
  }
  while (parts.length > 2 && names.has(fold(parts[0] ?? ""))) {
    parts.splice(0, 2);
  }
  return parts.join("").trim();
}

/** The title is a headline of the page, and then sections and a name: `Headline | Politics | Outlet`. */
function isSuffixed(title: string, heading: string, names: ReadonlySet<string>): boolean {
  const rest = title.slice(heading.length);
  if (heading.length < 8 || rest === "" || !title.startsWith(heading) || !/^\s*[|•·»–—-]/.test(rest)) {
    return false;
  }
  const segments = rest.split(SEPARATOR).map(fold);
  return /^\s*\|/.test(rest) || names.has(segments.at(-1) ?? "");
}

/** A headline that was cut for machines, as the page shows it in full. */
function untruncated(title: string, shown: readonly string[]): string {
  const start = /^(.{12,}?)\s*(?:…|\.\.\.)$/.exec(title)?.[1];
  if (start === undefined) {
    return title;
  }
  return shown.find((heading) => heading.startsWith(start)) ?? title;
}
