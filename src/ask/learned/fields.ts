import { InputError } from "#errors.ts";

/** Reads fields of a learned file, `file` being its path. Each throws `InputError` where a field does not fit. */
export function record(value: unknown, file: string, field: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw unfit(file, field, "an object", value);
}

export function number(value: unknown, file: string, field: string): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw unfit(file, field, "a finite number", value);
}

/** `length` left out: any number of them. */
export function numbers(value: unknown, file: string, field: string, length?: number): readonly number[] {
  if (!Array.isArray(value)) throw unfit(file, field, "a list of numbers", value);
  if (length !== undefined && value.length !== length) throw unfit(file, field, `${length} numbers`, value.length);
  const wrong = value.findIndex((item) => typeof item !== "number" || !Number.isFinite(item));
  if (wrong >= 0) throw unfit(file, `${field}[${wrong}]`, "a finite number", value[wrong]);
  return value as readonly number[];
}

/** One number for each name. */
export function numbersByName<Name extends string>(
  value: unknown,
  file: string,
  field: string,
  names: readonly Name[],
): Readonly<Record<Name, number>> {
  const found = record(value, file, field);
  const entries = names.map((name) => [name, number(found[name], file, `${field}.${name}`)] as const);
  return Object.fromEntries(entries) as Record<Name, number>;
}

/** 0 to 1. */
export function probability(value: unknown, file: string, field: string): number {
  const found = number(value, file, field);
  if (found >= 0 && found <= 1) return found;
  throw unfit(file, field, "between 0 and 1", found);
}

export function unfit(file: string, field: string, expected: string, found: unknown): InputError {
  return new InputError(
    `${file}: expected ${field} to be ${expected}, found ${JSON.stringify(found)?.slice(0, 80) ?? "nothing"}. Restore ${file} from the repository.`,
  );
}
