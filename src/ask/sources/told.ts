import type { AnalysedPassage, AnalysedSentence } from "#ask/rank/analyse.ts";
import { nameWords } from "#ask/verify/names.ts";
import { type Reading, read, type Token } from "#ask/verify/reading.ts";

/** A sentence in its passage, taken apart for comparing values. */
export interface Told {
  readonly sentence: AnalysedSentence;
  readonly passage: AnalysedPassage;
  /** Of the sentence, taken apart when first looked at. */
  readonly reading: Reading;
  /** Title and text of the passage; taken apart when first looked at. */
  readonly around: () => Reading;
  /** Words of names in the sentence, folded. */
  readonly names: ReadonlySet<string>;
}

export function toldIn(passage: AnalysedPassage, sentence: AnalysedSentence): Told {
  const reading = lazily(() => read(sentence.text.replace(/\s+/gu, " ")));
  const names = lazily(() => namesOf(reading()));
  return {
    sentence,
    passage,
    get reading() {
      return reading();
    },
    get names() {
      return names();
    },
    around: () => readAround(passage),
  };
}

function readAround(passage: AnalysedPassage): Reading {
  const known = arounds.get(passage) ?? read(`${passage.article.title}\n\n${passage.passage.text}`);
  arounds.set(passage, known);
  return known;
}

/** A passage never changes under its id, and many sentences of it are compared. */
const arounds = new WeakMap<AnalysedPassage, Reading>();

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Folded words of names; the first word of a sentence is none by its capital letter alone. */
export function namesOf(reading: Reading): ReadonlySet<string> {
  const capitals = nameWords(reading);
  const inside = new Set(capitals.filter(({ isFirst }) => !isFirst).map(({ text }) => text));
  const isName = ({ isFirst, place, text }: Token) =>
    !isFirst || inside.has(text) || reading.tokens[place + 1]?.isCapital === true;
  return new Set(capitals.filter(isName).map(({ text }) => text));
}
