import { InputError } from "#errors.ts";
import { cleanAddress } from "./address.ts";
import { attribute, elements, find, type PageElement, textOf } from "./dom.ts";
import { typesOf } from "./json-ld.ts";
import { linkTo, metaOf, type Page } from "./page.ts";
import { fold } from "./plain.ts";
import type { Block } from "./prose.ts";
import { countWords } from "./word-count.ts";

/** Throws `InputError` for pages that lead to articles and are none: home pages, sections, results of a search. */
export function refuseSections(page: Page, blocks: readonly Block[]): void {
  if (
    page.article !== null ||
    /article/i.test(metaOf(page, "og:type")) ||
    metaOf(page, "article:published_time") !== ""
  ) {
    return;
  }
  const links = headlineLinks(page.root);
  const told = isAbove(page) ? blocks.filter((_block, index) => !isTeased(blocks, index)) : blocks;
  const long = told.filter((block) => block.linked < 0.3 && countWords(block.text) >= LONG);
  const words = long.reduce((sum, block) => sum + countWords(block.text), 0);
  const isArticle = hasHeadline(page.root) && (words >= 30 || longestRun(blocks) >= 25);
  if (links >= FEWEST_LINKS && !isArticle && words < (isAbove(page) ? 250 : 100)) {
    throw new InputError(`Expected an article, found a page of links to ${links} others. ${advice(page)}`);
  }
}

/** Whether a block stands right under a heading that is a link: it says what another page is about. */
function isTeased(blocks: readonly Block[], index: number): boolean {
  const above = blocks[index - 1];
  return above?.kind === "heading" && above.linked >= 0.9;
}

/** A headline that leads nowhere and is in the title: not the name of a section, nor the first article of a home page. */
function hasHeadline(root: PageElement): boolean {
  const title = find(root, (element) => element.tag === "title");
  const inTitle = title === null ? "" : fold(textOf(title));
  const isLink = (element: PageElement) => element.tag === "a";
  const isHeadline = (element: PageElement) => {
    const words = /^h[1-3]$/.test(element.tag) ? countWords(textOf(element)) : 0;
    return (
      words >= 3 && (element.tag === "h1" || inTitle.includes(fold(textOf(element)))) && find(element, isLink) === null
    );
  };
  return find(root, isHeadline) !== null;
}

/** Words of most paragraphs in a row; a page of links has a headline between any two. */
function longestRun(blocks: readonly Block[]): number {
  let longest = 0;
  let run: readonly number[] = [];
  for (const { kind, linked, text } of blocks) {
    run = kind === "paragraph" && linked < 0.3 ? [...run, countWords(text)].slice(-50) : [];
    longest = Math.max(longest, run.length > 1 ? run.reduce((sum, words) => sum + words, 0) : 0);
  }
  return longest;
}

/** Words of a paragraph that is more than a teaser. */
const LONG = 25;
const FEWEST_LINKS = 8;

/** Throws `InputError` where too little was found to be an article, saying what the page is instead. */
export function refuseTooLittle(page: Page, words: number): void {
  const recording = recordingOf(page);
  if (recording !== null && words < recording.most) {
    throw new InputError(
      `Expected an article, found ${recording.kind} without a text. Give a transcript or a report of it.`,
    );
  }
  if (words < FEWEST_WORDS) {
    const found = words === 0 ? "no text" : `only ${words} words`;
    throw new InputError(
      `Expected an article, found ${found} in this page. Is it shown by scripts? Open it in a browser, save the page there, and give the file.`,
    );
  }
}

const FEWEST_WORDS = 12;

/** A video or sound that is the page, or only stands in it: then few words are a text already. */
function recordingOf(page: Page): { readonly kind: string; readonly most: number } | null {
  const types = page.linked.nodes.flatMap(typesOf);
  const ogType = metaOf(page, "og:type").toLowerCase();
  if (ogType.startsWith("video") || (types.includes("VideoObject") && page.article === null)) {
    return { kind: "a video", most: 60 };
  }
  if (
    /^(?:music|audio|podcast)/.test(ogType) ||
    types.some((type) => /^(?:AudioObject|PodcastEpisode|RadioEpisode)$/.test(type))
  ) {
    return { kind: "a recording", most: 60 };
  }
  const player = find(
    page.root,
    (element) => element.tag === "video" || element.tag === "audio" || element.tag === "amp-video",
  );
  return player === null ? null : { kind: player.tag === "audio" ? "a recording" : "a video", most: 25 };
}

/** Links with as many words as a headline has, each address once. */
function headlineLinks(root: PageElement): number {
  const places = new Set<string>();
  for (const element of elements(root)) {
    if (element.tag === "a" && countWords(textOf(element)) >= 4) {
      places.add(attribute(element, "href"));
    }
  }
  return places.size;
}

/** Whether the address is that of a home page or a section: at most one part, and no headline in it. */
function isAbove(page: Page): boolean {
  // A saved page says itself where it stood.
  const address = page.address ?? cleanAddress(linkTo(page.root, "canonical"), null);
  const parts = address === null ? [] : new URL(address).pathname.split("/").filter((part) => part !== "");
  return address !== null && parts.length <= 2 && !parts.some((part) => /-.*-|\d{4}|\.html?$/.test(part));
}

function advice(page: Page): string {
  const feeds = feedsOf(page);
  return feeds.length === 0
    ? "Give the address of one article."
    : `Give the address of one article, or its feed: ${feeds.join(", ")}`;
}

function feedsOf(page: Page): readonly string[] {
  const found = new Set<string>();
  for (const element of elements(page.root)) {
    const isFeed = /^application\/(?:rss\+xml|atom\+xml|feed\+json)/i.test(attribute(element, "type"));
    const address = element.tag === "link" && isFeed ? cleanAddress(attribute(element, "href"), page.address) : null;
    if (address !== null && found.size < 5) {
      found.add(address);
    }
  }
  return [...found];
}
