import { withoutCaptions } from "./boilerplate.ts";
import { bylines } from "./bylines.ts";
import type { PageElement } from "./dom.ts";
import { isNode, list, resolved, textIn } from "./json-ld.ts";
import { saidOf } from "./linked-article.ts";
import { itemProperties } from "./microdata.ts";
import { namesIn } from "./names.ts";
import { isDomain, outletNames } from "./outlet.ts";
import { metaOf, type Page } from "./page.ts";
import { fold, plain } from "./plain.ts";

/**
 * The names of the authors, joined by commas. The first source that names people is believed; an agency stands where no
 * source does. `shown`: the page without its boilerplate, bylines still in it.
 */
export function authorOf(page: Page, shown: PageElement): string | null {
  const outlets = outletNames(page);
  let agencies: readonly string[] = [];
  for (const texts of sources(page, shown)) {
    const names = distinct(texts.flatMap((text) => namesIn(text, page.language))).filter(
      (name) => !outlets.has(fold(name)) && !isDomain(name),
    );
    const people = names.filter((name) => !AGENCIES.has(fold(name)));
    if (people.length > 0) {
      return people.join(", ");
    }
    agencies = agencies.length > 0 ? agencies : names;
  }
  return agencies.length > 0 ? agencies.join(", ") : null;
}

const AGENCIES = new Set(
  `reuters ap associatedpress apnews afp agencefrancepresse dpa upi pa pamedia pressassociation efe ansa ansait tass
  interfax xinhua kyodo kyodonews bloomberg bloombergnews ritzau ntb tt anp belga apa sda keystonesda lusa yonhap aap
  canadianpress thecanadianpress pti ians ani`
    .split(/\s+/)
    .map(fold),
);

function* sources(page: Page, shown: PageElement): Generator<readonly string[]> {
  yield list(saidOf(page, "author", "creator")).map((author) => nameIn(author, page));
  yield (page.meta.get("citation_author") ?? []).map((name) => plain(name).replace(/^([^,]+), ([^,]+)$/, "$2 $1"));
  yield fromMeta(page, "author");
  yield fromMeta(page, "parsely-author", "sailthru.author", "dc.creator", "byl", "article:author", "og:article:author");
  yield itemProperties(shown, "author");
  yield itemProperties(page.root, "author").slice(0, 1);
  yield* bylines(withoutCaptions(shown));
}

function nameIn(author: unknown, page: Page): string {
  const node = resolved(author, page.linked);
  const text = isNode(node) ? list(node.name).map(textIn).map(plain).join(", ") : plain(textIn(node));
  const hasParts = isNode(node) && text === "" && (node.givenName ?? node.familyName) !== undefined;
  return hasParts ? plain(`${textIn(node.givenName)} ${textIn(node.familyName)}`) : text;
}

function fromMeta(page: Page, ...names: readonly string[]): readonly string[] {
  const found = names.find((name) => metaOf(page, name) !== "" && !/^https?:|^@/.test(metaOf(page, name)));
  return found === undefined ? [] : (page.meta.get(found) ?? []).map(plain);
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Map(names.map((name) => [fold(name), name])).values()];
}
