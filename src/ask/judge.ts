import { probability, scoreTrees } from "./learned/trees.ts";
import { confidenceFeatures } from "./rank/confidence.ts";
import type { RankedSentence } from "./rank/sentences.ts";
import type { Findings } from "./retrieve.ts";
import type { RankWeights } from "./weights.ts";

/** Probability (0 to 1) that the evidence answers the question; calibrated where it was fitted. */
export function judge(findings: Findings, ranking: readonly RankedSentence[], weights: RankWeights): number {
  if (ranking.length === 0) return 0;
  return probability(scoreTrees(weights.confidence, confidenceFeatures(findings, ranking)));
}
