import { words } from "#text/words.ts";
import { body, type Check, quotedText } from "./check.ts";

/** Every number of the statement stands in its quotes. */
export const numbersAreQuoted: Check = (claim) => {
  const quoted = new Set(numbersIn(quotedText(claim)));
  const invented = numbersIn(body(claim)).find((number) => !quoted.has(number));
  return invented === undefined ? null : `The number ${invented} does not stand in the quotes.`;
};

function numbersIn(text: string): readonly string[] {
  return words(text)
    .map((word) => word.text)
    .filter((word) => /\p{Nd}/u.test(word) || SPELLED.has(word))
    .map((word) => SPELLED.get(word) ?? word);
}

const SPELLED: ReadonlyMap<string, string> = new Map(
  "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    .split(" ")
    .map((word, index) => [word, String(index + 2)]),
);
