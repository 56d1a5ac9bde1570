import { names } from "#text/names.ts";
import { words } from "#text/words.ts";
import type { Turn } from "#types.ts";
import type { QuestionWord } from "./question.ts";
import type { Vocabulary } from "./rank/vocabulary.ts";
import { isCredited } from "./topics.ts";

/** Weight of a carried name and of any other carried word, beside 1 for the question's own words. */
const NAME_WEIGHT = 0.4;
const TOPIC_WEIGHT = 0.25;
/** The same beside own words that carry content: then the topic only helps to choose between equals. */
const BACKGROUND_SHARE = 0.5;
/** Names and topic words taken along at most. */
const MOST_WORDS = 8;
/** Of them, those a reader is told about. */
const MOST_TOPICS = 3;
const TITLE = /^(?:mr|mrs|ms|miss|mx|dr)$/u;

const POINTS_BACK =
  /\b(?:he|she|they|it|him|her|hers|his|them|their|theirs|its|that|this|these|those|there|then|one|ones|same|both|former|latter)\b/iu;
const CONTINUES = /^(?:and|but|so|also|or|what about|how about|what else|why|why not|how come|really|since when)\b/iu;

export interface CarriedOver {
  readonly words: readonly QuestionWord[];
  /** How a reader names what was carried over: words of the conversation as they stand there, for want of names. */
  readonly topics: readonly string[];
  /** The last answer, word for word; empty where nothing was carried over. */
  readonly told: string;
}

const NOTHING: CarriedOver = { words: [], topics: [], told: "" };

/** What the last turns add to a question that cannot be understood without them. */
export function carryOver(
  question: string,
  own: readonly QuestionWord[],
  history: readonly Turn[],
  vocabulary: Vocabulary,
): CarriedOver {
  if (history.length === 0 || !dependsOnHistory(question, own)) return NOTHING;
  const hasTopic = own.length > 0;
  const user = history.findLast((turn) => turn.role === "user");
  const assistant = history.findLast((turn) => turn.role === "assistant");
  const found = [user, assistant].flatMap((turn) => candidates(turn?.text ?? "", vocabulary));
  const carried = withoutRepeats(found, own).slice(0, MOST_WORDS);
  return {
    words: carried.map((word) => ({
      ...word,
      weight: word.weight * (hasTopic && !word.isName ? BACKGROUND_SHARE : 1),
    })),
    topics: carried.slice(0, MOST_TOPICS).map((word) => word.written),
    told: assistant?.text ?? "",
  };
}

function withoutRepeats<Word extends QuestionWord>(
  found: readonly Word[],
  own: readonly QuestionWord[],
): readonly Word[] {
  const known = new Set(own.map((word) => word.term.stem));
  return found.filter(({ term }) => {
    const isNew = !known.has(term.stem);
    known.add(term.stem);
    return isNew;
  });
}

function dependsOnHistory(question: string, own: readonly QuestionWord[]): boolean {
  return (
    own.length === 0 || (own.length === 1 && !own[0]?.isName) || POINTS_BACK.test(question) || CONTINUES.test(question)
  );
}

/** Content words of a turn, without titles and credited outlets: names first, then the rarest words. */
function candidates(text: string, vocabulary: Vocabulary): readonly (QuestionWord & { readonly written: string })[] {
  const credited = names(text).filter((name) => isCredited(name, text));
  const found = words(text)
    .filter((word) => !TITLE.test(word.text))
    .filter((word) => !credited.some(({ start, end }) => word.start >= start && word.end <= end))
    .map((word) => {
      const written = text.slice(word.start, word.end);
      const isName = word.start > 0 && /^\p{Lu}/u.test(written);
      return {
        term: vocabulary.term(word.text),
        weight: isName ? NAME_WEIGHT : TOPIC_WEIGHT,
        isName,
        spellings: [],
        written,
      };
    });
  return found
    .filter((word) => word.term.idf > 0)
    .toSorted((a, b) => Number(b.isName) - Number(a.isName) || b.term.idf - a.term.idf)
    .slice(0, MOST_WORDS);
}
