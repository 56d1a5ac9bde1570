import { sentences } from "#text/sentences.ts";
import type { Answer, Statement } from "#types.ts";

/** Quotes of an answer that are counted. */
const COUNTED_QUOTES = 3;

/**
 * Whether one of the first three different quotes, being a single sentence, holds one of the answers.
 * Abstaining is a miss.
 */
export function answerIsCited(answer: Answer, answers: readonly string[]): boolean {
  return answer.kind === "answered" && anyHolds(quotesOf(answer.statements), answers);
}

/** As `answerIsCited`, of the quotes of the first statement alone. */
export function firstStatementAnswers(answer: Answer, answers: readonly string[]): boolean {
  return answer.kind === "answered" && anyHolds(quotesOf(answer.statements.slice(0, 1)), answers);
}

/** The different quotes in the order of the statements. */
export function quotesOf(statements: readonly Statement[]): readonly string[] {
  return [...new Set(statements.flatMap((statement) => statement.citations.map((citation) => citation.quote)))];
}

/** Whether the words stand in the text between word boundaries; case and the width of white space do not matter. */
export function containsWords(text: string, wanted: string): boolean {
  return standsIn(plain(text), plain(wanted));
}

/** As `containsWords`, of texts that are `plain` already. */
export function standsIn(haystack: string, needle: string): boolean {
  if (needle === "") return false;
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
    const before = haystack[at - 1] ?? " ";
    const after = haystack[at + needle.length] ?? " ";
    const startsFree = !(isWordCharacter(before) && isWordCharacter(needle.charAt(0)));
    const endsFree = !(isWordCharacter(after) && isWordCharacter(needle.charAt(needle.length - 1)));
    if (startsFree && endsFree) return true;
  }
  return false;
}

/** Lower case, white space as single spaces. */
export function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/gu, " ").trim();
}

function anyHolds(quotes: readonly string[], answers: readonly string[]): boolean {
  const counted = quotes.slice(0, COUNTED_QUOTES).filter((quote) => sentences(quote).length === 1);
  return counted.some((quote) => answers.some((wanted) => containsWords(quote, wanted)));
}

function isWordCharacter(character: string): boolean {
  return /[\p{L}\p{N}\p{M}_]/u.test(character);
}
