import { z } from "zod";
import { InputError } from "#errors.ts";
import { normaliseLine } from "#text/normalise.ts";
import { isoDate } from "./iso-date.ts";

/** A string, with an error that says what was found instead. */
export const text = z.string({ error: ({ input }) => `expected a string, found ${found(input)}` });

/** What a source may say about an article. Absent, `null` and blank mean the same. */
export const METADATA = z.object({
  id: field(checkId),
  title: field(normaliseLine).transform((title) => title ?? ""),
  url: field(checkAddress),
  outlet: field(normaliseLine),
  author: field(normaliseLine),
  publishedAt: field(checkDate),
});

/** Checks the fields of an article. Throws one `InputError` that names all fields that do not fit. */
export function check<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const result = schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  const problems = result.error.issues.map((issue) => `field "${issue.path.join(".")}": ${issue.message}`);
  throw new InputError(`The article does not fit; ${problems.join("; ")}.`);
}

/** A value in a few words, for messages. */
export function found(value: unknown): string {
  if (value === undefined || value === null) {
    return "nothing";
  }
  if (Array.isArray(value)) {
    return "a list";
  }
  if (typeof value === "object") {
    return "an object";
  }
  return typeof value === "string" ? quoted(value) : `the ${typeof value} ${String(value)}`;
}

function quoted(value: string): string {
  const line = normaliseLine(value);
  return `"${line.length > 80 ? `${line.slice(0, 79)}…` : line}"`;
}

class Misfit extends Error {}

/** An optional field; `read` gives its value or throws a `Misfit`. Blank values never reach it. */
function field(read: (value: string) => string) {
  return text.nullish().transform((value, context) => {
    if (value === undefined || value === null || normaliseLine(value) === "") {
      return null;
    }
    try {
      return within(LONGEST_FIELD, read(value));
    } catch (error) {
      if (!(error instanceof Misfit)) {
        throw error;
      }
      context.addIssue({ code: "custom", message: error.message });
      return z.NEVER;
    }
  });
}

const LONGEST_ID = 200;
const LONGEST_FIELD = 2000;

function within(limit: number, value: string): string {
  if (value.length > limit) {
    throw new Misfit(`expected at most ${limit} characters, found ${value.length}`);
  }
  return value;
}

function checkId(value: string): string {
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(value)) {
    throw new Misfit(`expected an id without control characters, found ${JSON.stringify(value.slice(0, 80))}`);
  }
  return within(LONGEST_ID, value);
}

function checkAddress(value: string): string {
  const address = value.trim();
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new Misfit(`expected an address that begins with http:// or https://, found ${quoted(value)}`);
  }
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") {
    throw new Misfit(`expected an address without user name and password, found them in an address of ${url.host}`);
  }
  return url.href;
}

function checkDate(value: string): string {
  const date = isoDate(value.trim());
  if (date === null) {
    throw new Misfit(
      `expected a date such as 2018-06-15 or 2018-06-15T09:30:00+02:00 (ISO 8601), found ${quoted(value)}`,
    );
  }
  return date;
}
