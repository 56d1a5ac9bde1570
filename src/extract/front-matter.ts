import { parseDocument, YAMLParseError } from "yaml";
import { InputError } from "#errors.ts";
import { check, METADATA } from "./metadata.ts";

type Metadata = ReturnType<typeof METADATA.parse>;

/**
 * Parts a markdown document (line ends `\n`) into its YAML front matter and the rest. A document without front matter
 * gives empty metadata. Throws `InputError` where the front matter is not YAML or a field of it does not fit.
 */
export function partFrontMatter(content: string): { readonly metadata: Metadata; readonly body: string } {
  const match = FRONT_MATTER.exec(content);
  const fields = match === null ? null : fieldsOf(match[1] ?? "");
  if (match === null || fields === null) {
    return { metadata: check(METADATA, {}), body: content };
  }
  return { metadata: check(METADATA, fields), body: content.slice(match[0].length) };
}

const FRONT_MATTER = /^---[ \t]*\n(?:([\s\S]*?)\n)??(?:---|\.\.\.)[ \t]*(?:\n|$)/;

/** `null` where the lines between the dashes are no fields, but prose between two rules. */
function fieldsOf(source: string): Record<string, unknown> | null {
  const value = parse(source);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return source.trim() === "" ? {} : null;
  }
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, plain(entry)]));
}

function parse(source: string): unknown {
  try {
    // With this schema every plain value is a string, so that a title such as 1984 or No stays what it is.
    const document = parseDocument(source, { schema: "failsafe", logLevel: "error" });
    const [problem] = document.errors;
    if (problem !== undefined) {
      throw problem;
    }
    return document.toJS();
  } catch (cause) {
    // Besides mistakes: nesting and references without end, which the parser refuses in its own ways.
    throw new InputError(`Expected front matter in YAML between the lines of dashes, found ${mistake(cause)}`, {
      cause,
    });
  }
}

function mistake(cause: unknown): string {
  if (!(cause instanceof YAMLParseError)) {
    return "fields that are too deep or refer to each other too often. Keep to simple fields such as title: …";
  }
  const reason = cause.message.split("\n", 1)[0]?.replace(/ at line \d+, column \d+:?$/, "");
  return `a mistake in line ${(cause.linePos?.[0].line ?? 1) + 1}: ${reason}. Quote values that hold a colon.`;
}

/** `~` and `null` mean absent in YAML; several authors may be a list. */
function plain(value: unknown): unknown {
  if (value === "~" || value === "null") {
    return null;
  }
  return Array.isArray(value) && value.every((item) => typeof item === "string") ? value.join(", ") : value;
}
