/** A quote as a model gave it. */
export interface SaidQuote {
  readonly label: string;
  readonly quote: string;
}

/** Something that a model said in the form it was asked for. */
export type Said =
  | { readonly kind: "statement"; readonly text: string; readonly quotes: readonly SaidQuote[] }
  | { readonly kind: "missing"; readonly text: string };

/** Quotes of one statement that are looked at. */
const MOST_QUOTES = 6;

/** Reads one object; `null` for an object that is neither a statement nor a word on what is missing. */
export function readSaid(value: unknown): Said | null {
  if (!isRecord(value)) return null;
  if (typeof value.statement === "string") {
    return { kind: "statement", text: value.statement.trim(), quotes: quotesOf(value) };
  }
  return typeof value.missing === "string" ? { kind: "missing", text: value.missing.trim() } : null;
}

/** Quotes in the form asked for, or one quote beside the statement, as smaller models write it. */
function quotesOf(value: Readonly<Record<string, unknown>>): readonly SaidQuote[] {
  const listed = Array.isArray(value.quotes) ? value.quotes : [value];
  return listed.flatMap((item: unknown) => quoteOf(item, value.passage)).slice(0, MOST_QUOTES);
}

function quoteOf(item: unknown, outer: unknown): readonly SaidQuote[] {
  if (typeof item === "string" && isLabel(outer)) return [{ label: String(outer), quote: item }];
  if (!isRecord(item) || typeof item.quote !== "string") return [];
  const label = item.passage ?? outer;
  return isLabel(label) ? [{ label: String(label), quote: item.quote }] : [];
}

function isLabel(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
