import { words } from "#text/words.ts";
import { body, type Check, type Claim, quotedText } from "./check.ts";

/** Every name of the statement stands in its quotes, the words of its lead-in in the title or text of an article. */
export const namesAreQuoted: Check = (claim) => {
  const quoted = wordSet(quotedText(claim));
  const invented = capitalised(body(claim)).find((name) => !quoted.has(name.folded));
  if (invented) return `The name ${invented.written} does not stand in the quotes.`;
  const known = wordSet(articleText(claim));
  const stranger = words(claim.statement.lead).find((word) => !known.has(word.text));
  return stranger === undefined ? null : `“${claim.statement.lead}” does not stand in the quoted articles.`;
};

function capitalised(text: string): readonly { readonly folded: string; readonly written: string }[] {
  return words(text)
    .map((word) => ({ folded: word.text, written: text.slice(word.start, word.end) }))
    .filter((word) => /^\p{Lu}/u.test(word.written));
}

function articleText({ articles }: Claim): string {
  return [...articles.values()].map((article) => (article ? `${article.title}\n${article.text}` : "")).join("\n");
}

function wordSet(text: string): ReadonlySet<string> {
  return new Set(words(text).map((word) => word.text));
}
