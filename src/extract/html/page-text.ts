import type { Notice } from "#types.ts";
import { articleRegion, bodyOf } from "./body.ts";
import { withoutDetails, withoutSurroundings } from "./boilerplate.ts";
import { corrections } from "./corrections.ts";
import { isDark } from "./dark.ts";
import { attribute, isElement, type PageElement } from "./dom.ts";
import { withoutNextArticles } from "./feed.ts";
import { galleryNotice } from "./gallery.ts";
import { hiddenText, withHiddenMarked } from "./hidden.ts";
import { checkedWithLinkedBody } from "./linked-body.ts";
import { liveBlogNotice, liveBlogOf } from "./live-blog.ts";
import { refuseSections, refuseTooLittle } from "./not-an-article.ts";
import type { Page } from "./page.ts";
import { paywallNotice, walledParts } from "./paywall.ts";
import { type Block, blocksOf } from "./prose.ts";
import { withoutSmallPrint } from "./small-print.ts";
import { standfirst } from "./standfirst.ts";
import { hiddenByRules } from "./style-rules.ts";
import { titleOf } from "./title.ts";
import { type Known, trimmed, withoutFurniture } from "./trim.ts";
import { countWords } from "./word-count.ts";

/** The page without what surrounds the article: as it is (`bare`), and without what readers do not see (`shown`). */
export function surroundingsLeftOut(page: Page): { readonly shown: PageElement; readonly bare: PageElement } {
  const surrounded = withoutSurroundings(unwalled(page.root, walledParts(page)));
  const bare = withoutNextArticles(surrounded, titleOf(page), page.language);
  return { bare, shown: seenIn(page, bare) };
}

function seenIn(page: Page, element: PageElement): PageElement {
  return withHiddenMarked(element, hiddenByRules(page.root), isDark(page));
}

/** Parts of the article that are named for being behind a paywall are the article where they can be read. */
function unwalled(root: PageElement, parts: ReadonlySet<string>): PageElement {
  if (parts.size === 0) {
    return root;
  }
  const isPart = (element: PageElement) =>
    attribute(element, "class")
      .split(/\s+/)
      .some((name) => parts.has(`.${name}`)) || parts.has(`#${attribute(element, "id")}`);
  const children = root.children.map((child) => {
    const inner = isElement(child) ? unwalled(child, parts) : child;
    return isElement(inner) && isPart(inner)
      ? { ...inner, attributes: new Map([...inner.attributes].filter(([name]) => name !== "class" && name !== "id")) }
      : inner;
  });
  return { ...root, children };
}

interface PageText {
  /** Paragraphs separated by one blank line. */
  readonly text: string;
  readonly notices: readonly (Notice | null)[];
}

/** The text of the article and what is to be noted about it. Throws `InputError` where there is no article. */
export async function textOfPage(page: Page, shown: PageElement, bare: PageElement, known: Known): Promise<PageText> {
  const live = liveBlogOf(page, shown);
  if (live === null) {
    refuseSections(page, blocksOf(shown));
  }
  const details = seenIn(page, withoutDetails(live === null ? bare : live.rest));
  const body = withoutSmallPrint(await bodyOf(details, known.title));
  const found = blocksOf(body);
  const blocks = trimmed(live === null ? checkedWithLinkedBody(found, page) : found, known);
  const posts = (live?.posts ?? []).map(withoutFurniture);
  const paragraphs = [...lead(shown, blocks, known), ...blocks, ...posts.flat()].map((block) => block.text);
  const words = countWords(paragraphs.join(" "));
  const wall = paywallNotice(page, words);
  const gallery = galleryNotice(articleRegion(shown), words);
  refuseTooLittle(page, words);
  const notices = [hiddenText(body), wall, posts.length > 0 ? liveBlogNotice(posts.length) : null, gallery];
  return { text: paragraphs.join("\n\n"), notices: [...notices, ...corrections(paragraphs)] };
}

function lead(shown: PageElement, blocks: readonly Block[], known: Known): readonly Block[] {
  const text = standfirst(shown, blocks.map((block) => block.text).join(" "));
  return trimmed(text === "" ? [] : [{ kind: "paragraph", text, linked: 0 }], known);
}
