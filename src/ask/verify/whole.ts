import { sentences } from "#text/sentences.ts";
import { words } from "#text/words.ts";
import type { Claim } from "./check.ts";
import { CLEAR_DENIALS, TURNING } from "./cues.ts";

/** Words before the first of a quote among which a denial reaches into it. */
const REACH = 5;
/** Code units of the article looked at on either side. */
const AROUND = 300;

/**
 * No quote leaves out the denial in front of it, or the condition, and none ends where the denial comes (`… but she did |
 * not`): what is left would say the contrary.
 */
export function quotesAreWhole({ statement, articles }: Claim): string | null {
  for (const { passage, start, end, quote } of statement.quotes) {
    const text = articles.get(passage.passage.id)?.text ?? "";
    const front = frontOf(text.slice(Math.max(0, start - AROUND), start));
    const cut = front.find((word) => CLEAR_DENIALS.test(word) || TURNING.test(word)) ?? conditionOf(front);
    if (cut) return `The quote “${excerpt(quote)}” leaves out “${cut}” in front of it. Quote the whole sentence.`;
    const next = /[.!?…]["'”’»)\]]*$/u.test(quote) ? null : backOf(text.slice(end, end + AROUND));
    if (next) return `The quote “${excerpt(quote)}” ends before “${next}”. Quote the whole sentence.`;
  }
  return null;
}

/** The last words in front of a quote that belong to its clause. */
function frontOf(text: string): readonly string[] {
  const [last] = sentences(text).slice(-1);
  if (last === undefined || /[.!?…]["'”’»)\]]*\s*$|\n\s*$/u.test(text)) return [];
  const clause = text.slice(last.start).split(/[,;:()[\]—–"“”]|\s-\s|\b(?:but|although|though|which|who|because)\b/u);
  return words(clause.at(-1) ?? "")
    .slice(-REACH)
    .map((word) => word.text);
}

function conditionOf(front: readonly string[]): string | undefined {
  return front.slice(-3).find((word) => /^(?:if|unless|whether)$/u.test(word));
}

function backOf(text: string): string | null {
  const [match] = /^\s+(?:not|never|no longer|no|nothing|nobody|none)\b/iu.exec(text) ?? [];
  return match?.trim() ?? null;
}

function excerpt(quote: string): string {
  return quote.length <= 80 ? quote : `${quote.slice(0, 79)}…`;
}
