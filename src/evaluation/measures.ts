import { abstentionF1, abstentionPrecision, abstentionRecall, confidenceAuroc } from "./abstention.ts";
import { type Figure, meanOf, shareOf } from "./figure.ts";
import type { Outcome } from "./outcome.ts";
import { squaredDistance } from "./reliability.ts";
import { firstRank, hasAllEvidence, type RelevantArticle, reciprocalRank } from "./retrieval.ts";

export const measureNames = [
  ...(["hit@1", "hit@3", "hit@5", "hit@10", "mrr@10", "allEvidence@10"] as const),
  ...(["answerInCitation", "firstStatementAnswers", "precision", "recall", "f1", "auroc", "brierScore"] as const),
];
export type MeasureName = (typeof measureNames)[number];

/** Every measure of the outcomes, in the order of `measureNames`; those that none of the questions can show are NaN. */
export function measuresOf(outcomes: readonly Outcome[]): ReadonlyMap<MeasureName, Figure> {
  const retrieval = (value: (ranks: readonly RelevantArticle[]) => number | undefined) =>
    meanOf(outcomes.map(({ ranks }) => (ranks === undefined ? undefined : value(ranks))));
  const hit = (k: number) => retrieval((ranks) => Number(firstRank(ranks) <= k));
  return new Map<MeasureName, Figure>([
    ["hit@1", hit(1)],
    ["hit@3", hit(3)],
    ["hit@5", hit(5)],
    ["hit@10", hit(10)],
    ["mrr@10", retrieval(reciprocalRank)],
    ["allEvidence@10", retrieval((ranks) => (ranks.length > 1 ? Number(hasAllEvidence(ranks)) : undefined))],
    ["answerInCitation", shareOf(outcomes.map(({ cited }) => cited))],
    ["firstStatementAnswers", shareOf(outcomes.map(({ first }) => first))],
    ["precision", abstentionPrecision(outcomes)],
    ["recall", abstentionRecall(outcomes)],
    ["f1", abstentionF1(outcomes)],
    ["auroc", confidenceAuroc(outcomes)],
    ["brierScore", meanOf(outcomes.map(squaredDistance))],
  ]);
}
