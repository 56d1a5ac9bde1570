import { InputError } from "#errors.ts";
import type { Turn } from "#types.ts";

/** One line of a batch of questions. */
export interface BatchQuestion {
  /** As the batch gave it; `null` where it gave none. */
  readonly id: unknown;
  readonly question: string;
  readonly history: readonly Turn[];
}

/** A line that is no question. */
export interface BatchFailure {
  readonly id: unknown;
  readonly error: string;
}

/** Reads JSON lines `{id, question, history?}`; empty lines are passed over, every other line gives one result in order. */
export function parseBatch(text: string): (BatchQuestion | BatchFailure)[] {
  return text
    .replace(/^\uFEFF/u, "")
    .split(/\r?\n/u)
    .flatMap((line, index) => (line.trim() === "" ? [] : [parseLine(line, index + 1)]));
}

function parseLine(line: string, number: number): BatchQuestion | BatchFailure {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return { id: null, error: `Line ${number}: expected one JSON object with id and question, found ${found}` };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { id: null, error: `Line ${number}: expected one JSON object with id and question, found ${kindOf(value)}` };
  }
  const { id = null, question, history = [] } = value as Record<string, unknown>;
  try {
    return { id, question: parseQuestion(question), history: parseHistory(history) };
  } catch (error) {
    return { id, error: `Line ${number}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function parseQuestion(value: unknown): string {
  if (typeof value !== "string" || value.trim() === "") {
    throw new InputError(`expected a question in words, found ${kindOf(value)}`);
  }
  return value;
}

function parseHistory(value: unknown): Turn[] {
  if (!Array.isArray(value)) {
    throw new InputError(`expected history to be a list of turns, found ${kindOf(value)}`);
  }
  return value.map((turn: unknown) => {
    const { role, text } = (turn ?? {}) as Record<string, unknown>;
    if ((role !== "user" && role !== "assistant") || typeof text !== "string") {
      throw new InputError(`expected each turn of history as {"role": "user" or "assistant", "text": "..."}`);
    }
    return { role, text };
  });
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) {
    return "nothing";
  }
  if (Array.isArray(value)) {
    return "a list";
  }
  return value === "" || (typeof value === "string" && value.trim() === "") ? "an empty text" : `a ${typeof value}`;
}
