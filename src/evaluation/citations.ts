import { sentences } from "#text/sentences.ts";
import type { Answer } from "#types.ts";

/** Quotes of an answer that are counted. */
const COUNTED_QUOTES = 3;

/**
 * Whether one of the first three quotes, being a single sentence, holds one of the answers.
 * Abstaining is a miss.
 */
export function answerIsCited(answer: Answer, answers: readonly string[]): boolean {
  if (answer.kind === "abstained") return false;
  const quotes = answer.statements.flatMap((statement) => statement.citations.map((citation) => citation.quote));
  const counted = [...new Set(quotes)].slice(0, COUNTED_QUOTES).filter((quote) => sentences(quote).length === 1);
  return counted.some((quote) => answers.some((wanted) => containsWords(quote, wanted)));
}

/** Whether the words stand in the text between word boundaries; case and the width of white space do not matter. */
export function containsWords(text: string, wanted: string): boolean {
  const needle = plain(wanted);
  if (needle === "") return false;
  const haystack = plain(text);
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
    const before = haystack.slice(0, at).at(-1) ?? " ";
    const after = haystack[at + needle.length] ?? " ";
    const startsFree = !(isWordCharacter(before) && isWordCharacter(needle.charAt(0)));
    const endsFree = !(isWordCharacter(after) && isWordCharacter(needle.charAt(needle.length - 1)));
    if (startsFree && endsFree) return true;
  }
  return false;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/gu, " ").trim();
}

function isWordCharacter(character: string): boolean {
  return /[\p{L}\p{N}\p{M}_]/u.test(character);
}
