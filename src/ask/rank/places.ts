import type { Hit } from "#ports.ts";

/** Where a search found a passage. */
interface Place {
  readonly place: number;
  /** 0 to 1: how near it comes to the best one. */
  readonly share: number;
}

/** By passage id. */
export type Places = ReadonlyMap<string, Place>;

/** Shares of the best score. */
export function places(hits: readonly Hit[]): Places {
  const best = hits[0]?.score ?? 0;
  return new Map(
    hits.map((hit, index) => [
      hit.passageId,
      { place: index + 1, share: best > 0 ? Math.max(0, hit.score / best) : 0 },
    ]),
  );
}

/** Least difference (cosine) between the nearest and the furthest that counts in full: less is noise. */
const LEAST_SPREAD = 0.1;

/**
 * The nearest has 1, the furthest found 0: unrelated texts have a cosine of .1 in the eyes of one strong embedder and of .8
 * in those of another, so only the differences say something.
 */
export function contrasted(hits: readonly Hit[]): Places {
  const best = hits[0]?.score ?? 0;
  const floor = hits.at(-1)?.score ?? 0;
  const spread = Math.max(best - floor, LEAST_SPREAD);
  return new Map(
    hits.map(({ passageId, score }, index) => [passageId, { place: index + 1, share: 1 - (best - score) / spread }]),
  );
}
