import { addressesModel } from "#text/addressed.ts";
import { normaliseText } from "#text/normalise.ts";
import { sentences } from "#text/sentences.ts";
import { fold } from "./folded.ts";
import { speaksOfItself } from "./of-itself.ts";

const MOST_CHARACTERS = 600;
/** A quotation may hold a short one of its own. */
const MOST_SENTENCES = 3;

/**
 * What keeps a model's statement from being plain prose, in words it can act on; `null`: it may be shown as far as its
 * form goes. No links, pings, markup, citation marks or characters that cannot be seen, and no word to or about the model.
 */
export function plainProse(text: string, quotes: readonly string[]): string | null {
  if (!/[\p{L}\p{N}]/u.test(text)) return "The statement is empty. Say something that the quotes say, or leave it out.";
  if (hasUnseen(text))
    return "The statement holds characters that cannot be seen, or line breaks. Write one plain line.";
  if (text.length > MOST_CHARACTERS || sentences(text).length > MOST_SENTENCES) {
    return "The statement is too long. Write one statement of one or two sentences.";
  }
  const raised = RAISED.exec(text);
  if (raised) return MARKER.replace("%", raised[0]);
  const plain = text.normalize("NFKC");
  const quoted = quotes.map((quote) => fold(quote).text).join("\n");
  for (const { found, unlessQuoted, complaint } of FORBIDDEN) {
    const match = [...plain.matchAll(found)].find(([words]) => !(unlessQuoted && stands(words, quoted)));
    if (match) return complaint.replace("%", match[0].trim());
  }
  return speaksOfItself(plain, quoted) ?? addressesModel(plain);
}

function stands(words: string, quoted: string): boolean {
  return quoted.includes(fold(words).text.trim());
}

/** Control, format, private and unpaired characters, line breaks, and heaps of combining marks. */
function hasUnseen(text: string): boolean {
  return normaliseText(text) !== text || /[\p{Cc}\p{Co}\p{Cs}\u2028\u2029]|\p{M}{4}/u.test(text);
}

/** `one.¹` and `word²`, not `km²`. */
const RAISED = /(?<=[\s.,;:!?”"’')\]]|\p{L}{4})[¹²³⁴⁵⁶⁷⁸⁹⁰]+/u;

interface Forbidden {
  readonly found: RegExp;
  /** It may stand in the statement where it stands in a quote. */
  readonly unlessQuoted: boolean;
  /** `%` stands for what was found. */
  readonly complaint: string;
}

const LINK = "“%” is a link or address. Leave out links; the citation shows where the words stand.";
const PING = "“%” would call people or channels. Leave it out.";
const MARKUP = "“%” is markup. Write plain prose without headings, lists, bold, code or tags.";
const MARKER = "“%” is a citation mark. Leave it out: the quotes are the citation.";

/** Common endings of addresses; two letters in lower case right after a full stop are taken for one, too. */
const DOMAIN =
  /(?<![\p{L}\p{N}.-])[a-z0-9][a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|info|biz|gov|edu|mil|app|dev|xyz|site|online|shop|link|click|top|club|live|news|page|zip|exe|[a-z]{2}(?<!vs|st|dr|mr|no))(?![\p{L}\p{N}]|\.\p{L})/giu;

/** In the order in which they are looked for. Matched against the statement in Unicode form NFKC. */
const FORBIDDEN: readonly Forbidden[] = [
  {
    found: /\b(?:[a-z][a-z0-9+.-]{1,15}:\/\/|www\.|mailto:|javascript:|data:)\S*/giu,
    unlessQuoted: false,
    complaint: LINK,
  },
  { found: /\[[^\]]*\]\([^)]*\)/gu, unlessQuoted: false, complaint: LINK },
  { found: /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+\.[\p{L}.]{2,}/gu, unlessQuoted: false, complaint: LINK },
  {
    found: /\b[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?::\d+)?\/[\p{L}\p{N}]\S*/gu,
    unlessQuoted: false,
    complaint: LINK,
  },
  { found: /\b\d{1,3}(?:\.\d{1,3}){3}\b/gu, unlessQuoted: true, complaint: LINK },
  { found: DOMAIN, unlessQuoted: true, complaint: LINK },
  { found: /\b[a-z0-9-]+\s?[([{]?\bdot\b[)\]}]?\s?(?:com|net|org|io|gg)\b/giu, unlessQuoted: true, complaint: LINK },
  { found: /@\s?(?:everyone|here)\b/giu, unlessQuoted: false, complaint: PING },
  { found: /<(?:@[!&]?|#|a?:\w+:|t:|\/[\w -]+:|id:)[\w:-]*>?/gu, unlessQuoted: false, complaint: PING },
  { found: /(?<![\p{L}\p{N}])@[\p{L}\p{N}_]+/gu, unlessQuoted: true, complaint: PING },
  { found: /<[/!?]?\p{L}[^<>]*>?|&#?\w{2,8};/gu, unlessQuoted: false, complaint: MARKUP },
  { found: /^\s*(?:#{1,6}|-#|>{1,3}|[-*+•‣▪–—]|\d{1,3}[.)]|\(?[a-z]\))\s/gu, unlessQuoted: false, complaint: MARKUP },
  { found: /`+|\*{2,}|~{2,}|_{2,}|\|{1,}|\\+|^={3,}|\$\$/gu, unlessQuoted: false, complaint: MARKUP },
  { found: /(?<![\p{L}\p{N}])([*_])(?=\S)[^*_]*?\S?\1(?![\p{L}\p{N}])/gu, unlessQuoted: false, complaint: MARKUP },
  { found: /[{}]/gu, unlessQuoted: true, complaint: MARKUP },
  { found: /(?<!\S):\w{2,32}:(?!\S)/gu, unlessQuoted: true, complaint: MARKUP },
  {
    found: /\[\^?[\d,;\s–-]+\]|\[[a-z]{1,3}\d+\]|[【】†‡]/giu,
    unlessQuoted: false,
    complaint: MARKER,
  },
  {
    found: /[([](?:see |cf\. )?(?:passages?|sources?|citations?|quotes?|documents?|refs?)\b[^)\]]*[)\]]/giu,
    unlessQuoted: true,
    complaint: MARKER,
  },
  {
    found: /\b(?:passages?|excerpts?|snippets?|documents?|sources?) (?:#?\d+|\[?[a-z]\d+\]?)(?![\p{L}\p{N}])/giu,
    unlessQuoted: true,
    complaint: MARKER,
  },
  { found: /\[[^\]]*\]/gu, unlessQuoted: true, complaint: MARKER },
];
