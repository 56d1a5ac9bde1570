/** What becomes of a case at the level of single checks: plain prose, the quotes located, the claim judged. */
import { readFileSync } from "node:fs";
import type { DraftQuote } from "#ask/draft.ts";
import { analysePassage } from "#ask/rank/analyse.ts";
import { createVocabulary } from "#ask/rank/vocabulary.ts";
import { locateQuotes } from "#ask/verify/locate.ts";
import { parseSupportModel } from "#ask/verify/model.ts";
import { plainProse } from "#ask/verify/plain-prose.ts";
import { judgeClaim } from "#ask/verify/verify.ts";
import type { Article, Passage } from "#types.ts";
import { lexicon, thesaurus } from "../ask/stage.ts";
import type { LyingCase } from "./cases.ts";

const model = parseSupportModel(JSON.parse(readFileSync("data/support/weights.json", "utf8")));

/** `null` for a statement that would be shown. */
export function complaintOf({ statement, passages, articles }: LyingCase): string | null {
  const { text } = statement;
  const unplain = plainProse(
    text,
    statement.quotes.map(({ quote }) => quote),
  );
  if (unplain !== null) return unplain;
  const quotes: DraftQuote[] = [];
  for (const { passage, quote } of statement.quotes) {
    const offered = passage === "unknown" ? undefined : passages[passage];
    const article = articles.find(({ id }) => id === offered?.articleId);
    if (offered === undefined || article === undefined) return "No such passage was offered.";
    const spans = locateQuotes(quote, offered.text);
    if (spans === null) return `“${quote}” does not stand in the passage.`;
    const analysed = analysedOf(offered, article);
    for (const span of spans) {
      const [start, end] = [offered.start + span.start, offered.start + span.end];
      quotes.push({ passage: analysed, start, end, quote: article.text.slice(start, end) });
    }
  }
  const byPassage = new Map(passages.map((one) => [one.id, articles.find(({ id }) => id === one.articleId) ?? null]));
  const claim = { statement: { text, short: "", lead: "", quotes }, articles: byPassage };
  return judgeClaim(claim, { lexicon, thesaurus, model }).complaint;
}

const vocabulary = createVocabulary(lexicon, thesaurus);
const analysed = new Map<string, ReturnType<typeof analysePassage>>();

function analysedOf(passage: Passage, article: Article) {
  const known = analysed.get(passage.id) ?? analysePassage({ passage, article }, vocabulary);
  analysed.set(passage.id, known);
  return known;
}
