import type { Evidence } from "#types.ts";

export interface RetrievalReport {
  /** Questions whose evidence is known; the other figures are shares or means over them. */
  readonly questions: number;
  readonly "hit@1": number;
  readonly "hit@3": number;
  readonly "hit@5": number;
  readonly "hit@10": number;
  readonly "mrr@10": number;
  /** Share of the questions with several evidence articles that have all of them in the first ten. */
  readonly "allEvidence@10"?: number;
}

/** What one search gave (article ids, best first, each once) beside what it should have given. */
export interface RankedArticles {
  readonly ranked: readonly string[];
  readonly relevant: readonly string[];
}

/** Article ids in rank order, each counted at its best passage. */
export function distinctArticles(evidence: readonly Evidence[]): readonly string[] {
  return [...new Set(evidence.map((item) => item.passage.articleId))];
}

/** A hit is any relevant article among the first k; the reciprocal rank is that of the first relevant one. */
export function measureRetrieval(searches: readonly RankedArticles[]): RetrievalReport {
  const places = searches.map(({ ranked, relevant }) => ranked.findIndex((id) => relevant.includes(id)));
  const hit = (k: number) => mean(places.map((place) => (place >= 0 && place < k ? 1 : 0)));
  const several = searches.filter(({ relevant }) => relevant.length > 1);
  return {
    questions: searches.length,
    "hit@1": hit(1),
    "hit@3": hit(3),
    "hit@5": hit(5),
    "hit@10": hit(10),
    "mrr@10": mean(places.map((place) => (place >= 0 && place < 10 ? 1 / (place + 1) : 0))),
    ...(several.length > 0 && { "allEvidence@10": mean(several.map((search) => (hasAll(search) ? 1 : 0))) }),
  };
}

function hasAll({ ranked, relevant }: RankedArticles): boolean {
  const first = ranked.slice(0, 10);
  return relevant.every((id) => first.includes(id));
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
