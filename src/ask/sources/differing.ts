import type { Reading, Token } from "#ask/verify/reading.ts";
import { hasOtherDate } from "./other-date.ts";
import { hasOtherName } from "./other-name.ts";
import { hasOtherNumber } from "./other-number.ts";
import type { Told } from "./told.ts";

/** What two sentences about the same matter say differently. */
export type Difference = "number" | "date" | "name";

/**
 * Whether the other sentence gives another number, date or name in the same part, and which; `null` where it does not
 * surely. `rests` picks the words of the first sentence that matter.
 */
export function differenceOf(one: Told, other: Told, rests: (token: Token) => boolean): Difference | null {
  const [mine, theirs] = [one.reading, other.reading];
  if (MODES.some((mode) => mode.test(mine.text) !== mode.test(theirs.text))) return null;
  if (looksBack(mine) || looksBack(theirs)) return null;
  if (hasOtherNumber(one, other, rests)) return "number";
  if (hasOtherDate(one, other, rests)) return "date";
  return hasOtherName(one, other, rests) ? "name" : null;
}

/** What is planned, supposed or denied is no other value of what happened; nor what one person says of what all say. */
const MODES: readonly RegExp[] = [
  /\b(?:will|would|plans?|planned|expected|due|scheduled|set) (?:to )?/iu,
  /\b(?:could|may|might|perhaps|possibly|feared?|risk|if|unless)\b/iu,
  /\b(?:not|no|never|nobody|none|without|den(?:y|ies|ied))\b|n['’]t\b/iu,
];

/** Compares with another time by itself. */
function looksBack({ text }: Reading): boolean {
  return /\b(?:earlier|previous(?:ly)?|initial(?:ly)?|originally|at first|last (?:year|month|season)|compared|a year ago|revised|correct(?:s|ed|ion)|up from|down from|record)\b/iu.test(
    text,
  );
}
