import { dcg, type Examples, ranked } from "./objectives.ts";

export type MeasureName = "logloss" | "auroc" | "ndcg" | "mrr";

/** How well scores fit the labels; more is better (the log loss is negated). Ranking measures look at `cutoff` rows. */
export function measure(name: MeasureName, scores: ArrayLike<number>, examples: Examples, cutoff: number): number {
  if (name === "logloss") return -logLoss(scores, examples);
  if (name === "auroc") return auroc(scores, examples);
  return meanOverGroups(name, scores, examples, cutoff);
}

function logLoss(scores: ArrayLike<number>, { labels, weights }: Examples): number {
  let loss = 0;
  let total = 0;
  for (let row = 0; row < labels.length; row += 1) {
    const weight = weights?.[row] ?? 1;
    const margin = (labels[row] ?? 0) > 0 ? (scores[row] ?? 0) : -(scores[row] ?? 0);
    loss += weight * (Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin));
    total += weight;
  }
  return loss / total;
}

/** Chance that a positive row scores above a negative one, weighed; ties count half. .5 without both. */
export function auroc(scores: ArrayLike<number>, { labels, weights }: Examples): number {
  const order = Array.from({ length: labels.length }, (_, row) => row);
  order.sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  let below = 0;
  let wins = 0;
  let positives = 0;
  for (let from = 0; from < order.length; ) {
    const tie = tieFrom(order, from, scores);
    const mass = (wanted: boolean) =>
      tie.reduce((sum, row) => sum + ((labels[row] ?? 0) > 0 === wanted ? (weights?.[row] ?? 1) : 0), 0);
    const negative = mass(false);
    wins += mass(true) * (below + negative / 2);
    positives += mass(true);
    below += negative;
    from += tie.length;
  }
  return positives === 0 || below === 0 ? 0.5 : wins / (positives * below);
}

function tieFrom(order: readonly number[], from: number, scores: ArrayLike<number>): readonly number[] {
  let to = from;
  while (to < order.length && scores[order[to] ?? 0] === scores[order[from] ?? 0]) to += 1;
  return order.slice(from, to);
}

/** Groups without a relevant row are left out. */
function meanOverGroups(name: "ndcg" | "mrr", scores: ArrayLike<number>, examples: Examples, cutoff: number): number {
  let start = 0;
  let sum = 0;
  let total = 0;
  for (const size of examples.groups ?? []) {
    const { labels } = ranked(start, size, scores, examples.labels);
    const weight = examples.weights?.[start] ?? 1;
    start += size;
    const best = dcg(
      labels.toSorted((a, b) => b - a),
      cutoff,
    );
    if (best === 0) continue;
    const first = labels.findIndex((label) => label > 0);
    sum += weight * (name === "ndcg" ? dcg(labels, cutoff) / best : first < cutoff ? 1 / (first + 1) : 0);
    total += weight;
  }
  return total === 0 ? 0 : sum / total;
}
