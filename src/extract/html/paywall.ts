import { InputError } from "#errors.ts";
import type { Notice } from "#types.ts";
import { attribute, classWords, elements, type PageElement, textOf } from "./dom.ts";
import { isNode, list, textIn } from "./json-ld.ts";
import { saidOf } from "./linked-article.ts";
import type { Page } from "./page.ts";
import { blocksOf } from "./prose.ts";

/** Fewer words than this before a paywall are no more than the page's own advertising. */
const FEWEST_WORDS = 40;

/** Notes that only the beginning of the article is open; `null`: nothing says so. Throws `InputError` for mere stubs. */
export function paywallNotice(page: Page, words: number): Notice | null {
  if (!isWalled(page) || isWhole(page, words)) {
    return null;
  }
  if (words < FEWEST_WORDS) {
    throw new InputError(
      `Expected an article, found only its first ${words} words before a paywall. Save the page where you are signed in, and give the file.`,
    );
  }
  return {
    kind: "paywall",
    message: `only the first ${words} words are open to readers; the rest is behind a paywall`,
  };
}

/** Whether the page says of itself that the article is not free. */
export function isDeclaredWalled(page: Page): boolean {
  return /^(?:false|http.*\/False)$/i.test(textOfFlag(saidOf(page, "isAccessibleForFree")));
}

function textOfFlag(value: unknown): string {
  return typeof value === "boolean" ? String(value) : textIn(value);
}

function isWalled(page: Page): boolean {
  if (isDeclaredWalled(page)) {
    return true;
  }
  const tier = [page.meta.get("article:content_tier")?.[0], page.meta.get("article:tag:tier")?.[0]];
  const texts = blocksOf(page.root).map((block) => block.text);
  return (
    tier.some((value) => /^(?:locked|metered)$/i.test(value ?? "")) || texts.some(isWallLine) || hasWall(page.root)
  );
}

/** Classes and ids, written as `.name` or `#name`, of the parts that the page says are not free. */
export function walledParts(page: Page): ReadonlySet<string> {
  const parts = list(saidOf(page, "hasPart")).filter(isNode);
  return new Set(
    parts
      .flatMap((part) => textIn(part.cssSelector).split(","))
      .map((one) => one.trim())
      .filter((one) => one !== ""),
  );
}

/** The number of words that the page itself gives is nearly reached: the whole article is there. */
function isWhole(page: Page, words: number): boolean {
  const count = Number(textIn(page.article?.wordCount).replace(/\D/g, ""));
  return count > 0 && words >= count * 0.8;
}

function hasWall(root: PageElement): boolean {
  for (const element of elements(root)) {
    if (
      / (?:paywall|regwall|pay wall|subscription wall|paid wall|premium lock|article gate|locked content|tp container|piano \w+|subscriber wall|subscriber only|subscribers only|paid content|premium wall) /.test(
        classWords(element),
      )
    ) {
      const text = textOf(element);
      return (
        text.length < 800 &&
        /subscri|abonn|suscri|assin|iscri|sign in|log in|register|unlock|prenumer|подпис/i.test(text) &&
        attribute(element, "hidden") === ""
      );
    }
  }
  return false;
}

/** Whether a line asks to pay or to register for the rest. */
export function isWallLine(text: string): boolean {
  return text.length <= 300 && WALL.test(text);
}

const WALL = new RegExp(
  [
    "(?:subscribe|sign in|log in|register|sign up|create (?:a|your) (?:free )?account|become a (?:member|subscriber)).{0,40} to (?:continue|keep|read|unlock|finish|access|view)(?: (?:reading|the (?:full|rest)|this (?:article|story)|more))?",
    "to (?:continue|keep) reading(?: this (?:article|story))?,? .{0,40}(?:subscribe|sign|log|register|account)",
    "this (?:article|story|content) is (?:only |exclusively )?(?:for|available to|reserved for) (?:\\w+ )?(?:subscribers|members)",
    "(?:subscriber|subscribers|member|members)[- ]only (?:article|content|story)",
    "continue reading (?:this article )?with a",
    "you(?:[’']ve| have) (?:reached|read|used) .{0,30}(?:free articles?|article limit)",
    "(?:weiterlesen|weiter lesen) (?:mit|nur)|um (?:diesen artikel )?weiter ?zu ?lesen|dieser artikel ist (?:nur )?für abonnent|jetzt (?:abonnieren und )?weiterlesen|mit (?:\\S+ )?abo weiterlesen",
    "(?:pour|afin de) lire la suite|article (?:est )?réservé (?:aux|à nos) abonnés|il vous reste .{1,20}% de cet article",
    "para seguir leyendo|(?:artículo|contenido) (?:exclusivo|solo) para suscriptores|suscríbete para (?:leer|seguir|continuar)",
    "per continuare a leggere|(?:articolo|contenuto) riservato agli abbonati|abbonati per (?:leggere|continuare)",
    "para continuar (?:a ler|lendo)|(?:conteúdo|artigo) exclusivo para assinantes|assine para (?:ler|continuar)",
    "om verder te lezen|verder lezen\\?|alleen voor abonnees|voor abonnees",
    "läs vidare med|bli prenumerant för att läsa|dla prenumeratorów|aby czytać dalej|доступно только (?:по подписке|подписчикам)|чтобы (?:читать дальше|продолжить чтение)|この記事は(?:有料)?会員(?:限定|専用)|続きを読むには|本文仅(?:限)?订阅|구독자 전용|للمشتركين فقط",
  ].join("|"),
  "iu",
);
