import { readDate } from "./date-formats.ts";
import { attribute, classWords, elements, isElement, type PageElement, textOf } from "./dom.ts";
import { textIn } from "./json-ld.ts";
import { saidOf } from "./linked-article.ts";
import { itemProperties } from "./microdata.ts";
import { metaOf, type Page } from "./page.ts";
import { dateNearHeadline, UPDATED } from "./shown-date.ts";

interface PageDates {
  readonly publishedAt: string | null;
  readonly modifiedAt: string | null;
}

/** When the article was published and last changed. `shown`: the page without its boilerplate, dates still in it. */
export function datesOf(page: Page, shown: PageElement): PageDates {
  const times = [...timeElements(shown)];
  return {
    publishedAt: first(published(page, shown, times), page.language) ?? dateNearHeadline(shown, page.language, false),
    modifiedAt: first(modified(page, shown, times), page.language) ?? dateNearHeadline(shown, page.language, true),
  };
}

function first(values: Iterable<string>, language: string): string | null {
  for (const value of values) {
    const date = value === "" ? null : readDate(value, language);
    if (date !== null) {
      return date;
    }
  }
  return null;
}

function* published(page: Page, shown: PageElement, times: readonly TimeElement[]): Generator<string> {
  yield textIn(saidOf(page, "datePublished"));
  yield metaOf(page, "article:published_time", "og:article:published_time", "og:published_time");
  yield textIn(saidOf(page, "dateCreated", "uploadDate"));
  yield* PUBLISHED.map((name) => metaOf(page, name));
  yield* itemProperties(shown, "datePublished");
  yield* itemProperties(page.root, "datePublished").slice(0, 1);
  yield* times.filter((time) => time.role === "published").map((time) => time.value);
  yield* times.filter((time) => time.role === "unknown").map((time) => time.value);
}

function* modified(page: Page, shown: PageElement, times: readonly TimeElement[]): Generator<string> {
  yield textIn(saidOf(page, "dateModified"));
  yield metaOf(page, "article:modified_time", "og:article:modified_time", "og:updated_time");
  yield* MODIFIED.map((name) => metaOf(page, name));
  yield* itemProperties(shown, "dateModified");
  yield* times.filter((time) => time.role === "modified").map((time) => time.value);
}

const PUBLISHED = [
  "datepublished",
  "parsely-pub-date",
  "sailthru.date",
  "dc.date.issued",
  "dc.issued",
  "dc.created",
  "dc.date",
  "citation_publication_date",
  "citation_date",
  "citation_online_date",
  "pubdate",
  "publishdate",
  "publish-date",
  "publish_date",
  "published_time",
  "publication_date",
  "article.published",
  "cxenseparse:recs:publishtime",
  "originalpublicationdate",
  "displaydate",
  "date",
];

const MODIFIED = [
  "datemodified",
  "dc.date.modified",
  "dc.modified",
  "lastmod",
  "last-modified",
  "article.updated",
  "updated_time",
  "revised",
];

interface TimeElement {
  readonly value: string;
  readonly role: "published" | "modified" | "unknown";
}

/** The `<time>` elements, in order, with what they and the element around them call the time. */
function* timeElements(shown: PageElement): Generator<TimeElement> {
  for (const parent of elements(shown)) {
    for (const child of parent.children) {
      if (isElement(child) && child.tag === "time") {
        yield { value: attribute(child, "datetime").trim() || textOf(child), role: roleOf(child, parent) };
      }
    }
  }
}

function roleOf(element: PageElement, parent: PageElement): TimeElement["role"] {
  const around = parent.children
    .filter((child) => typeof child === "string")
    .join(" ")
    .slice(0, 60);
  const near =
    `${classWords(element)} ${attribute(element, "itemprop")} ${textOf(element).slice(0, 30)} ${around}`.toLowerCase();
  if (UPDATED.test(near)) {
    return "modified";
  }
  return element.attributes.has("pubdate") || PUBLICATION.test(near) ? "published" : "unknown";
}

const PUBLICATION =
  /publish|posted|pub date|pubdate|erschienen|veröffentlicht|publié|publicado|pubblicato|gepubliceerd/;
