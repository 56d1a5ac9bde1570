import type { Span } from "#types.ts";
import { spelledNumbers } from "./spelled-numbers.ts";

/** A number as it stands in a text: `text === whole.slice(start, end)`, sign of currency and `%` included. */
export interface NumberMention extends Span {
  readonly text: string;
  /** `2.5 million` is 2500000, `21st` is 21, `the 1990s` is 1990. */
  readonly value: number;
  readonly kind: "number" | "year" | "percent" | "money";
}

/** The numbers in a text, in order, in digits or in English words; `one` as a pronoun is left out. */
export function numbers(text: string): NumberMention[] {
  const found: NumberMention[] = [];
  for (const match of text.matchAll(DIGITS)) {
    found.push(mention(match[0], match.index, match.groups ?? {}));
  }
  for (const spelled of spelledNumbers(text)) {
    found.push(mention(spelled.text, spelled.start, {}, spelled.value, tailOf(text, spelled.end)));
  }
  return found.sort((a, b) => a.start - b.start);
}

const SCALES: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  m: 1e6,
  billion: 1e9,
  bn: 1e9,
  b: 1e9,
  trillion: 1e12,
};

const TAIL = "(?<percent>\\s?%|[\\s-]per\\s?cent\\b)|(?<unit>[\\s-](?:dollars|euros|pounds|cents|yen|dollar|euro)\\b)";

const DIGITS = new RegExp(
  [
    "(?<![\\p{L}\\p{Nd}.,])(?<currency>(?:US|C|A)?[$€£¥₹]\\s?)?",
    "(?<digits>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?<decimals>\\.[0-9]+)?",
    "(?:(?<suffix>st|nd|rd|th|s)\\b)?",
    "(?:(?<scale>[\\s-](?:hundred|thousand|million|billion|trillion)|(?:k|m|bn|b))\\b)?",
    `(?:${TAIL})?(?![\\p{L}\\p{Nd}])`,
  ].join(""),
  "giu",
);

const TAIL_AT = new RegExp(`^(?:${TAIL})`, "i");

function tailOf(text: string, at: number): Record<string, string | undefined> & { readonly text: string } {
  const match = TAIL_AT.exec(text.slice(at, at + 16));
  return { ...match?.groups, text: match?.[0] ?? "" };
}

function mention(
  surface: string,
  start: number,
  groups: Readonly<Record<string, string | undefined>>,
  spelled?: number,
  tail?: Record<string, string | undefined> & { readonly text: string },
): NumberMention {
  const text = surface + (tail?.text ?? "");
  const parts = { ...groups, ...tail };
  const value = spelled ?? amountOf(parts);
  return { text, start, end: start + text.length, value, kind: kindOf(parts, value, spelled !== undefined) };
}

function amountOf(parts: Readonly<Record<string, string | undefined>>): number {
  const digits = Number(`${parts.digits?.replaceAll(",", "")}${parts.decimals ?? ""}`);
  const scale = parts.scale?.trim().replace("-", "").toLowerCase() ?? "";
  // `5m` is five metres, `$5m` five million.
  const factor = /^[mb]$/.test(scale) && parts.currency === undefined ? 1 : (SCALES[scale] ?? 1);
  // 8.7 million is not 8699999.999.
  return Number((digits * factor).toPrecision(15));
}

function kindOf(
  parts: Readonly<Record<string, string | undefined>>,
  value: number,
  spelled: boolean,
): NumberMention["kind"] {
  if (parts.percent !== undefined) {
    return "percent";
  }
  if (parts.currency !== undefined || parts.unit !== undefined) {
    return "money";
  }
  const bare = parts.decimals === undefined && parts.scale === undefined && !parts.digits?.includes(",");
  const suffix = parts.suffix?.toLowerCase();
  const isYear = !spelled && bare && (suffix === undefined || suffix === "s") && value >= 1000 && value <= 2100;
  return isYear && parts.digits?.length === 4 ? "year" : "number";
}
