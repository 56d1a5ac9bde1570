import type { Embedder } from "#ports.ts";
import type { RankedSentence } from "./sentences.ts";

/** Sentences that are compared: one request. */
const COMPARED = 64;
/**
 * How far the nearest sentence must stand out, see `byMeaning`. Chosen by reasoning, not fitted: embedders differ in what
 * cosine unrelated texts have (.1 to .8), but unrelated sentences lie close together, and an answer stands out.
 */
const STANDS_OUT = 0.3;

export interface ByMeaning {
  /** Nearest first. */
  readonly ranking: readonly RankedSentence[];
  /** Whether the nearest one stands out so far that it is taken for an answer. */
  readonly isClear: boolean;
}

/**
 * The ranked sentences by their nearness to the question in the eyes of a strong embedder: for questions that share no
 * word with their answer. The nearest stands out by its cosine's share of the way from the mean of all to 1. Rejects as
 * `Embedder.embed` does.
 */
export async function byMeaning(
  question: string,
  ranking: readonly RankedSentence[],
  embedder: Embedder,
  signal?: AbortSignal,
): Promise<ByMeaning> {
  const compared = ranking.slice(0, COMPARED);
  const texts = compared.map(({ sentence, found }) => `${found.article.title}\n${sentence.text}`);
  const [[asked], vectors] = await Promise.all([
    embedder.embed([question], "question", signal),
    embedder.embed(texts, "passage", signal),
  ]);
  if (asked === undefined || compared.length === 0) return { ranking, isClear: false };
  const near = compared.map((item, index) => ({ item, cosine: dot(asked, vectors[index]) }));
  const mean = near.reduce((sum, { cosine }) => sum + cosine, 0) / near.length;
  const ordered = near.toSorted((a, b) => b.cosine - a.cosine);
  const best = ordered[0]?.cosine ?? 0;
  const standsOut = (cosine: number) => (cosine - mean) / Math.max(1 - mean, 1e-6) >= STANDS_OUT;
  // Of those behind the nearest, the ones that come close to it are kept.
  const clear = ordered.filter(({ cosine }) => standsOut(cosine) && cosine - mean >= 0.9 * (best - mean));
  return { ranking: clear.map(({ item }) => item), isClear: clear.length > 0 };
}

function dot(a: Float32Array, b: Float32Array | undefined): number {
  return a.reduce((sum, value, index) => sum + value * (b?.[index] ?? 0), 0);
}
