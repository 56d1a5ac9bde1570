import { InputError } from "#errors.ts";
import type { Turn } from "#types.ts";
import { type Part, parts } from "./parts.ts";

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
  const questions: EvaluationQuestion[] = [];
  for (const [index, line] of jsonLines.split("\n").entries()) {
    if (line.trim() !== "") questions.push(parseQuestion(line, index + 1));
  }
  return questions;
}

function parseQuestion(line: string, number: number): EvaluationQuestion {
  const value = parseJson(line, number);
  const { id, question, answerable, answers = [], articleIds = [], nearArticleIds = [], history = [] } = value;
  const { kind, part } = value;
  if (typeof id !== "string") throw unfit(number, "`id` as a string", id);
  if (typeof question !== "string") throw unfit(number, "`question` as a string", question);
  if (typeof answerable !== "boolean") throw unfit(number, "`answerable` as true or false", answerable);
  if (!isStrings(answers)) throw unfit(number, "`answers` as a list of strings", answers);
  if (!isStrings(articleIds)) throw unfit(number, "`articleIds` as a list of strings", articleIds);
  if (!isStrings(nearArticleIds)) throw unfit(number, "`nearArticleIds` as a list of strings", nearArticleIds);
  if (!isTurns(history)) throw unfit(number, "`history` as a list of {role, text}", history);
  if (part !== undefined && !isPart(part)) throw unfit(number, `\`part\` as ${parts.join(" or ")}`, part);
  return {
    ...{ id, question, answerable, answers, articleIds, nearArticleIds, history },
    ...(typeof kind === "string" && { kind }),
    ...(part !== undefined && { part }),
  };
}

function parseJson(line: string, number: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (isRecord(value)) return value;
  } catch (cause) {
    throw new InputError(`Line ${number} of the questions: expected one JSON object, found text that is not JSON.`, {
      cause,
    });
  }
  throw unfit(number, "one JSON object", line);
}

function unfit(number: number, expected: string, found: unknown): InputError {
  return new InputError(`Line ${number} of the questions: expected ${expected}, found ${JSON.stringify(found)}.`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isPart(value: unknown): value is Part {
  return parts.some((part) => part === value);
}

function isTurns(value: unknown): value is readonly Turn[] {
  return (
    Array.isArray(value) &&
    value.every(
      (turn) => isRecord(turn) && (turn.role === "user" || turn.role === "assistant") && typeof turn.text === "string",
    )
  );
}
