import type { Turn } from "#types.ts";
import { isListOf, isRecord, isString, type JsonLine, readJsonLines } from "./json-lines.ts";
import { isPart, type Part, parts } from "./parts.ts";

/** One line of a `questions.jsonl`. */
export interface EvaluationQuestion {
  readonly id: string;
  readonly question: string;
  readonly answerable: boolean;
  /** Any of these, verbatim, is an answer; empty where the set gives none. */
  readonly answers: readonly string[];
  /** The articles that hold the evidence; empty where the set names none. */
  readonly articleIds: readonly string[];
  /** The articles that a question without an answer seems to be about; empty where the set names none. */
  readonly nearArticleIds: readonly string[];
  readonly history: readonly Turn[];
  /** What the set calls this sort of question. */
  readonly kind?: string;
  /** Where the set itself says which part the question belongs to (see `partOf`). */
  readonly part?: Part;
}

/** Reads JSON lines; empty lines are skipped. Throws `InputError` naming the line that does not fit. */
export function parseQuestions(jsonLines: string): readonly EvaluationQuestion[] {
  return readJsonLines(jsonLines, "the questions", readQuestion);
}

function readQuestion({ value, misfit }: JsonLine): EvaluationQuestion {
  const { id, question, answerable, answers = [], articleIds = [], nearArticleIds = [], history = [] } = value;
  const { kind, part } = value;
  if (!isString(id)) throw misfit("`id` as a string", id);
  if (!isString(question)) throw misfit("`question` as a string", question);
  if (typeof answerable !== "boolean") throw misfit("`answerable` as true or false", answerable);
  if (!isListOf(answers, isString)) throw misfit("`answers` as a list of strings", answers);
  if (!isListOf(articleIds, isString)) throw misfit("`articleIds` as a list of strings", articleIds);
  if (!isListOf(nearArticleIds, isString)) throw misfit("`nearArticleIds` as a list of strings", nearArticleIds);
  if (!isListOf(history, isTurn)) throw misfit("`history` as a list of {role, text}", history);
  if (part !== undefined && !isPart(part)) throw misfit(`\`part\` as ${parts.join(" or ")}`, part);
  return {
    ...{ id, question, answerable, answers, articleIds, nearArticleIds, history },
    ...(isString(kind) && { kind }),
    ...(part !== undefined && { part }),
  };
}

function isTurn(value: unknown): value is Turn {
  return isRecord(value) && (value.role === "user" || value.role === "assistant") && isString(value.text);
}
