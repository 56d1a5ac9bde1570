import type { Evidence } from "#types.ts";

/** An article that holds evidence, and its place among the distinct articles found, from 1; `null`: not found. */
export interface RelevantArticle {
  readonly articleId: string;
  readonly rank: number | null;
}

/** Ranks that count. */
const DEEPEST = 10;

/** Article ids in rank order, each counted at its best passage. */
export function distinctArticles(evidence: readonly Evidence[]): readonly string[] {
  return [...new Set(evidence.map((item) => item.passage.articleId))];
}

/** Where the relevant articles stand in `ranked` (article ids, best first, each once). */
export function findRelevant(ranked: readonly string[], relevant: readonly string[]): readonly RelevantArticle[] {
  return relevant.map((articleId) => ({ articleId, rank: ranked.indexOf(articleId) + 1 || null }));
}

/** Place of the first relevant article; infinite where none was found. */
export function firstRank(ranks: readonly RelevantArticle[]): number {
  return Math.min(...ranks.map(({ rank }) => rank ?? Number.POSITIVE_INFINITY));
}

/** One over the place of the first relevant article; 0 beyond the tenth. */
export function reciprocalRank(ranks: readonly RelevantArticle[]): number {
  const first = firstRank(ranks);
  return first <= DEEPEST ? 1 / first : 0;
}

/** Whether all relevant articles are among the first ten. */
export function hasAllEvidence(ranks: readonly RelevantArticle[]): boolean {
  return ranks.every(({ rank }) => rank !== null && rank <= DEEPEST);
}
