import type { AnalysedSentence } from "#ask/rank/analyse.ts";
import type { Term } from "#ask/rank/vocabulary.ts";
import type { Findings } from "#ask/retrieve.ts";
import { words } from "#text/words.ts";
import type { Span } from "#types.ts";
import { saidByLastName } from "./same-person.ts";

/** A word of a sentence beside the question. Offsets are those of the sentence. */
export interface Token extends Span {
  readonly term: Term;
  /** Words of the question it stands for (by index), each with a strength of 0 to 1. */
  readonly matches: ReadonlyMap<number, number>;
  /** Clause of the sentence it stands in, from 0. */
  readonly clause: number;
}

/** A sentence and the question laid side by side. */
export interface Alignment {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Importance of each word of the question, 0 for those the conversation added. */
  readonly weights: readonly number[];
}

/** Weaker likenesses are chance. */
const LEAST_STRENGTH = 0.4;
/** A name says which article, another word says what is asked of it. */
const NAME_WEIGHT = 0.5;
const IDF_CEILING = 6;

/** How surely a last name alone stands for the whole name. */
const LAST_NAME = 0.9;

export function align(findings: Findings, sentence: AnalysedSentence): Alignment {
  const { question, matcher, names } = findings;
  const { text } = sentence;
  const aliases = saidByLastName(findings, sentence);
  const others = [...question.words.keys()].filter((word) => aliases.has(question.words[word]?.term.stem ?? ""));
  const found = words(text);
  const breaks = [...text.matchAll(CLAUSE_BREAK)].map(({ index }) => index);
  const tokens = found.map(({ start, end }, index) => {
    const term = sentence.terms[index] as Term;
    const strong = matcher.match(term).filter(({ strength }) => strength >= LEAST_STRENGTH);
    const matches = new Map(strong.map(({ word, strength }) => [word, strength]));
    if (aliases.has(term.stem))
      for (const word of others) matches.set(word, Math.max(LAST_NAME, matches.get(word) ?? 0));
    return { start, end, term, matches, clause: breaks.filter((at) => at < start).length };
  });
  const weights = question.words.map(({ term, weight }, index) => {
    const importance = Math.min(IDF_CEILING, term.idf) * (names[index] ? NAME_WEIGHT : 1);
    return weight < 1 ? 0 : importance;
  });
  return { text, tokens, weights };
}

/** Where another clause begins: marks, and words that open one. */
const CLAUSE_BREAK =
  /[,;:()[\]–—]|(?<=\s)-(?=\s)|\b(?:and|but|while|whereas|although|though|because|which|who|whose|when|where|that)\b/giu;
