import { elements, isElement, type PageElement } from "./dom.ts";

/** Classes and ids (`.name`, `#name`) that the style sheets in a page hide, on screens of every width. */
export function hiddenByRules(root: PageElement): ReadonlySet<string> {
  const hidden = new Set<string>();
  for (const element of elements(root)) {
    if (element.tag === "style") {
      for (const rule of rulesOf(
        element.children.filter((child) => !isElement(child) && typeof child === "string").join(""),
      )) {
        if (/(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(rule.body)) {
          for (const selector of rule.selectors) {
            hidden.add(selector);
          }
        }
      }
    }
  }
  return hidden;
}

interface Rule {
  readonly selectors: readonly string[];
  readonly body: string;
}

/** Rules outside `@media` and the like, with those of their selectors that are one class or id. */
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
    .map((one) => /^(?:[a-z]{1,10})?([.#][\w-]+)$/i.exec(one.trim())?.[1] ?? "")
    .filter((one) => one !== "");
}
