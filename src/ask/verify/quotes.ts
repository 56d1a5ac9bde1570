import type { Claim } from "./check.ts";

/** Every quote stands in its article, verbatim, at its offsets, inside its passage. */
export function quotesAreVerbatim({ statement, articles }: Claim): string | null {
  if (statement.quotes.length === 0) return "The statement has no quote. Quote the words it rests on.";
  for (const { passage, start, end, quote } of statement.quotes) {
    const article = articles.get(passage.passage.id);
    if (!article) return `The article “${passage.article.title}” is no longer in the library.`;
    const inside = start >= passage.passage.start && end <= passage.passage.end && start < end;
    if (!inside || article.text.slice(start, end) !== quote) {
      return `The quote “${quote}” does not stand at ${start} to ${end} of “${article.title}”. Quote word for word.`;
    }
  }
  return null;
}
