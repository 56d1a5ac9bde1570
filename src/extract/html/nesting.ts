import { InputError } from "#errors.ts";

/** Most elements inside each other. Pages of outlets stay under 60; what is deeper is broken or built to do harm. */
const DEEPEST = 500;

/**
 * Throws `InputError` where elements stand too deep inside each other, before anything is built of them. One pass: a
 * closing tag closes everything that was opened after its element, as in the parser.
 */
export function checkNesting(source: string): void {
  const open: string[] = [];
  const counts = new Map<string, number>();
  TAG.lastIndex = 0;
  for (let match = TAG.exec(source); match !== null; match = TAG.exec(source)) {
    const name = (match[2] ?? "!--").toLowerCase();
    if (match[1] === "/") {
      close(name, open, counts);
    } else if (SKIPPED.has(name)) {
      TAG.lastIndex = endOf(name, source, TAG.lastIndex);
    } else if (!UNCOUNTED.has(name)) {
      open.push(name);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    if (open.length > DEEPEST) {
      throw new InputError(
        `Expected a web page, found more than ${DEEPEST} elements inside each other. Give a saved text of the article instead.`,
      );
    }
  }
}

const TAG = /<(?:(\/?)([a-zA-Z][a-zA-Z0-9:_-]{0,60})|!--)/g;
const SKIPPED = new Set(["!--", "script", "style", "textarea", "title", "svg", "math"]);

/** Without content, or closed by what follows them. */
const UNCOUNTED = new Set(
  "area base br col embed hr img input link meta param source track wbr p li td th tr dd dt option optgroup colgroup tbody thead tfoot rt rp html head body".split(
    " ",
  ),
);

function close(name: string, open: string[], counts: Map<string, number>): void {
  if ((counts.get(name) ?? 0) === 0) {
    return;
  }
  for (let last = open.pop(); last !== undefined; last = open.pop()) {
    counts.set(last, (counts.get(last) ?? 1) - 1);
    if (last === name) {
      return;
    }
  }
}

function endOf(name: string, source: string, from: number): number {
  const ending = name === "!--" ? /-->/g : new RegExp(`</${name}`, "gi");
  ending.lastIndex = from;
  return ending.exec(source) === null ? source.length : ending.lastIndex;
}
