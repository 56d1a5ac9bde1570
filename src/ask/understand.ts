import { InputError } from "#errors.ts";
import { names } from "#text/names.ts";
import { words } from "#text/words.ts";
import type { Turn } from "#types.ts";
import { carryOver } from "./carry-over.ts";
import { focusOf } from "./focus.ts";
import { questionKind } from "./kinds.ts";
import type { Idiom, Question, QuestionWord } from "./question.ts";
import type { Term, Vocabulary } from "./rank/vocabulary.ts";

/** Characters; a question is not an article. */
const LONGEST_QUESTION = 4000;

/** Chat written around a question, and question words written without their apostrophe. */
const FILLER = new Set("lol lmao omg pls plz please hey hi hello ok okay whats whos hows wheres whens whys".split(" "));
/** Asking to be told is not what is asked. */
const PREAMBLE =
  /^(?:\W*(?:hey|hi|hello|so|ok|okay|please|pls)\b\W*)*(?:(?:can|could|would) (?:you|someone|anyone|somebody|anybody)(?: please)? (?:tell|explain|show)|do (?:you|we) know|does any(?:one|body) know|any idea|tell|i want to know|i wonder)(?: me| us)?\b(?! about$)/iu;

/** Reads the question; no model, no library. Throws `InputError` where nothing is asked. */
export function understand(question: string, history: readonly Turn[], vocabulary: Vocabulary): Question {
  const text = question.trim();
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw new InputError(
      text === ""
        ? "Expected a question, found nothing. Ask in a sentence or a few words."
        : "Expected a question, found no word in it. Ask in a sentence or a few words.",
    );
  }
  if (text.length > LONGEST_QUESTION) {
    throw new InputError(
      `Expected a question of at most ${LONGEST_QUESTION} characters, found ${text.length}. Ask for one thing at a time.`,
    );
  }
  const asked = text.replace(PREAMBLE, "");
  const { kind, phrase } = questionKind(asked);
  const own = ownWords(asked, phrase, vocabulary);
  const carried = carryOver(text, own, history, vocabulary);
  const topics = carried.words.map((word) => word.term.surface);
  return {
    text,
    understoodAs: topics.length === 0 ? text : `${text} (about: ${carried.topics.join(", ")})`,
    kind,
    counted: kind === "count" ? countedIn(asked, vocabulary) : shortUnit(asked, vocabulary),
    words: [...own, ...carried.words],
    told: carried.told,
    bigrams: bigrams(asked, vocabulary),
    idioms: idioms(asked, vocabulary),
    names: namesIn(asked, vocabulary),
    focus: focusOf(asked, vocabulary),
    phrases: quoted(text, vocabulary),
  };
}

function ownWords(text: string, phrase: string, vocabulary: Vocabulary): readonly QuestionWord[] {
  const asking = new Set(words(phrase).map((word) => word.text));
  const lowerOnly = text === text.toLowerCase();
  const found = new Map<string, QuestionWord>();
  for (const [index, word] of words(text).entries()) {
    const term = vocabulary.term(word.text);
    if (term.idf === 0 || asking.has(word.text) || FILLER.has(word.text) || found.has(term.stem)) continue;
    const isName = !lowerOnly && index > 0 && /^\p{Lu}/u.test(text.slice(word.start, word.start + 2));
    found.set(term.stem, { term, weight: 1, isName, spellings: [] });
  }
  return [...found.values()];
}

/** `minute` in `how many minutes`. Longer times are told in many ways (`from 1990 to 1995`), short ones in their unit. */
function shortUnit(text: string, vocabulary: Vocabulary): string | null {
  const unit = /\bhow many (seconds|minutes|hours|days)\b/iu.exec(text)?.[1];
  return unit === undefined ? null : vocabulary.stemOf(unit.toLowerCase());
}

/** The last word of content right after `how many`: `how many small wooden houses were …`. */
function countedIn(text: string, vocabulary: Vocabulary): string | null {
  const after = /\bhow many ((?:\S+\s*){1,4})/iu.exec(text)?.[1] ?? "";
  let counted: string | null = null;
  for (const word of words(after)) {
    const term = vocabulary.term(word.text);
    if (term.idf === 0) break;
    counted = term.stem;
    if (/s$/u.test(word.text) || term.stem !== word.text) break;
  }
  return counted;
}

function bigrams(text: string, vocabulary: Vocabulary): readonly (readonly [string, string])[] {
  const terms = words(text).map((word) => vocabulary.term(word.text));
  return terms.slice(1).flatMap((term, index) => {
    const before = terms[index];
    // Two stop words side by side ("of the") say nothing.
    return before && before.idf + term.idf > 0 ? [[before.stem, term.stem] as const] : [];
  });
}

function idioms(text: string, vocabulary: Vocabulary): readonly Idiom[] {
  const terms = words(text).map((word) => vocabulary.term(word.text));
  return vocabulary.phrases(terms).map(({ term, at, length }) => ({
    key: term.stem,
    stems: terms.slice(at, at + length).map((part) => part.stem),
  }));
}

function namesIn(text: string, vocabulary: Vocabulary): readonly (readonly string[])[] {
  return names(text).map((name) =>
    words(name.text)
      .map((word) => vocabulary.term(word.text))
      .flatMap((term) => (term.idf > 0 ? term.stem : [])),
  );
}

function quoted(text: string, vocabulary: Vocabulary): readonly (readonly string[])[] {
  return [...text.matchAll(/["“”]([^"“”]{2,200})["“”]/gu)]
    .map((match) => words(match[1] ?? "").map((word) => vocabulary.term(word.text) as Term))
    .map((terms) => terms.map((term) => term.stem))
    .filter((phrase) => phrase.length > 0);
}
