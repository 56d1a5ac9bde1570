import type { Idiom, QuestionWord } from "#ask/question.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";

/** 99 of 100 pairs of words taken at random have a smaller cosine (measured on the shipped vectors). */
const LEAST_COSINE = 0.34;
/** From here on two words are taken to mean the same; never as sure as the same word. */
const SAME_COSINE = 0.85;
const SURE = 0.95;

/** How well a word of the text stands for a word of the question. */
export interface Match {
  /** Index into the words of the question. */
  readonly word: number;
  /** 1: the same stem; below 1: a near spelling, or a word of similar meaning. */
  readonly strength: number;
}

export interface Matcher {
  readonly words: readonly QuestionWord[];
  /** What a word of a text stands for, each word of the question at most once. */
  match(term: Term): readonly Match[];
}

const NOTHING: readonly Match[] = [];

/** Compares each different word of the texts with the question once. */
export function createMatcher(
  words: readonly QuestionWord[],
  idioms: readonly Idiom[],
  vocabulary: Vocabulary,
): Matcher {
  const known = new Map<Term, readonly Match[]>();
  const expected = expectedKeys(words, idioms, vocabulary);
  return {
    words,
    match(term) {
      let matches = known.get(term);
      if (matches === undefined) {
        matches = term.idf > 0 ? compare(words, term, vocabulary, expected.get(term.stem)) : NOTHING;
        known.set(term, matches);
      }
      return matches;
    },
  };
}

type Expected = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** For each key the thesaurus expects in a text: which words of the question it stands for, how surely. */
function expectedKeys(words: readonly QuestionWord[], idioms: readonly Idiom[], vocabulary: Vocabulary): Expected {
  const expected = new Map<string, Map<number, number>>();
  const expect = (word: number, key: string, strength: number) => {
    const known = expected.get(key) ?? new Map<number, number>();
    known.set(word, Math.max(strength, known.get(word) ?? 0));
    expected.set(key, known);
  };
  for (const [index, { term, isName }] of words.entries()) {
    if (isName) continue;
    for (const [key, strength] of vocabulary.related(term.stem)) expect(index, key, strength);
    for (const idiom of idioms) {
      if (!idiom.stems.includes(term.stem)) continue;
      expect(index, idiom.key, 1);
      for (const [key, strength] of vocabulary.related(idiom.key)) expect(index, key, strength);
    }
  }
  return expected;
}

function compare(
  words: readonly QuestionWord[],
  term: Term,
  vocabulary: Vocabulary,
  expected: ReadonlyMap<number, number> | undefined,
): readonly Match[] {
  const found: Match[] = [];
  const isNumeric = /\d/u.test(term.surface);
  for (const [index, word] of words.entries()) {
    const strength = Math.max(expected?.get(index) ?? 0, strengthOf(word, term, isNumeric, vocabulary));
    if (strength > 0) found.push({ word: index, strength });
  }
  return found.length === 0 ? NOTHING : found;
}

function strengthOf(word: QuestionWord, term: Term, isNumeric: boolean, vocabulary: Vocabulary): number {
  if (word.term.stem === term.stem) return 1;
  const spelling = word.spellings.find((candidate) => candidate.stem === term.stem);
  if (spelling) return spelling.likeness;
  // Names are not exchanged for similar names: Paris is near London in every table of vectors.
  if (word.isName || isNumeric || /\d/u.test(word.term.surface)) return 0;
  const cosine = vocabulary.similarity(word.term, term);
  return Math.min(SURE, Math.max(0, (cosine - LEAST_COSINE) / (SAME_COSINE - LEAST_COSINE)));
}
