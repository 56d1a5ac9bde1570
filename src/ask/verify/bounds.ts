import type { NumberMention } from "#text/numbers.ts";
import type { Check } from "./check.ts";
import { isNearNumber } from "./numbers.ts";

/** `more than`, `at most`, `nearly` and the like stand in front of a number only where the quotes have it so, or it is so. */
export const boundsAreKept: Check = ({ stated, quoted }) => {
  for (const number of stated.numbers) {
    const side = sideOf(number, stated.text);
    if (side === null || side === "about") continue;
    const near = quoted.numbers.filter((other) => isNearNumber(number, other));
    if (near.length === 0 || near.some((other) => holds(number, side, other, sideOf(other, quoted.text)))) continue;
    return `The statement says “${spoken(number, stated.text)}”, the quotes give ${near[0]?.text.trim()} as “${spoken(near[0] ?? number, quoted.text)}”.`;
  }
  const [said, other] = [/\bat (most|least)\b/iu.exec(stated.text), /\bat (most|least)\b/iu.exec(quoted.text)];
  if (said && other && !quoted.text.toLowerCase().includes(said[0].toLowerCase())) {
    return `The statement says “${said[0]}” where the quotes say “${other[0]}”.`;
  }
  return null;
};

/** Where the true number lies from the one that is told. */
type Side = "above" | "below" | "nearly" | "about";

function holds(number: NumberMention, side: Side, other: NumberMention, told: Side | null): boolean {
  if (other.value !== number.value) return (side === "above") === other.value > number.value;
  if (side === "above") return told === "above";
  return told === "below" || told === "nearly" || (side === "nearly" && told === "about");
}

/** Characters in front of a number within which its bound stands. */
const FRONT = 28;
const GAP = "(?: (?:an?|the|some|about))?\\s(?:[$€£¥]\\s?)?$";

const BEFORE: readonly (readonly [Side, RegExp])[] = [
  ["above", new RegExp(`\\b(?:not|no) (?:less|fewer|under|below)(?: than)?${GAP}`, "iu")],
  ["below", new RegExp(`\\b(?:not|no) (?:more|over|above|longer|later)(?: than)?${GAP}`, "iu")],
  [
    "above",
    new RegExp(
      `\\b(?:(?:more|greater|higher|larger|longer|later|bigger|older|heavier|taller|further) than|over|above|exceed(?:s|ed|ing)?|(?:up|down)wards of|in excess of|at least|a minimum of|well past)${GAP}`,
      "iu",
    ),
  ],
  [
    "below",
    new RegExp(
      `\\b(?:(?:less|fewer|lower|smaller|shorter|earlier|younger|lighter) than|under|below|at most|at the most|up to|as (?:much|many) as|a maximum of|barely|within)${GAP}`,
      "iu",
    ),
  ],
  ["nearly", new RegExp(`\\b(?:nearly|almost|close to|just short of|not quite|approaching)${GAP}`, "iu")],
  ["about", new RegExp(`\\b(?:about|around|roughly|some|approximately|circa|an estimated|or so)${GAP}`, "iu")],
];

const AFTER: readonly (readonly [Side, RegExp])[] = [
  ["above", /^(?:\s\p{L}+)? (?:or|and) (?:more|above|over|older|longer|higher)\b/iu],
  ["below", /^(?:\s\p{L}+)? (?:or|and) (?:less|fewer|under|younger|below|lower)\b/iu],
];

function sideOf({ start, end }: NumberMention, text: string): Side | null {
  const front = text.slice(Math.max(0, start - FRONT), start);
  const back = text.slice(end, end + FRONT);
  const found = BEFORE.find(([, words]) => words.test(front)) ?? AFTER.find(([, words]) => words.test(back));
  return found?.[0] ?? null;
}

function spoken({ start, end }: NumberMention, text: string): string {
  const front = text.slice(Math.max(0, start - FRONT), start);
  const bound = BEFORE.map(([, words]) => words.exec(front)?.[0]).find((words) => words !== undefined) ?? "";
  return `${bound}${text.slice(start, end)}`.trim();
}
