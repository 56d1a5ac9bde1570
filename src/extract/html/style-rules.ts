import { attribute, findAll, type PageElement } from "./dom.ts";

/** Classes and ids (`.name`, `#name`) that the style sheets in a page hide, on screens of every width. */
export function hiddenByRules(root: PageElement): ReadonlySet<string> {
  return new Set(
    rulesIn(root)
      .filter(({ body }) => /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(body))
      .flatMap(({ selectors }) => selectors),
  );
}

/** What the style sheets in a page say of the page as a whole: of `html`, `body` and `:root`. */
export function rulesOfPage(root: PageElement): readonly string[] {
  return rulesIn(root)
    .filter(({ selectors }) => selectors.some((one) => /^(?:html|body|:root)$/i.test(one)))
    .map(({ body }) => body);
}

function rulesIn(root: PageElement): readonly Rule[] {
  const sheets = findAll(root, (element) => element.tag === "style" && isForScreens(element));
  return sheets.flatMap((sheet) => [...rulesOf(sheet.children.filter((child) => typeof child === "string").join(""))]);
}

/** A sheet for print or for screens of some widths says nothing about what most readers see. */
function isForScreens(sheet: PageElement): boolean {
  return /^(?:all|screen|)$/i.test(attribute(sheet, "media").trim());
}

interface Rule {
  readonly selectors: readonly string[];
  readonly body: string;
}

/** Rules outside `@media` and the like, with those of their selectors that are one class, one id or one element. */
function* rulesOf(source: string): Generator<Rule> {
  const css = source
    .split("/*")
    .map((part, index) => (index === 0 ? part : part.split("*/").slice(1).join("")))
    .join(" ");
  let depth = 0;
  let from = 0;
  let selector = "";
  for (const { 0: brace, index } of css.matchAll(/[{}]/g)) {
    if (brace === "{") {
      selector = depth === 0 ? css.slice(from, index) : "@";
      depth++;
    } else {
      depth = Math.max(0, depth - 1);
      if (depth === 0 && !selector.includes("@")) {
        yield { selectors: simple(selector), body: css.slice(from, index) };
      }
    }
    from = index + 1;
  }
}

function simple(selector: string): readonly string[] {
  return selector
    .split(",")
    .map((one) => /^(?:[a-z]{1,10})?([.#][\w-]+)$|^(:?[a-z]{1,10})$/i.exec(one.trim())?.slice(1).join("") ?? "")
    .filter((one) => one !== "");
}
