import type { QuestionKind } from "#ask/kinds.ts";
import { meaningOf } from "#ask/rank/meaning.ts";
import type { Reading } from "#ask/rank/reading.ts";
import type { Findings } from "#ask/retrieve.ts";

/** Kinds of questions in the order of the model. */
export const ASKED_KINDS: readonly QuestionKind[] = [
  "person",
  "time",
  "duration",
  "age",
  "count",
  "amount",
  "money",
  "place",
  "quote",
  "reason",
  "yes/no",
  "manner",
  "thing",
  "topic",
];

/** What is asked for, as directions of meaning. */
export interface AskedVectors {
  /** Place in `ASKED_KINDS`. */
  readonly kind: number;
  /** Vector of the word that names what is asked for; `null` where none does. */
  readonly focus: Float32Array | null;
  /** Unit vector of the words that are no names. */
  readonly telling: Float32Array | null;
  /** Stems the thesaurus expects in an answer to the focus, how surely. */
  readonly expected: ReadonlyMap<string, number>;
}

const NOTHING: ReadonlyMap<string, number> = new Map();

export function askedVectors({ question, vocabulary, names }: Findings, reading: Reading): AskedVectors {
  const focus = question.words.find(({ term }) => term.stem === question.focus);
  const telling = question.words.filter((_, word) => (reading.telling[word] ?? 0) > 0).map(({ term }) => term);
  const plain = question.words.filter((_, word) => !names[word]).map(({ term }) => term);
  return {
    kind: ASKED_KINDS.indexOf(question.kind),
    focus: focus ? vocabulary.vector(focus.term) : null,
    telling: meaningOf(telling.length > 0 ? telling : plain, vocabulary),
    expected: question.focus === null ? NOTHING : vocabulary.related(question.focus),
  };
}
