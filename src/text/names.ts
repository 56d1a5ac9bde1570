import type { Span } from "#types.ts";
import { DIGIT, isGap, kindOf, runEnd, UPPER } from "./ascii.ts";
import { sentences } from "./sentences.ts";
import { isStopWord } from "./stop-words.ts";

/** A name as it stands in a text: `text === whole.slice(start, end)`, without title (`Ms.`) and possessive `'s`. */
export interface NameMention extends Span {
  readonly text: string;
}

/**
 * The names in a text, in order: runs of capitalised words, held together by `of`, `the`, `van`, `de` and the like. The
 * first word of a sentence counts unless it is a stop word, a common opening word, or stands in lower case elsewhere in
 * the text. Days and months alone are no names.
 */
export function names(text: string): NameMention[] {
  const found: NameMention[] = [];
  for (const sentence of sentences(text)) {
    collect(found, text, tokensOf(text, sentence));
  }
  return found;
}

interface Token extends Span {
  readonly text: string;
  readonly possessive: boolean;
  /** What stands between the token before and this one; `null` at the start of a sentence. */
  readonly gap: string | null;
}

const TOKEN = /(?:\p{Lu}\.)+(?=\s|\p{Lu}|$)|[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}]*(?:['’-][\p{L}\p{M}\p{Nd}]+)*/gu;

function tokensOf(text: string, sentence: Span): Token[] {
  const slice = text.slice(sentence.start, sentence.end);
  const tokens: Token[] = [];
  let before: number | null = null;
  for (let at = 0; at < slice.length; ) {
    if (isGap(slice.charCodeAt(at))) {
      at += 1;
      continue;
    }
    const found = plainToken(slice, at) ?? anyToken(slice, at);
    if (found === null) break;
    const { start, end, possessive } = found;
    const surface = slice.slice(start, possessive ? end - 2 : end);
    const gap = before === null ? null : slice.slice(before, start);
    const from = sentence.start + start;
    tokens.push({ text: surface, start: from, end: from + surface.length, possessive, gap });
    before = end;
    at = end;
  }
  return tokens;
}

interface Found extends Span {
  readonly possessive: boolean;
}

/** A run of ASCII letters and digits that surely nothing belongs to; `null` where the expression must decide. */
function plainToken(text: string, start: number): Found | null {
  if (kindOf(text.charCodeAt(start)) === 0) return null;
  const end = runEnd(text, start);
  const next = text.charCodeAt(end);
  const initial = next === FULL_STOP && end === start + 1;
  const plain = end === text.length || (isGap(next) && next !== HYPHEN && !initial);
  return plain ? { start, end, possessive: false } : null;
}

const FULL_STOP = 0x2e;
const HYPHEN = 0x2d;

/** The next token of any kind at or after `at`. */
function anyToken(text: string, at: number): Found | null {
  TOKEN.lastIndex = at;
  const match = TOKEN.exec(text);
  if (match === null) return null;
  const end = match.index + match[0].length;
  return { start: match.index, end, possessive: /['’]s$/i.test(match[0]) };
}

/** Whether the word, in lower case, stands anywhere in the text by itself: no letter, apostrophe or hyphen before it. */
function standsIn(text: string, word: string): boolean {
  if (!/^\p{Ll}[\p{L}\p{M}]*$/u.test(word)) return false;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const opens = at === 0 || isGap(text.charCodeAt(at - 1)) || kindOf(text.charCodeAt(at - 1)) === DIGIT;
    const before = opens
      ? text.charCodeAt(at - 1) === HYPHEN
      : /[\p{L}\p{M}'’]$/u.test(text.slice(Math.max(0, at - 2), at));
    const end = at + word.length;
    if (!before && !/^[\p{L}\p{M}]/u.test(text.slice(end, end + 2))) return true;
  }
  return false;
}

function isCapital(word: string): boolean {
  const kind = kindOf(word.charCodeAt(0));
  return kind === UPPER || (kind === 0 && /^\p{Lu}/u.test(word));
}

function collect(found: NameMention[], text: string, tokens: readonly Token[]): void {
  let run: Token[] = [];
  const close = () => {
    const name = nameOf(run, text);
    if (name !== null) {
      found.push(name);
    }
    run = [];
  };
  for (const [index, token] of tokens.entries()) {
    if (run.length > 0 && !continues(run, token)) {
      close();
    }
    if (isNamePart(token, text) || (run.length > 0 && isConnector(tokens, index))) {
      run.push(token);
    } else if (run.length > 0) {
      close();
    }
  }
  close();
}

/** Within a name stand single spaces, `&` and the full stop of a title or an initial. */
function continues(run: readonly Token[], token: Token): boolean {
  const last = run[run.length - 1];
  if (last === undefined || last.possessive || token.gap === null) {
    return false;
  }
  const abbreviated = TITLES.has(last.text) || /^\p{Lu}$/u.test(last.text) || last.text === "St";
  return /^\s(?:& )?$/.test(token.gap) || token.gap === "" || (abbreviated && token.gap === ". ");
}

function isNamePart(token: Token, text: string): boolean {
  if (!isCapital(token.text)) {
    return false;
  }
  const plain = token.text.toLowerCase();
  if (/^(?:(?:\p{Lu}\.)+|\p{Lu}{2,})$/u.test(token.text)) {
    return true;
  }
  if (isStopWord(plain) || /^i['’]/.test(plain)) {
    // `May`, `Will` and `Can` are names too, but not at the start of a sentence.
    return token.gap !== null && AMBIGUOUS.has(plain) && !opensQuotation(token);
  }
  const opens = token.gap === null || opensQuotation(token);
  return !(opens && (OPENERS.has(plain) || standsIn(text, plain)));
}

function opensQuotation(token: Token): boolean {
  return token.gap !== null && /["“‘:]\s*$/.test(token.gap);
}

function isConnector(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token === undefined || token.possessive || !CONNECTORS.has(token.text)) {
    return false;
  }
  const next = tokens[index + 1];
  if (next === undefined || next.gap === null || !/^[^\S\n]$/u.test(next.gap)) {
    return false;
  }
  const capital = isCapital(next.text) && !isStopWord(next.text.toLowerCase());
  return capital || (token.text !== "the" && next.text === "the" && isConnector(tokens, index + 1));
}

function nameOf(run: readonly Token[], text: string): NameMention | null {
  const from = run.findIndex((token) => !TITLES.has(token.text));
  const first = run[from];
  const last = run[run.length - 1];
  if (first === undefined || last === undefined || (first === last && CALENDAR.has(first.text))) {
    return null;
  }
  return { text: text.slice(first.start, last.end), start: first.start, end: last.end };
}

function listOf(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

const CONNECTORS = listOf("of the for de del della di da du la le van von der den ter bin ibn al el y");
const TITLES = listOf("Mr Mrs Ms Mx Dr");
const AMBIGUOUS = listOf("may will");
const CALENDAR = listOf(`
  Monday Tuesday Wednesday Thursday Friday Saturday Sunday
  January February March April May June July August September October November December`);

/** Content words that often open a sentence or question and are then capitalised. */
const OPENERS = listOf(`
  tell explain describe name list give show summarize summarise find compare say please thanks hello hi yes
  according however meanwhile moreover furthermore although despite instead later earlier today yesterday tomorrow
  several many much one two three four five six seven eight nine ten first second third last next
  officials police people critics supporters reporters lawyers experts others nobody everyone everybody someone
  anyone something nothing everything asked told speaking following including given based perhaps maybe soon
  almost nearly well ok okay like unlike thus therefore hence besides indeed finally eventually recently currently
  originally born known`);
