import type { Ask, AskRequest, Search } from "#ports.ts";
import type { Answer } from "#types.ts";
import { answerIsCited, firstStatementAnswers, quotesOf } from "./citations.ts";
import type { Outcome } from "./outcome.ts";
import { distinctArticles, findRelevant, type RelevantArticle } from "./retrieval.ts";
import type { ChosenQuestion } from "./selection.ts";

/** Passages asked for, so that ten distinct articles are found where an article has several of them. */
const SEARCH_LIMIT = 50;

interface EvaluationDependencies {
  readonly ask: Ask;
  readonly search: Search;
  readonly shelves: readonly string[];
  /** Whether quotes are searched for the answers. */
  readonly verbatim: boolean;
}

/**
 * Asks every question in turn and says what came back. A question that names its evidence is searched for first.
 * `onProgress` hears how many questions are done, after each.
 */
export async function evaluateQuestions(
  deps: EvaluationDependencies,
  questions: readonly ChosenQuestion[],
  onProgress?: (done: number) => void,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const item of questions) {
    const request: AskRequest = { question: item.question, history: item.history, shelves: deps.shelves };
    const ranks = item.articleIds.length > 0 ? await findRanks(deps, request, item.articleIds) : null;
    outcomes.push(outcomeOf(item, ranks, await deps.ask(request), deps.verbatim));
    onProgress?.(outcomes.length);
  }
  return outcomes;
}

async function findRanks({ search }: EvaluationDependencies, request: AskRequest, relevant: readonly string[]) {
  const evidence = await search({ ...request, limit: SEARCH_LIMIT });
  return findRelevant(distinctArticles(evidence), relevant);
}

function outcomeOf(
  item: ChosenQuestion,
  ranks: readonly RelevantArticle[] | null,
  answer: Answer,
  verbatim: boolean,
): Outcome {
  const { id, question, part, kind, answerable, answers } = item;
  return {
    ...{ id, question, part, answerable, answers },
    ...(kind !== undefined && { kind }),
    ...(item.foreign && { foreign: true }),
    ...(ranks !== null && { ranks }),
    abstained: answer.kind === "abstained",
    ...(answerable &&
      verbatim && { cited: answerIsCited(answer, answers), first: firstStatementAnswers(answer, answers) }),
    confidence: answer.confidence,
    milliseconds: answer.milliseconds,
    quotes: answer.kind === "answered" ? quotesOf(answer.statements) : [],
  };
}
