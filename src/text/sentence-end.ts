import { CALENDAR, NUMBERED, STARTERS, SUFFIXES, TIME_WORDS, TITLES } from "./abbreviations.ts";

/**
 * Whether the sentence that began at `start` ends at `cut`. `mark` is where its closing marks (`.`, `?!`, `…`) begin;
 * between them and `cut` stand closing quotation marks and brackets. Looks back to `start` and ahead no further than
 * the first words after the cut.
 */
export function endsSentence(text: string, start: number, mark: number, cut: number): boolean {
  const closing = text.slice(mark, cut);
  if (WIDE_MARK.test(closing)) {
    return true;
  }
  const next = nextWord(text, cut);
  if (next === null) {
    return true;
  }
  if (next.gap === "") {
    return gluedSentence(text, mark, cut, next);
  }
  if (next.kind === "dash") {
    return false;
  }
  if (next.kind === "lower") {
    return isLowerCaseProse(text, start, mark, closing);
  }
  if (/^\.+["'”’»)\]}]*/.test(closing) && !closing.startsWith("..")) {
    return !isAbbreviation(text, start, mark, closing, next);
  }
  if (closing === "!" && COMPANY.test(next.word)) {
    return false;
  }
  return !(/^[.…]*[?!…]/.test(closing) && /["”’']$/.test(closing) && isAttribution(next));
}

/** `Yahoo! Inc.` */
const COMPANY = /^(?:Inc|Corp|Ltd|Co)$/;

/** Marks of scripts that put no space after a sentence. */
const WIDE_MARK = /^[。！？｡．]/;

interface Next {
  readonly gap: string;
  readonly kind: "upper" | "lower" | "digit" | "dash" | "other";
  /** The first run of letters and digits; empty if the next thing is something else. */
  readonly word: string;
  /** What directly follows the word. */
  readonly after: string;
}

const NEXT = /(\s*)(["'“‘«„([{¿¡*_]*)([\p{L}\p{M}\p{Nd}]+)?/uy;

function nextWord(text: string, cut: number): Next | null {
  NEXT.lastIndex = cut;
  const match = NEXT.exec(text);
  const gap = match?.[1] ?? "";
  const word = match?.[3] ?? "";
  const at = cut + gap.length;
  if (at >= text.length) {
    return null;
  }
  const end = match === null ? at : NEXT.lastIndex;
  return { gap, kind: kindOf(word, text.charAt(at)), word, after: text.slice(end, end + 32) };
}

function kindOf(word: string, first: string): Next["kind"] {
  if (word === "") {
    return /[-–—,;:]/.test(first) ? "dash" : "other";
  }
  if (/^\p{Ll}/u.test(word)) {
    return /^\p{Ll}{1,2}\p{Lu}/u.test(word) ? "upper" : "lower";
  }
  return /^\p{Nd}/u.test(word) ? "digit" : "upper";
}

/** `the end.The next`: a space forgotten between sentences, which shows in a word that opens sentences. */
function gluedSentence(text: string, mark: number, cut: number, next: Next): boolean {
  return (
    next.kind === "upper" &&
    STARTERS.has(next.word) &&
    /^ \S/.test(next.after) &&
    /[\p{Ll}\p{Nd})]{2}$/u.test(text.slice(Math.max(0, mark - 2), mark)) &&
    !/[([{]$/.test(text.slice(mark, cut))
  );
}

/** `.` before a lower-case word ends a sentence only where sentences do not begin with capitals anyway. */
function isLowerCaseProse(text: string, start: number, mark: number, closing: string): boolean {
  const first = /["'“‘«([]*(\p{L})/uy;
  first.lastIndex = start;
  const letter = first.exec(text)?.[1] ?? "A";
  return (
    /\p{Ll}/u.test(letter) && /^[.!?]$/.test(closing) && /\p{Ll}{3}$/u.test(text.slice(Math.max(start, mark - 3), mark))
  );
}

/** `"Why?" Kim asked.` is one sentence. */
function isAttribution(next: Next): boolean {
  const words = `${next.word}${next.after}`.split(/(?:\n|[.!?…])/, 1)[0] ?? "";
  return /^\p{Lu}[\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*){0,2} (?:asks?|asked|said|says|told|cried|replied|wrote|added|shouted|wondered|answered|exclaimed|yelled|joked|recalled|tweeted|insisted|declared|demanded|responded|quipped|continued|repeated|laughed|whispered|screamed)\b/u.test(
    words,
  );
}

const LAST_TOKEN = /[^\s("“‘«[—–-]*$/u;

function isAbbreviation(text: string, start: number, mark: number, closing: string, next: Next): boolean {
  const token = (LAST_TOKEN.exec(text.slice(Math.max(start, mark - 24), mark))?.[0] ?? "").replace(/^'/, "");
  const opensItem = text.slice(start, start + token.length) === token && start + token.length === mark;
  if (NUMBERED.has(token)) {
    return next.kind === "digit";
  }
  if (/^(?:\d{1,3}|\p{Ll})$/u.test(token)) {
    // `1. Wash your hands`: the number opens the sentence. `Roe v. Wade`, `c. AD 400`, `p. 5`.
    return opensItem || /^[cv]$/.test(token) || (next.kind === "digit" && /^\p{Ll}$/u.test(token));
  }
  if (next.kind === "digit") {
    return SUFFIXES.has(token) || CALENDAR.has(token) || TITLES.has(token) || LATIN.test(token);
  }
  return !/["”’»)]/.test(closing) || TITLES.has(token) ? continuesName(token, text, start, mark, next) : false;
}

/** Whether an abbreviation and the capitalised word after it belong together. */
function continuesName(token: string, text: string, start: number, mark: number, next: Next): boolean {
  const opens = STARTERS.has(next.word) && !next.after.startsWith(".");
  if (TITLES.has(token)) {
    return !(opens && /^(?:A|An|The|He|She|It|They|In|On|At)$/.test(next.word));
  }
  if (DOTTED.test(token)) {
    return opensWithTime(text, start, mark) || dottedContinues(token, next, opens);
  }
  if (/^\p{Lu}$/u.test(token)) {
    return !(opens || COUNTED.test(text.slice(Math.max(start, mark - 14), mark - 1)));
  }
  return CALENDAR.has(token) ? TIME_WORDS.has(next.word) : SUFFIXES.has(token) && !opens;
}

/** Never at the end of a sentence. */
const LATIN = /^(?:e\.g|i\.e|a\.k\.a)$/i;
const DOTTED = /^(?:(?:\p{L}\.)+\p{L}|Ph\.D)$/u;

/** `At 5 p.m. Kim left.` */
function opensWithTime(text: string, start: number, mark: number): boolean {
  return mark - start < 40 && TIME_OPENING.test(text.slice(start, mark));
}

const TIME_OPENING =
  /^["“(]*(?:At|By|On|Around|About|Until|Since|After|Before|From|Shortly)(?: (?:before|after|about|around))?(?: [\d:]+){1,2} [ap]\.m$/;

/** After `U.S.` a sentence ends only before a word that opens sentences; after `p.m.` also before other names. */
function dottedContinues(token: string, next: Next, opens: boolean): boolean {
  if (LATIN.test(token)) {
    return true;
  }
  if (/^[ap]\.m$/i.test(token)) {
    return TIME_WORDS.has(next.word) || /^\p{Lu}{2,}$/u.test(next.word);
  }
  return !opens;
}

/** `World War I. Kim …`: the letter counts something and is no initial. */
const COUNTED =
  /\b(?:War|Part|Act|Chapter|Volume|Phase|Plan|Type|Grade|Group|Class|Exhibit|[Vv]itamin|[Hh]epatitis|and|than)\s$/;
