import { normaliseLine } from "#text/normalise.ts";
import { LONGEST_FIELD } from "./limits.ts";

/** A title or name as one line, without markup and character references of HTML; `null` where nothing is left. */
export function plainLine(html: string | undefined): string | null {
  const text = (html ?? "").slice(0, LONGEST_FIELD).replace(/<[/!a-zA-Z][^<>]*>/g, "");
  return normaliseLine(decodeReferences(text)) || null;
}

/** A name that HTML does not markup: only made one line. */
export function line(text: string | undefined): string | null {
  return normaliseLine((text ?? "").slice(0, LONGEST_FIELD)) || null;
}

/** Plain text as HTML, a paragraph for each of its paragraphs. */
export function asHtml(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return escaped
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${paragraph.trim()}</p>`)
    .join("\n");
}

const REFERENCE = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}));/g;

function decodeReferences(text: string): string {
  return text.replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED.get(name) ?? letter(name) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return code > 0x1f && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000)
      ? String.fromCodePoint(code)
      : "\ufffd";
  });
}

const NAMED: ReadonlyMap<string, string> = new Map(
  `amp & lt < gt > quot " apos ' ndash – mdash — hellip … lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ laquo « raquo »
  lsaquo ‹ rsaquo › bull • middot · copy © reg ® trade ™ deg ° euro € pound £ sect § times × frac12 ½ iexcl ¡ iquest ¿
  szlig ß aelig æ AElig Æ oelig œ OElig Œ oslash ø Oslash Ø eth ð ETH Ð thorn þ THORN Þ`
    .split(/\s+/)
    .flatMap((word, index, words) => (index % 2 === 0 ? [[word, words[index + 1] ?? ""] as const] : []))
    .concat([["nbsp", " "] as const, ["shy", ""] as const]),
);

const MARKS: Readonly<Record<string, string>> = {
  ...{ grave: "\u0300", acute: "\u0301", circ: "\u0302", tilde: "\u0303" },
  ...{ uml: "\u0308", ring: "\u030a", caron: "\u030c", cedil: "\u0327" },
};

/** `eacute` is an e with its mark. */
function letter(name: string): string | null {
  const mark = MARKS[name.slice(1)];
  return mark === undefined ? null : `${name.charAt(0)}${mark}`.normalize("NFC");
}
