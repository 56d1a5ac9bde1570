import type { NumberMention } from "#text/numbers.ts";
import { sentences } from "#text/sentences.ts";
import { stem } from "#text/stems.ts";
import { isStopWord } from "#text/stop-words.ts";
import { words } from "#text/words.ts";
import { mentions } from "./mentions.ts";

/** A word of a statement or quote, in its place. */
export interface Token {
  /** As `words()` folds it. */
  readonly text: string;
  readonly stem: string;
  readonly start: number;
  readonly end: number;
  /** Place among all words, from 0. */
  readonly place: number;
  readonly sentence: number;
  /** Rises at every comma, bracket, and word such as `but` or `which`. */
  readonly clause: number;
  readonly isContent: boolean;
  readonly isCapital: boolean;
  /** The first word of its sentence. */
  readonly isFirst: boolean;
}

/** A text taken apart for comparing. */
export interface Reading {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly numbers: readonly NumberMention[];
  readonly words: ReadonlySet<string>;
  /** Stems of the words that carry content. */
  readonly stems: ReadonlySet<string>;
}

const CLAUSE_MARK = /[,;:()[\]—–]|\s-\s/u;
const CLAUSE_WORDS: ReadonlySet<string> = new Set(
  "but although though while whereas because which who whose".split(" "),
);

export function read(text: string): Reading {
  const spans = sentences(text);
  const tokens: Token[] = [];
  let sentence = 0;
  let clause = 0;
  let before = 0;
  for (const word of words(text)) {
    while (sentence + 1 < spans.length && word.start >= (spans[sentence]?.end ?? 0)) sentence += 1;
    const gap = text.slice(before, word.start);
    const last = tokens.at(-1);
    const isFirst = last === undefined || last.sentence !== sentence;
    if (isFirst || CLAUSE_MARK.test(gap) || CLAUSE_WORDS.has(word.text)) clause += 1;
    const stemmed = stem(word.text);
    tokens.push({
      text: word.text,
      start: word.start,
      end: word.end,
      stem: stemmed,
      place: tokens.length,
      sentence,
      clause,
      isContent: stemmed !== "" && !isStopWord(word.text),
      isCapital: /^\p{Lu}/u.test(text.slice(word.start, word.start + 2)),
      isFirst,
    });
    before = word.end;
  }
  const content = tokens.filter(({ isContent }) => isContent);
  return {
    text,
    tokens,
    numbers: mentions(text),
    words: new Set(tokens.map((token) => token.text)),
    stems: new Set(content.map((token) => token.stem)),
  };
}

/** From this share on two sentences are taken to speak of the same. */
export const SAME_MATTER = 0.4;

/** Share of the content words in one sentence (that around a word) that the other holds, measured on the shorter one. */
export function sharedMatter(one: Reading, at: Token, other: Reading, there: Token): number {
  const content = ({ tokens }: Reading, { sentence }: Token) =>
    new Set(tokens.filter((token) => token.isContent && token.sentence === sentence).map(({ stem }) => stem));
  const [first, second] = [content(one, at), content(other, there)];
  const shared = [...first].filter((stem) => second.has(stem)).length;
  return shared / Math.max(1, Math.min(first.size, second.size));
}
