import { InputError } from "#errors.ts";

export type JsonRecord = Readonly<Record<string, unknown>>;

/** One line of a file; `misfit` makes the error that names it. */
export interface JsonLine {
  readonly value: JsonRecord;
  misfit(expected: string, found: unknown): InputError;
}

/**
 * Reads a text of JSON lines, one record each; empty lines are skipped. `what` names the text in errors. Throws
 * `InputError` where a line is not one JSON object.
 */
export function readJsonLines<Kind>(text: string, what: string, read: (line: JsonLine) => Kind): readonly Kind[] {
  return text.split("\n").flatMap((line, index) => (line.trim() === "" ? [] : [read(parse(line, index + 1, what))]));
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isListOf<Kind>(value: unknown, fits: (item: unknown) => item is Kind): value is readonly Kind[] {
  return Array.isArray(value) && value.every(fits);
}

export function isString(value: unknown): value is string {
  return typeof value === "string";
}

function parse(line: string, number: number, what: string): JsonLine {
  const place = `Line ${number} of ${what}: expected`;
  const misfit = (expected: string, found: unknown) =>
    new InputError(`${place} ${expected}, found ${JSON.stringify(found)}.`);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new InputError(`${place} one JSON object, found text that is not JSON.`, { cause });
  }
  if (!isRecord(value)) throw misfit("one JSON object", value);
  return { value, misfit };
}
