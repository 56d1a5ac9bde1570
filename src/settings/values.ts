import type { Setting } from "./names.ts";

/** A reader of one kind of value adds what is wrong to `problems` and goes on, so that all of it is said at once. */
export type Problems = string[];

const flagValues = new Map([
  ...["1", "true", "yes", "on"].map((value) => [value, true] as const),
  ...["0", "false", "no", "off"].map((value) => [value, false] as const),
]);

export function readFlag(name: Setting, value: string | null, otherwise: boolean, problems: Problems): boolean {
  if (value === null) {
    return otherwise;
  }
  const known = flagValues.get(value.toLowerCase());
  if (known === undefined) {
    problems.push(`${name}: expected 1 or 0, found "${value}"; set ${name}=1, ${name}=0, or leave it out.`);
  }
  return known ?? otherwise;
}

export function readAddress(name: Setting, value: string | null, example: string, problems: Problems): string | null {
  if (value !== null && !(URL.canParse(value) && /^https?:$/u.test(new URL(value).protocol))) {
    // The value may hold a password (https://name:password@…), so it is not shown.
    problems.push(
      `${name}: expected an http:// or https:// address such as ${example}, found something else (not shown); correct it or leave it out.`,
    );
  }
  return value;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly whole: boolean;
}

/** `null`: unset. */
export function readNumber(
  name: Setting,
  value: string | null,
  { from, to, whole }: Range,
  problems: Problems,
): number | null {
  if (value === null) {
    return null;
  }
  const number = Number(value.replaceAll("_", "") || Number.NaN);
  if (!(number >= from && number <= to) || (whole && !Number.isInteger(number))) {
    problems.push(
      `${name}: expected a ${whole ? "whole " : ""}number from ${from} to ${to}, found "${value}"; correct it or leave it out.`,
    );
    return null;
  }
  return number;
}
