import type { StoredPassage } from "#ports.ts";
import { names } from "#text/names.ts";
import { sentences } from "#text/sentences.ts";
import { words } from "#text/words.ts";
import type { Span } from "#types.ts";
import { meaningOf } from "./meaning.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";

/** A sentence taken apart. Offsets are those of the article. */
export interface AnalysedSentence extends Span {
  readonly text: string;
  /** Place in the passage, from 0. */
  readonly ordinal: number;
  /** All words in reading order. */
  readonly terms: readonly Term[];
  /** Each word that carries content once. */
  readonly content: readonly Term[];
  /** `content`, and the phrases of the thesaurus: what a word of the question can be matched with. */
  readonly told: readonly Term[];
  /** Words written with a capital letter anywhere but at the start of the sentence, each once. */
  readonly capitalised: readonly Term[];
  /** Direction of the meaning of its content words without names, see `meaningOf`; `null` where no word has a vector. */
  readonly meaning: Float32Array | null;
}

/** A name where it stands. */
export interface Mention {
  /** Of its words of content, in order. */
  readonly stems: readonly string[];
  /** Place of the sentence in the passage, and of the name's first word in the sentence. */
  readonly sentence: number;
  readonly at: number;
}

/** A passage taken apart, once: a passage never changes under its id. */
export interface AnalysedPassage extends StoredPassage {
  readonly sentences: readonly AnalysedSentence[];
  readonly title: readonly Term[];
  /** Occurrences of each content stem in title and text. */
  readonly counts: ReadonlyMap<string, number>;
  /** Number of content words in title and text. */
  readonly length: number;
  /** Names of two to four words in title and text, as stems. */
  readonly names: readonly (readonly string[])[];
  /** Names in the text, in order. */
  readonly mentions: readonly Mention[];
  /** Each content word and phrase of title and text once. */
  readonly told: readonly Term[];
}

export function analysePassage(stored: StoredPassage, vocabulary: Vocabulary): AnalysedPassage {
  const title = words(stored.article.title).map((word) => vocabulary.term(word.text));
  const parts = sentences(stored.passage.text).map((span, ordinal) =>
    analyseSentence(stored.passage.text, stored.passage.start, span, ordinal, vocabulary),
  );
  const all = [title, ...parts.map((part) => part.terms)].flat().filter((term) => term.idf > 0);
  const counts = new Map<string, number>();
  for (const term of all) counts.set(term.stem, (counts.get(term.stem) ?? 0) + 1);
  const mentions = mentionsIn(stored.passage.text, parts, stored.passage.start, vocabulary);
  return {
    ...stored,
    sentences: parts,
    title,
    counts,
    length: all.length,
    names: [...fullNames(stored.article.title, vocabulary), ...mentions.map((name) => name.stems)].filter(
      (stems) => stems.length >= 2 && stems.length <= 4,
    ),
    mentions,
    told: [...new Set([...title.filter((term) => term.idf > 0), ...parts.flatMap((part) => part.told)])],
  };
}

function analyseSentence(
  passage: string,
  offset: number,
  span: Span,
  ordinal: number,
  vocabulary: Vocabulary,
): AnalysedSentence {
  const text = passage.slice(span.start, span.end);
  const found = words(text);
  const terms = found.map((word) => vocabulary.term(word.text));
  const capitalised = found
    .filter((word, index) => index > 0 && /^\p{Lu}/u.test(text.slice(word.start, word.start + 2)))
    .map((word) => vocabulary.term(word.text));
  const content = [...new Set(terms.filter((term) => term.idf > 0))];
  const phrases = vocabulary.phrases(terms).map((phrase) => phrase.term);
  return {
    start: offset + span.start,
    end: offset + span.end,
    text,
    ordinal,
    terms,
    content,
    told: phrases.length === 0 ? content : [...content, ...new Set(phrases)],
    meaning: meaningOf(
      content.filter((term) => !capitalised.includes(term)),
      vocabulary,
    ),
    capitalised: [...new Set(capitalised)],
  };
}

function fullNames(text: string, vocabulary: Vocabulary): readonly (readonly string[])[] {
  return names(text).map((name) => contentStems(name.text, vocabulary));
}

function contentStems(name: string, vocabulary: Vocabulary): readonly string[] {
  const terms = words(name).map((word) => vocabulary.term(word.text));
  return terms.filter((term) => term.idf > 0).map((term) => term.stem);
}

function mentionsIn(
  text: string,
  parts: readonly AnalysedSentence[],
  offset: number,
  vocabulary: Vocabulary,
): readonly Mention[] {
  return names(text).flatMap((name) => {
    const sentence = parts.findIndex(({ end }) => end - offset > name.start);
    const start = (parts[sentence]?.start ?? 0) - offset;
    const at = words(text.slice(start, name.start)).length;
    const stems = contentStems(name.text, vocabulary);
    return sentence < 0 || stems.length === 0 ? [] : [{ stems, sentence, at }];
  });
}
