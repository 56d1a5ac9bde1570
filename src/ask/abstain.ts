import type { ArticleSummary, Coverage } from "#types.ts";
import type { Findings } from "./retrieve.ts";

/** Articles named at most. */
const MOST_NEAREST = 3;

/** Why there is no answer, in a sentence for the one who asked. */
export function reasonToAbstain(findings: Findings, coverage: Coverage): string {
  if (coverage.articles === 0) {
    return "Nothing has been ingested yet, so there is nothing to answer from. Add articles with `npm run ingest -- FILE`.";
  }
  const { words } = findings.question;
  if (words.length === 0) return "The question names nothing to look for. Say what or whom it is about.";
  const missing = words.filter((word) => !isKnown(word, findings)).map((word) => `“${word.term.surface}”`);
  const isOne = coverage.articles === 1;
  const where = isOne ? "the one article here" : `any of the ${coverage.articles} articles here`;
  if (missing.length > 0) {
    return `${listed(missing)} ${missing.length === 1 ? "does" : "do"} not occur in ${where}, and nothing else in ${isOne ? "it" : "them"} answers the question.`;
  }
  return `The words of the question occur, but no passage in ${where} seems to answer it.`;
}

/** The articles that come nearest, best first. */
export function nearestArticles({ evidence }: Findings): readonly ArticleSummary[] {
  const nearest = new Map<string, ArticleSummary>();
  for (const { article, features } of evidence) {
    if (nearest.size < MOST_NEAREST && features.some((value) => value > 0)) {
      nearest.set(`${article.shelf}/${article.id}`, nearest.get(`${article.shelf}/${article.id}`) ?? article);
    }
  }
  return [...nearest.values()];
}

function isKnown(word: Findings["question"]["words"][number], { statistics }: Findings): boolean {
  return word.weight < 1 || word.spellings.length > 0 || statistics.frequencies.has(word.term.stem);
}

function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
