import type { QuestionKind } from "#ask/kinds.ts";
import { answerWordFeatures } from "#ask/learned/answer-word-features.ts";
import type { AnalysedSentence } from "./analyse.ts";
import { nearestFit } from "./answer-type.ts";
import { share } from "./coverage.ts";
import { flag, type View, weighted } from "./sentence-view.ts";

const QUANTITIES: ReadonlySet<QuestionKind> = new Set(["duration", "age", "count", "amount", "money"]);

/** Whether it holds the kind of thing that is asked for. */
export function kindFeatures({ findings, reading, item, beside, lent, fits }: View) {
  const { question, matcher } = findings;
  const named = question.kind === "person" ? hasNewName(item.sentence, reading.asked) : null;
  const [answerWord, answerWordSure] = answerWordFeatures(beside.answerWords);
  return {
    fits: flag(fits === 1),
    misfits: flag(fits === 0),
    newName: flag(named === true),
    noNewName: flag(named === false),
    fitsContext: fits === 1 ? share(weighted(lent, reading.rarity), reading.rarity) : 0,
    nearFit: fits === 1 ? nearestFit(question.kind, item.sentence, matcher) : 0,
    answerWord,
    answerWordSure,
  };
}

/** What is asked for; the same for all sentences, it decides which other features count. */
export function questionFeatures({ findings: { question } }: View) {
  const { kind, words } = question;
  return {
    askedWords: Math.min(1, words.length / 10),
    asksPerson: flag(kind === "person"),
    asksTime: flag(kind === "time"),
    asksQuantity: flag(QUANTITIES.has(kind)),
    asksPlace: flag(kind === "place"),
    asksReason: flag(kind === "reason"),
    asksYesNo: flag(kind === "yes/no"),
    asksThing: flag(kind === "thing"),
  };
}

function hasNewName(sentence: AnalysedSentence, asked: ReadonlySet<string>): boolean {
  return (
    sentence.capitalised.some((term) => !asked.has(term.stem)) ||
    (/^\p{Lu}\p{Ll}+ \p{Lu}/u.test(sentence.text) && !asked.has(sentence.terms[0]?.stem ?? ""))
  );
}
