/**
 * What Discord makes of a text, as far as it matters here: every piece of markup, mention, link or emoji that is not
 * escaped. Written from Discord's rules, without the code under test.
 */
export function activeMarkup(content: string): string[] {
  return content.split("\n").flatMap((line) => [...lineMarkup(line), ...inlineMarkup(line)]);
}

/** A backslash shows the next character as it is, unless that is a letter, a digit or a space. */
const escaped = /\\[^0-9A-Za-z\s]/gu;
/** Stands for an escaped character: nothing in any rule. */
export const inert = String.fromCharCode(1);

function lineMarkup(line: string): string[] {
  const bare = line.replace(escaped, inert);
  return [/^\s*#{1,3}\s/u, /^\s*-#\s/u, /^\s*>(?:>>)?\s/u, /^\s*[-*+]\s/u, /^\s*\d+\.\s/u]
    .map((rule) => rule.exec(bare)?.[0])
    .filter((found) => found !== undefined);
}

function inlineMarkup(line: string): string[] {
  const bare = line.replace(escaped, inert);
  const rules = [
    /\*+|_{1,}|~~|\|\||`+/gu,
    /<(?:@|#|t:|a?:|id:|\/|https?:|mailto:|tel:|\+)[^>]*>/giu,
    /@everyone|@here/giu,
    /(?:https?|steam|discord):\/\/\S*/giu,
    /\[[^\]]*\]\([^)]*\)/gu,
    /:[\p{L}\p{N}_+-]+:/gu,
    /discord(?:app)?\.(?:gg|com)/giu,
    // What is not seen, or turns the reading direction.
    /[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u00AD\u061C\u{E0000}-\u{E007F}]/gu,
    /\p{Surrogate}/gu,
  ];
  const controls = [...bare].filter((character) => character !== inert && /\p{Cc}/u.test(character));
  return [...rules.flatMap((rule) => bare.match(rule) ?? []), ...controls];
}

/** The text that Discord shows of a content without active markup. */
export function shown(content: string): string {
  return content.replace(/\\([^0-9A-Za-z\s])/gu, "$1");
}
