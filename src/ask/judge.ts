import { CONFIDENCE_FEATURES, confidenceFeatures } from "./rank/confidence.ts";
import type { RankedSentence } from "./rank/sentences.ts";
import type { Findings } from "./retrieve.ts";
import type { RankWeights } from "./weights.ts";

/** Probability (0 to 1) that the evidence answers the question: a logistic model over a handful of features. */
export function judge(findings: Findings, ranking: readonly RankedSentence[], weights: RankWeights): number {
  if (ranking.length === 0) return 0;
  const features = confidenceFeatures(findings, ranking);
  const logit = CONFIDENCE_FEATURES.reduce(
    (sum, name, index) => sum + weights.confidence[name] * (features[index] ?? 0),
    0,
  );
  return 1 / (1 + Math.exp(-logit));
}
