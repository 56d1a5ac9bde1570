import { isSameOutlet } from "./outlets.ts";

/** An agency or outlet as a credit names it: one to five words, the first and last with a capital. */
const NAME = "((?:The |the )?\\p{Lu}[\\p{L}\\p{N}.&'’-]*(?:(?: (?:of|the|and|&))? \\p{Lu}[\\p{L}\\p{N}&'’-]*){0,4})";

const CREDITS: readonly RegExp[] = [
  // `LONDON, May 4 (Reuters) - `: a dateline, at the start of a paragraph.
  new RegExp(`(?:^|\\n)[^\\n()]{0,60}\\(${NAME}\\) ?[-–—]`, "gu"),
  new RegExp(
    `\\b(?:article|story|report|piece|text|version|it) (?:was |has been )?(?:first|originally|previously) (?:published|appeared|ran|posted) (?:by|in|on|at) ${NAME}`,
    "gu",
  ),
  new RegExp(`\\b(?:[Ff]irst|[Oo]riginally) (?:published|appeared) (?:by|in|on|at) ${NAME}`, "gu"),
  new RegExp(
    `\\b(?:[Rr]epublished|[Rr]eprinted|[Ss]yndicated)(?: with (?:the )?(?:kind )?permission)? (?:from|of|by) ${NAME}`,
    "gu",
  ),
  new RegExp(`(?:©|\\([Cc]\\)|\\bCopyright(?: ©)?) ?(?:(?:19|20)\\d\\d,? )?${NAME}`, "gu"),
  new RegExp(`(?:^|\\n)(?:Source|SOURCE|Via|Credit): ?${NAME}`, "gu"),
];

/** Those whom a text names as where it first stood; `according to a report by X` credits no one with the text itself. */
export function creditsIn(text: string): readonly string[] {
  return CREDITS.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ""));
}

/** Agencies whose name stands in the place of an author. */
const AGENCIES = ["Reuters", "Associated Press", "Agence France-Presse", "dpa", "Press Association", "PA Media", "UPI"];

/** Agencies that an author line names. */
export function creditedAuthor(author: string | null): readonly string[] {
  return author === null ? [] : AGENCIES.filter((agency) => isSameOutlet(author, agency));
}
