import type { QuestionKind } from "./kinds.ts";
import type { Term } from "./rank/vocabulary.ts";

/** Another spelling that the searched shelves know. */
export interface Spelling {
  readonly surface: string;
  readonly stem: string;
  /** 0 to 1: how sure it is that this was meant. */
  readonly likeness: number;
}

/** A word of the question that carries content. */
export interface QuestionWord {
  readonly term: Term;
  /** 1 for the question's own words, less for what the conversation adds. */
  readonly weight: number;
  readonly isName: boolean;
  /** Near spellings for a word that the shelves do not know; empty for all others. */
  readonly spellings: readonly Spelling[];
}

/** A phrase of the thesaurus in the question (`behind bars`). */
export interface Idiom {
  /** As the thesaurus names it: its stems joined by spaces. */
  readonly key: string;
  readonly stems: readonly string[];
}

/** A question as the walk understands it. */
export interface Question {
  readonly text: string;
  /** Stands without its conversation; equal to `text` where nothing was carried over. */
  readonly understoodAs: string;
  readonly kind: QuestionKind;
  /** Stem of what a `how many` question counts (of times, units shorter than a week only); `null` where it names nothing. */
  readonly counted: string | null;
  /** Each content word once, the question's own first. */
  readonly words: readonly QuestionWord[];
  /** What the last answer said: a follow-up does not ask to hear it again. Empty for other questions. */
  readonly told: string;
  /** Neighbouring words of the question, as stems, for phrase overlap. */
  readonly bigrams: readonly (readonly [string, string])[];
  readonly idioms: readonly Idiom[];
  /** Names in it, as the stems of their words of content. */
  readonly names: readonly (readonly string[])[];
  /** The word that names what is asked for (`crime` in `what crime did …`), as a stem; `null` where none does. */
  readonly focus: string | null;
  /** Phrases in quotation marks, as stems in order. */
  readonly phrases: readonly (readonly string[])[];
}
