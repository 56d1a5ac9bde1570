import { words } from "#text/words.ts";

/** Letters a word must have: a slip in a short one gives another word. */
const SHORTEST = 5;

/** The question with the two letters in the middle of its longest plain word swapped, as fingers do; the same each time. */
export function withSlip(question: string): string {
  const plain = words(question).filter(({ start, end }) => /^\p{Ll}+$/u.test(question.slice(start, end)));
  const [longest] = plain.toSorted((a, b) => b.end - b.start - (a.end - a.start));
  if (longest === undefined || longest.end - longest.start < SHORTEST) return question;
  const at = Math.floor((longest.start + longest.end) / 2);
  return `${question.slice(0, at - 1)}${question.charAt(at)}${question.charAt(at - 1)}${question.slice(at + 1)}`;
}
