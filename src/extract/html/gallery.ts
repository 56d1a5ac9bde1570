import { InputError } from "#errors.ts";
import type { Notice } from "#types.ts";
import { articleRegion } from "./body.ts";
import { classWords, elements, type PageElement } from "./dom.ts";
import { typesOf } from "./json-ld.ts";
import type { Page } from "./page.ts";

/** Fewer words than this beside its pictures, and a gallery has no text of its own. */
const FEWEST_WORDS = 50;
const FEWEST_PICTURES = 5;
/** An article has more words to a picture. */
const WORDS_TO_A_PICTURE = 30;

/** Notes that a page is a gallery with some prose; `null`: it is none. Throws `InputError` where it is nothing else. */
export function galleryNotice(element: PageElement, words: number): Notice | null {
  const pictures = picturesIn(element);
  if (pictures < FEWEST_PICTURES || words >= pictures * WORDS_TO_A_PICTURE) {
    return null;
  }
  if (words < FEWEST_WORDS) {
    throw new InputError(
      `Expected an article, found a gallery with ${pictures} pictures and only captions. Give the report that goes with it.`,
    );
  }
  return { kind: "gallery", message: `this is a gallery with ${pictures} pictures; their captions were left out` };
}

/** Whether pictures are what the page is about, as its JSON-LD says or as it looks: a dialog before them is not. */
export function isGalleryPage(page: Page, shown: PageElement): boolean {
  const isDeclared = page.linked.nodes.some((node) =>
    typesOf(node).some((type) => /^(?:Image|Media)Gallery$/.test(type)),
  );
  return isDeclared || picturesIn(articleRegion(shown)) >= FEWEST_PICTURES;
}

function picturesIn(root: PageElement): number {
  let figures = 0;
  let images = 0;
  let isGallery = false;
  for (const element of elements(root)) {
    figures += element.tag === "figure" ? 1 : 0;
    images += element.tag === "img" || element.tag === "amp-img" ? 1 : 0;
    isGallery ||= / (?:gallery|slideshow|slide|slides|carousel|photo essay) /.test(classWords(element));
  }
  return figures >= FEWEST_PICTURES || !isGallery ? figures : images;
}
