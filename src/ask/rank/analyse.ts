import type { StoredPassage } from "#ports.ts";
import { type NameMention, names } from "#text/names.ts";
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
interface Mention {
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
  const counts = new Map<string, number>();
  let length = 0;
  const told = new Set<Term>();
  for (const terms of [title, ...parts.map((part) => part.terms)]) {
    for (const term of terms) {
      if (term.idf === 0) continue;
      length += 1;
      counts.set(term.stem, (counts.get(term.stem) ?? 0) + 1);
    }
  }
  for (const term of title) if (term.idf > 0) told.add(term);
  for (const part of parts) for (const term of part.told) told.add(term);
  const { text, start } = stored.passage;
  // Most candidates are never asked for these.
  const found = lazily(() => namesWithStems(text, vocabulary));
  const full = lazily(() =>
    [...namesWithStems(stored.article.title, vocabulary), ...found()]
      .map(({ stems }) => stems)
      .filter((stems) => stems.length >= 2 && stems.length <= 4),
  );
  const mentions = lazily(() => mentionsIn(text, parts, start, found()));
  return {
    ...stored,
    sentences: parts,
    title,
    counts,
    length,
    get names() {
      return full();
    },
    get mentions() {
      return mentions();
    },
    told: [...told],
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
  const meaning = lazily(() =>
    meaningOf(
      content.filter((term) => !capitalised.includes(term)),
      vocabulary,
    ),
  );
  const phrases = vocabulary.phrases(terms).map((phrase) => phrase.term);
  return {
    start: offset + span.start,
    end: offset + span.end,
    text,
    ordinal,
    terms,
    content,
    told: phrases.length === 0 ? content : [...content, ...new Set(phrases)],
    get meaning() {
      return meaning();
    },
    capitalised: [...new Set(capitalised)],
  };
}

/** Calls `make` at the first call and gives what it made at every call. */
function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

interface Name extends NameMention {
  readonly stems: readonly string[];
}

function namesWithStems(text: string, vocabulary: Vocabulary): readonly Name[] {
  return names(text).map((name) => ({ ...name, stems: contentStems(name.text, vocabulary) }));
}

function contentStems(name: string, vocabulary: Vocabulary): readonly string[] {
  const terms = words(name).map((word) => vocabulary.term(word.text));
  return terms.filter((term) => term.idf > 0).map((term) => term.stem);
}

function mentionsIn(
  text: string,
  parts: readonly AnalysedSentence[],
  offset: number,
  found: readonly Name[],
): readonly Mention[] {
  return found.flatMap((name) => {
    const sentence = parts.findIndex(({ end }) => end - offset > name.start);
    if (sentence < 0 || name.stems.length === 0) return [];
    const start = (parts[sentence]?.start ?? 0) - offset;
    return [{ stems: name.stems, sentence, at: words(text.slice(start, name.start)).length }];
  });
}
