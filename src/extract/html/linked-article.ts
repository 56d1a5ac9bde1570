import { isNode, type LinkedData, type LinkedNode, list, resolved, textIn, typesOf } from "./json-ld.ts";
import { fold, plain } from "./plain.ts";

const ARTICLES = new Set(
  `Article NewsArticle ReportageNewsArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle
  OpinionNewsArticle ReviewNewsArticle SatiricalArticle AdvertiserContentArticle TechArticle ScholarlyArticle
  MedicalScholarlyArticle BlogPosting LiveBlogPosting SocialMediaPosting Report`.split(/\s+/),
);

const PAGE = /^(?:WebPage|ItemPage|AboutPage|MediaGallery|ImageGallery|VideoObject)$/;

function isArticle(node: LinkedNode): boolean {
  return typesOf(node).some((type) => ARTICLES.has(type));
}

/**
 * The node that is the article of the page: its address or headline is the page's. An only node may leave both out; one
 * that names another address and another headline is of another article.
 */
export function articleNode(
  data: LinkedData,
  addresses: readonly string[],
  titles: readonly string[],
): LinkedNode | null {
  const own = new Set(addresses.map(samePlace));
  let best: { readonly node: LinkedNode; readonly score: number } | null = null;
  for (const node of data.nodes.filter(isArticle)) {
    const score = addressScore(node, own) + headlineScore(node, titles);
    if (score >= 0 && (best === null || score > best.score)) {
      best = { node, score };
    }
  }
  return best?.node ?? null;
}

/** The node of the page as a whole, which often holds dates and names that the article's lacks. */
export function pageNode(data: LinkedData): LinkedNode | null {
  return data.nodes.find((node) => typesOf(node).some((type) => PAGE.test(type))) ?? null;
}

function addressScore(node: LinkedNode, own: ReadonlySet<string>): number {
  const said = addressesOf(node).map(samePlace);
  if (said.some((address) => own.has(address))) {
    return 4;
  }
  return said.length === 0 || own.size === 0 ? 0 : -2;
}

function headlineScore(node: LinkedNode, titles: readonly string[]): number {
  const headline = fold(plain(textIn(node.headline ?? node.name)));
  if (headline === "" || titles.length === 0) {
    return 0;
  }
  return titles.some((title) => alike(fold(title), headline)) ? 3 : -1;
}

/** One begins with the other: suffixes, and headlines cut after 110 characters. */
function alike(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short === long || (short.length >= 12 && long.startsWith(short));
}

/** The addresses by which a node names its page. */
export function addressesOf(node: LinkedNode): readonly string[] {
  const main = list(node.mainEntityOfPage).flatMap((value) => (isNode(value) ? [value["@id"], value.url] : [value]));
  return [node.url, ...main, node["@id"]].filter(
    (value) => typeof value === "string" && /^https?:/i.test(value),
  ) as string[];
}

/** An address without what differs between forms of the same page. */
function samePlace(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.|m\.|amp\.|mobile\.)?/, "")
    .replace(/[?#].*$/, "")
    .replace(/(?:\/amp|\.amp)?(?:\.html?)?\/*$/, "");
}

/** What the article's node says of something, else what the page's does. */
export function saidOf(
  source: { readonly article: LinkedNode | null; readonly linked: LinkedData },
  ...keys: readonly string[]
): unknown {
  for (const node of [source.article, pageNode(source.linked)]) {
    for (const key of keys) {
      const value = resolved(node?.[key], source.linked);
      if (value !== undefined && value !== null && value !== "") {
        return value;
      }
    }
  }
  return undefined;
}
