export interface AbstentionReport {
  /** Of the questions it abstained from, the share that is not answerable. */
  readonly precision: number;
  /** Of the questions that are not answerable, the share it abstained from. */
  readonly recall: number;
  readonly f1: number;
  /** Chance that an answerable question has more confidence than one that is not (ties: half); .5 without both. */
  readonly auroc: number;
}

export interface Decision {
  readonly answerable: boolean;
  readonly abstained: boolean;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Abstaining is the positive class. A share of nothing is 0. */
export function measureAbstention(decisions: readonly Decision[]): AbstentionReport {
  const right = decisions.filter((decision) => decision.abstained && !decision.answerable).length;
  const precision = share(right, decisions.filter((decision) => decision.abstained).length);
  const recall = share(right, decisions.filter((decision) => !decision.answerable).length);
  const f1 = share(2 * precision * recall, precision + recall);
  return { precision, recall, f1, auroc: areaUnderCurve(decisions) };
}

/** Mann-Whitney: from the rank sum of the answerable questions, ties at their mean rank. */
function areaUnderCurve(decisions: readonly Decision[]): number {
  const sorted = decisions.toSorted((a, b) => a.confidence - b.confidence);
  const positives = sorted.filter((decision) => decision.answerable).length;
  const negatives = sorted.length - positives;
  if (positives === 0 || negatives === 0) return 0.5;
  let rankSum = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    while (end < sorted.length && sorted[end]?.confidence === sorted[start]?.confidence) end += 1;
    const meanRank = (start + 1 + end) / 2;
    rankSum += meanRank * sorted.slice(start, end).filter((decision) => decision.answerable).length;
    start = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
