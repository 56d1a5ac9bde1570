import type { QuestionWord } from "#ask/question.ts";
import type { TermStatistics } from "#ports.ts";

/** Passages imagined beside those of a small shelf, so that three paragraphs do not decide which word is rare. */
const IMAGINED_PASSAGES = 20;

/**
 * How much each word of the question matters: background idf, times how rare the word is in the searched shelves
 * (0 to 1), times its weight in the question. On a single story the background decides, in a large library both do.
 */
export function importances(words: readonly QuestionWord[], statistics: TermStatistics): readonly number[] {
  const passages = statistics.passages + IMAGINED_PASSAGES;
  const greatest = Math.log(1 + (passages + 0.5) / 0.5);
  return words.map((word) => {
    const stems = [word.term.stem, ...word.spellings.map((spelling) => spelling.stem)];
    const containing = Math.max(0, ...stems.map((stem) => statistics.frequencies.get(stem) ?? 0));
    const local = Math.log(1 + (passages - containing + 0.5) / (containing + 0.5));
    return word.weight * word.term.idf * Math.max(0.05, local / greatest);
  });
}
