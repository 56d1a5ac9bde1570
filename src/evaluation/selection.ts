import { type Part, partOf } from "./parts.ts";
import type { EvaluationQuestion } from "./questions.ts";

/** Which questions are asked, and how. */
export interface Selection {
  /** All questions without it. */
  readonly part?: Part;
  /** 1: every question; 5: the first, the sixth, the eleventh, … of each list. */
  readonly every: number;
  /** Asked in lower case and without a question mark at the end. */
  readonly lower: boolean;
}

export interface ChosenQuestion extends EvaluationQuestion {
  readonly part: Part;
  /** From another folder than the articles: it has no answer here. */
  readonly foreign: boolean;
}

/**
 * The questions to ask, in the order of the lists. With a list of foreign questions (`null`: none are wanted) these
 * follow, as questions without an answer, and the folder's own unanswerable questions are left out.
 */
export function chooseQuestions(
  own: readonly EvaluationQuestion[],
  foreign: readonly EvaluationQuestion[] | null,
  selection: Selection,
): readonly ChosenQuestion[] {
  const kept = foreign === null ? own : own.filter((question) => question.answerable);
  return [
    ...chosen(kept, selection).map((question) => ({ ...question, foreign: false })),
    ...chosen(foreign ?? [], selection).map((question) => ({ ...question, ...withoutAnswer, foreign: true })),
  ];
}

const withoutAnswer = { answerable: false, answers: [], articleIds: [], nearArticleIds: [] };

function chosen(questions: readonly EvaluationQuestion[], { part, every, lower }: Selection) {
  return questions
    .map((question) => ({ ...question, part: partOf(question) }))
    .filter((question) => part === undefined || question.part === part)
    .filter((_, index) => index % every === 0)
    .map((item) => (lower ? { ...item, question: lowered(item.question) } : item));
}

function lowered(question: string): string {
  return question.toLowerCase().replace(/\s*\?+\s*$/u, "");
}
