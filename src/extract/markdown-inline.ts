/**
 * A run of markdown text without its marks: emphasis, links (their text stays), images (dropped), code spans, escapes,
 * entities, HTML tags. Soft line breaks become spaces, hard ones stay. `references` are the names of link definitions,
 * in lower case.
 */
export function inlineProse(markdown: string, references: ReadonlySet<string>): string {
  const kept: string[] = [];
  // Two code points that are no characters stand around what must not be read as markup.
  const keep = (text: string) => `\ufdd0${kept.push(text) - 1}\ufdd1`;
  const marked = joinLines(
    markdown
      .replace(/[\ufdd0\ufdd1]/g, "")
      .replace(CODE, (_, _ticks, code: string) => keep(code.replace(/^ (.*) $/s, "$1"))),
  )
    .replace(/\\([!-/:-@[-`{-~\n])/g, (_, character: string) => keep(character))
    .replace(/<(https?:\/\/[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>/g, (_, address: string) => keep(address))
    .replace(/<br\s*\/?>/gi, " ")
    .replace(/<\/?[a-zA-Z][^<>]*>/g, "");
  const bare = withoutEmphasis(withoutLinks(marked, references)).replace(/ {2,}/g, " ");
  return decodeEntities(bare)
    .replace(KEPT, (_, index: string) => kept[Number(index)] ?? "")
    .trim();
}

const CODE = /(?<!`)(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g;
const KEPT = /\ufdd0(\d+)\ufdd1/g;

/** Runs of spaces and soft breaks are one space; a line that ends in two spaces or `\` keeps its break (as `\` and `\n`). */
function joinLines(markdown: string): string {
  const lines = markdown.split("\n").map((line) => {
    const text = line.replace(/[ \t]+/g, " ").trim();
    return / {2}$/.test(line) ? `${text}\\` : text;
  });
  return lines.reduce((joined, line) => joined + (joined.endsWith("\\") ? "\n" : " ") + line);
}

const TEXT = "((?:[^\\[\\]]|\\[[^\\[\\]]*\\])*)";
const TARGET = `\\( ?(?:<[^<>]*>|(?:[^\\s()]|\\([^\\s()]*\\))*)(?: (?:"[^"]*"|'[^']*'|\\([^()]*\\)))? ?\\)`;
const IMAGE = new RegExp(`!\\[${TEXT}\\](?:${TARGET}|\\[[^\\]]*\\])`, "g");
const LINK = new RegExp(`\\[${TEXT}\\]${TARGET}`, "g");
const FULL_REFERENCE = new RegExp(`\\[${TEXT}\\]\\[([^\\]]*)\\]`, "g");

function withoutLinks(text: string, references: ReadonlySet<string>): string {
  const isKnown = (name: string) => references.has(name.trim().toLowerCase());
  return text
    .replace(IMAGE, "")
    .replace(/\[\^[^\]\s]+\]:?/g, "")
    .replace(LINK, "$1")
    .replace(FULL_REFERENCE, (whole, label: string, name: string) => (isKnown(name || label) ? label : whole))
    .replace(/!?\[([^[\]]+)\]/g, (whole, label: string) => (isKnown(label) ? label : whole));
}

function withoutEmphasis(text: string): string {
  let bare = text;
  // Nested at most twice in prose: **strong with *stress* inside**.
  for (let depth = 0; depth < 3; depth += 1) {
    bare = bare
      .replace(/(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1(?!\*)/g, "$2")
      .replace(/(?<![\p{L}\p{Nd}_])(_{1,3})(?=[^\s_])([^_]*[^\s_])\1(?![\p{L}\p{Nd}_])/gu, "$2")
      .replace(/~~(?=\S)([^~]*[^\s~])~~/g, "$1");
  }
  return bare;
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  laquo: "«",
  raquo: "»",
  eacute: "é",
  euro: "€",
  pound: "£",
  copy: "©",
  reg: "®",
  trade: "™",
  deg: "°",
  middot: "·",
  bull: "•",
  times: "×",
};

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]+));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) {
      return NAMED[name] ?? whole;
    }
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code >= 0x20 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
  });
}
