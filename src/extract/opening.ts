import { printedDate } from "./printed-date.ts";

/** What the lines between headline and text say. */
interface Opening {
  readonly author: string | null;
  /** `2018-06-15` */
  readonly publishedAt: string | null;
  /** How many of the paragraphs said nothing else. */
  readonly lines: number;
}

/** Lines that may stand between a headline and its text, such as a byline, a place and a date. */
const MOST_LINES = 4;
/** Characters; what is longer is no byline. */
const LONGEST_LINE = 120;
/** Characters of a summary under a headline; what is longer is text. */
const LONGEST_SUMMARY = 300;

/** Reads the author (`known`: as the file names them) and the day of publication from the paragraphs that follow a headline. */
export function readOpening(paragraphs: readonly string[], known: string | null = null): Opening {
  let [author, publishedAt, lines]: [string | null, string | null, number] = [null, null, 0];
  for (const [index, paragraph] of paragraphs.slice(0, MOST_LINES).entries()) {
    const said = paragraph === known ? { author: known, date: null, isAll: true } : readLine(paragraph);
    if (said === null) {
      break;
    }
    author ??= said.author;
    publishedAt ??= said.date;
    lines = said.isAll && lines === index ? index + 1 : lines;
  }
  return { author, publishedAt, lines };
}

interface Said {
  readonly author: string | null;
  readonly date: string | null;
  /** Nothing else stands in the line. */
  readonly isAll: boolean;
}

/** `null` where the text begins. */
function readLine(line: string): Said | null {
  const isLine = line.length <= LONGEST_LINE;
  const printed = isLine && !UPDATED.test(line) ? printedDate(line) : null;
  const rest = printed?.rest ?? line;
  const author = isLine ? bylineOf(rest) : null;
  if (author !== null) {
    return { author, date: printed?.date ?? null, isAll: true };
  }
  if (printed !== null && isMostlyDate(rest, line)) {
    return { author: null, date: printed.date, isAll: rest === "" };
  }
  return line.length <= LONGEST_SUMMARY ? { author: null, date: null, isAll: false } : null;
}

/** Beside the date stands next to nothing, or a place, an outlet or another name: words that all have capitals. */
function isMostlyDate(rest: string, line: string): boolean {
  const isName = /^(?:\p{Lu}[\p{L}.'’-]*[\s,|·•–—-]*){1,5}$/u.test(rest);
  return !/[.!?]$/.test(rest) && (isName || rest.length <= Math.max(line.length / 2, 12));
}

const UPDATED = /^\W*(?:last |zuletzt )?(?:updated|modified|revised|aktualisiert|mis à jour|actualizado)/i;

function bylineOf(line: string): string | null {
  const name = BYLINE.exec(line)?.[1]?.replace(/[\s,;|·•–—-]+$/, "") ?? null;
  return name !== null && name.length <= 80 && !/[.!?]["”]?$/.test(name.replace(/\b\p{Lu}\.$/u, "")) ? name : null;
}

/** After the word names come, each with a capital, but for the small words between and in them. */
const BYLINE =
  /^(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]i|[Dd]oor)[: ]\s*(\p{Lu}[\p{L}\p{M}.'’-]*(?:(?:,| )+(?:\p{Lu}[\p{L}\p{M}.'’-]*|and|und|et|y|e|de|da|di|del|der|den|van|von|bin|al|le|la|&)){0,12}[\s,;|·•–—-]*)$/u;
