import type { Notice } from "#types.ts";
import {
  attribute,
  findAll,
  INLINE,
  isElement,
  type PageComment,
  type PageElement,
  type PageNode,
  textOf,
} from "./dom.ts";

/**
 * The tree with what a reader of the page does not see replaced by marks: elements that are hidden by attribute, style,
 * class or a rule of the page, templates, and comments that hold sentences.
 */
export function withHiddenMarked(root: PageElement, rules: ReadonlySet<string>, isOnColour = false): PageElement {
  const isColoured = isOnColour || /background/i.test(attribute(root, "style")) || root.attributes.has("bgcolor");
  return { ...root, children: root.children.flatMap((child) => seen(child, rules, isColoured)) };
}

/** What was hidden inside an element, for the person who ingests it; `null`: nothing was. */
export function hiddenText(element: PageElement): Notice | null {
  const marks = findAll(element, (inner) => inner.tag === MARK).map((mark) => Number(attribute(mark, "characters")));
  const characters = marks.reduce((sum, count) => sum + count, 0);
  if (characters === 0) {
    return null;
  }
  const passages = marks.length === 1 ? "1 hidden passage" : `${marks.length} hidden passages`;
  const were = marks.length === 1 ? "was" : "were";
  return { kind: "hidden-text", message: `${passages} (${characters} characters) ${were} left out` };
}

const MARK = "x-hidden";

function seen(node: PageNode, rules: ReadonlySet<string>, isColoured: boolean): PageNode[] {
  if (typeof node === "string") {
    return [node];
  }
  if (!isElement(node)) {
    return ofComment(node);
  }
  return isHidden(node, rules, isColoured) ? mark(textOf(node)) : [withHiddenMarked(node, rules, isColoured)];
}

function mark(text: string): PageNode[] {
  return text === "" ? [] : [{ tag: MARK, attributes: new Map([["characters", String(text.length)]]), children: [] }];
}

/** Content systems leave short comments everywhere; one of sentences was meant to be read by someone. */
function ofComment({ comment }: PageComment): PageNode[] {
  const isProse = !comment.includes("<") && /\p{L}+(?:[\s,;:'’-]+\p{L}+){7,}/u.test(comment.slice(0, 5000));
  return isProse ? mark(comment.replace(/\s+/g, " ").trim()) : [];
}

function isHidden(element: PageElement, rules: ReadonlySet<string>, isColoured: boolean): boolean {
  if (NEVER.has(element.tag)) {
    return false;
  }
  return (
    element.tag === "template" ||
    isHiddenByAttribute(element) ||
    isHiddenByStyle(attribute(element, "style"), isColoured) ||
    (element.tag === "font" && !isColoured && WHITE.test(attribute(element, "color"))) ||
    isHiddenByClass(element, rules)
  );
}

/** Tools hide these while the page loads. */
const NEVER = new Set(["main", "article"]);

function isHiddenByAttribute(element: PageElement): boolean {
  const hidden = element.attributes.get("hidden");
  if (hidden !== undefined && hidden !== "until-found") {
    return true;
  }
  // Where letters are styled one by one, a screen reader is given the word instead.
  const isLetter = () => INLINE.has(element.tag) && textOf(element).length <= 3;
  return attribute(element, "aria-hidden") === "true" && !isLetter();
}

function isHiddenByStyle(style: string, isColoured: boolean): boolean {
  if (style === "") {
    return false;
  }
  const colour = /(?:^|;)\s*color\s*:\s*([^;]+)/i.exec(style)?.[1]?.replace("!important", "").trim() ?? "";
  const background = /background(?:-color)?\s*:\s*([^;]+)/i.exec(style)?.[1]?.trim() ?? "";
  const isOnWhite = background === "" ? !isColoured : WHITE.test(background);
  return HIDING.test(style) || (WHITE.test(colour) && isOnWhite) || /^transparent$/i.test(colour);
}

const WHITE = /^(?:#fff(?:fff)?|white|rgba?\(\s*255\s*,\s*255\s*,\s*255\b.*\))$/i;

const HIDING = new RegExp(
  [
    "display\\s*:\\s*none",
    "visibility\\s*:\\s*(?:hidden|collapse)",
    "opacity\\s*:\\s*0(?:\\.0+)?\\s*(?:[;!]|$)",
    "font-size\\s*:\\s*[01](?:px|pt|em|rem|%)?\\s*(?:[;!]|$)",
    "(?:^|[;\\s])(?:max-)?(?:width|height)\\s*:\\s*[01](?:px)?\\s*[;!].*overflow\\s*:\\s*hidden",
    "overflow\\s*:\\s*hidden.*[;\\s](?:max-)?(?:width|height)\\s*:\\s*[01](?:px)?\\s*(?:[;!]|$)",
    "(?:left|top|right|bottom|text-indent|margin-left|margin-top)\\s*:\\s*-\\d{3,}",
    "clip\\s*:\\s*rect\\(\\s*[01](?:px)?[\\s,]+[01](?:px)?[\\s,]+[01](?:px)?[\\s,]+[01]",
    "clip-path\\s*:\\s*inset\\(\\s*(?:50|100)%",
  ].join("|"),
  "i",
);

const HIDING_CLASSES =
  /^(?:(?:u-|is-|a11y-)?(?:sr-only|visually-?hidden|screen-reader(?:-text|-only)?|element-invisible|offscreen|off-screen|assistive-text|a11y-hidden)|(?:is-|u-)?hidden|d-none|hide)$/i;

function isHiddenByClass(element: PageElement, rules: ReadonlySet<string>): boolean {
  const classes = attribute(element, "class").split(/\s+/).slice(0, 100);
  // With `d-none d-md-block` or `hidden md:block` it is hidden on some screens only.
  const isResponsive = classes.some((name) => /^d-\w+-|^\w{2,3}:|-(?:sm|md|lg|xl|mobile|desktop)\b/.test(name));
  const isNamed = !isResponsive && classes.some((name) => HIDING_CLASSES.test(name));
  const id = attribute(element, "id");
  return isNamed || classes.some((name) => rules.has(`.${name}`)) || (id !== "" && rules.has(`#${id}`));
}
