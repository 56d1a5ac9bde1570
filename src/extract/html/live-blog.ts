import type { Notice } from "#types.ts";
import { withoutDetails } from "./boilerplate.ts";
import { attribute, classWords, elements, find, isElement, type PageElement, textOf, without } from "./dom.ts";
import { isNode, list, textIn, typesOf } from "./json-ld.ts";
import { saidOf } from "./linked-article.ts";
import type { Page } from "./page.ts";
import { plain } from "./plain.ts";
import { type Block, blocksOf } from "./prose.ts";

interface LiveBlog {
  /** The posts in the order of the page; each begins with its headline, if it has one. */
  readonly posts: readonly (readonly Block[])[];
  /** The page without them. */
  readonly rest: PageElement;
}

/** The posts of a live blog, as the page shows them, else as its JSON-LD holds them; `null`: it is none. */
export function liveBlogOf(page: Page, shown: PageElement): LiveBlog | null {
  const isDeclared = page.article !== null && typesOf(page.article).includes("LiveBlogPosting");
  const group = postGroup(shown, isDeclared);
  if (group.length > 0) {
    const places = new Set(group);
    return {
      posts: group.map(shownPost).filter((post) => post.length > 0),
      rest: without(shown, (element) => places.has(element)),
    };
  }
  const posts = list(saidOf(page, "liveBlogUpdate"))
    .map(linkedPost)
    .filter((post) => post.length > 0);
  return posts.length > 0 ? { posts, rest: shown } : null;
}

export function liveBlogNotice(posts: number): Notice {
  return { kind: "live-blog", message: `this is a live blog with ${posts} update${posts === 1 ? "" : "s"} so far` };
}

/** Siblings that look alike, of which nearly each has a time: three in a declared live blog, else five, or named so. */
function postGroup(root: PageElement, isDeclared: boolean): readonly PageElement[] {
  let best: readonly PageElement[] = [];
  let most = 0;
  for (const parent of elements(root)) {
    const groups = new Map<string, PageElement[]>();
    for (const child of parent.children.filter(isElement)) {
      const form = `${child.tag} ${attribute(child, "class").split(/\s+/)[0]}`;
      const group = groups.get(form) ?? [];
      group.push(child);
      groups.set(form, group);
    }
    for (const group of groups.values()) {
      const letters = group.length < 2 ? 0 : unlinkedLetters(group);
      if (letters > most && isPosts(group, isDeclared)) {
        best = group;
        most = letters;
      }
    }
  }
  return best;
}

/** A list of links to the posts has times, too. */
function unlinkedLetters(group: readonly PageElement[]): number {
  const blocks = group.flatMap(blocksOf);
  return blocks.reduce((sum, block) => sum + block.text.length * (1 - Math.min(1, block.linked)), 0);
}

function isPosts(group: readonly PageElement[], isDeclared: boolean): boolean {
  const isNamed = group.every((element) => NAMED.test(classWords(element)));
  if (group.length < (isDeclared || isNamed ? 2 : 5)) {
    return false;
  }
  const timed = group.filter((element) => clockOf(element) !== "" && textOf(element).length >= 25).length;
  return timed >= group.length * 0.8;
}

const NAMED = / (?:live|liveblog|live ?blog \w+|update|live update|block time|timeline item|ticker entry|minute) /;

function timeElement(post: PageElement): PageElement | null {
  return (
    find(post, (element) => element.tag === "time") ??
    find(post, (element) => / (?:time|timestamp|uhrzeit|heure|hora|clock) /.test(classWords(element)))
  );
}

/** The time of day of a post, as the page shows it, else as its `<time>` gives it. */
function clockOf(post: PageElement): string {
  const time = timeElement(post);
  if (time === null) {
    return "";
  }
  const shown = /(?<!\d)\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?!\d)/i.exec(textOf(time))?.[0];
  return shown ?? /T(\d{2}:\d{2})/.exec(attribute(time, "datetime"))?.[1] ?? "";
}

function shownPost(post: PageElement): readonly Block[] {
  const time = timeElement(post);
  const heading = find(post, (element) => /^h[1-6]$/.test(element.tag));
  const body = without(post, (element) => element === time || element === heading);
  return headed(heading === null ? "" : textOf(heading), blocksOf(withoutDetails(body)));
}

function linkedPost(update: unknown): readonly Block[] {
  if (!isNode(update)) {
    return [];
  }
  const paragraphs = textIn(update.articleBody)
    .split(/\n+|<\/p>|<br\s*\/?>/)
    .map(plain)
    .filter((text) => text !== "");
  return headed(
    plain(textIn(update.headline)),
    paragraphs.map((text): Block => ({ kind: "paragraph", text, linked: 0 })),
  );
}

/** The headline is a paragraph; the time says something about the post and is not of its text. */
function headed(headline: string, body: readonly Block[]): readonly Block[] {
  return headline === "" ? body : [{ kind: "paragraph", text: headline, linked: 0 }, ...body];
}
