import { clean } from "#terminal/clean.ts";

/** HTML that is safe to write. Only `html` makes it. */
export interface Markup {
  readonly markup: string;
}

type MarkupValue = string | number | Markup | null | readonly (Markup | null)[];

/**
 * HTML from a template. Strings are text, never markup: they are escaped, and what could turn the reading direction or
 * is a control character becomes visible. `null` gives nothing.
 */
export function html(template: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return { markup: template.map((text, index) => text + written(values[index] ?? null)).join("") };
}

function written(value: MarkupValue): string {
  if (value === null) return "";
  if (typeof value === "string") return escaped(value);
  // Two decimals: coordinates need no more.
  if (typeof value === "number") return String(Math.round(value * 100) / 100);
  return "markup" in value ? value.markup : value.map((item) => item?.markup ?? "").join("");
}

function escaped(text: string): string {
  return clean(text).replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);
}
