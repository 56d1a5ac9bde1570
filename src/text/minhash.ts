import type { Span } from "#types.ts";
import { hashWords, RUN, shingles, valuesInPlace } from "./shingles.ts";

/**
 * A sketch of a text by which near-duplicates are found: for each of 32 orders of all runs of five words, the first run
 * of this text (A. Broder, On the resemblance and containment of documents, 1997). Two sketches agree in about the share
 * of places that the texts share of their runs. `null`: too short to tell it from others.
 */
export function sketch(text: string): Uint32Array | null {
  const words = hashWords(text);
  if (words.hashes.length < LEAST_WORDS) return null;
  const least = new Uint32Array(PLACES);
  const runs = shingles(words);
  const { salts, factors } = orders();
  for (let place = 0; place < PLACES; place += 1) {
    const salt = salts[place] ?? 0;
    const factor = factors[place] ?? 1;
    let first = 0xffffffff;
    for (let at = 0; at < runs.length; at += 1) {
      const rank = Math.imul((runs[at] ?? 0) ^ salt, factor) >>> 0;
      if (rank < first) first = rank;
    }
    least[place] = first;
  }
  return least;
}

/** Share of places in which two sketches agree: an estimate of the similarity, off by .09 (standard deviation) at most. */
export function agreement(one: Uint32Array, other: Uint32Array): number {
  let same = 0;
  for (let place = 0; place < PLACES; place += 1) if (one[place] === other[place]) same += 1;
  return same / PLACES;
}

/**
 * Keys under which a sketch is filed: texts of the similarity s share one of them with a probability of 1 - (1 - s²)^16
 * (J. Leskovec, A. Rajaraman, J. Ullman, Mining of Massive Datasets, section 3.4: 16 bands of 2 rows).
 */
export function bands(of: Uint32Array): readonly number[] {
  return Array.from({ length: BANDS }, (_, band) => {
    const [first = 0, second = 0] = of.subarray(band * ROWS, band * ROWS + ROWS);
    const high = Math.imul(first ^ (second >>> 7), 0x9e3779b1) >>> 12;
    const low = Math.imul(first, 0x85ebca6b) ^ Math.imul(second, 0xc2b2ae35) ^ band;
    return high * 2 ** 32 + (low >>> 0);
  });
}

/** How two texts compare, each value a share from 0 to 1. */
export interface Comparison {
  /** Of the runs of five words in either, those in both. */
  readonly similarity: number;
  /** Of the runs of the text that has fewer, those in the other. */
  readonly containment: number;
  /**
   * Of the numbers and names (each with its neighbours) of the text that has fewer, those in the other. What stands before
   * the first and after the last common run is left out: one may be cut short, and the other have a line about its outlet.
   * 1 where there are none.
   */
  readonly values: number;
}

export function compareTexts(one: string, other: string): Comparison {
  const [first, second] = [hashWords(one), hashWords(other)];
  const [runs, otherRuns] = [shingles(first), shingles(second)];
  const [mine, theirs] = [new Set(runs), new Set(otherRuns)];
  const shared = common(mine, theirs);
  const myValues = new Set(valuesInPlace(first, commonPart(runs, theirs)));
  const theirValues = new Set(valuesInPlace(second, commonPart(otherRuns, mine)));
  return {
    similarity: shared / Math.max(1, mine.size + theirs.size - shared),
    containment: shared / Math.max(1, Math.min(mine.size, theirs.size)),
    values: shareOf(common(myValues, theirValues), Math.min(myValues.size, theirValues.size)),
  };
}

function shareOf(part: number, all: number): number {
  return all === 0 ? 1 : part / all;
}

/** From the first run that the other text has to the last, counted in words. */
function commonPart(runs: Uint32Array, other: ReadonlySet<number>): Span {
  const start = runs.findIndex((run) => other.has(run));
  const last = runs.findLastIndex((run) => other.has(run));
  return start < 0 ? { start: 0, end: 0 } : { start, end: last + RUN };
}

function common(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  let count = 0;
  for (const item of one) if (other.has(item)) count += 1;
  return count;
}

const LEAST_WORDS = 50;
const PLACES = 32;
export const BANDS = 16;
const ROWS = 2;

/** The same in every process: sketches are stored. */
function orders() {
  made ??= makeOrders();
  return made;
}

let made: ReturnType<typeof makeOrders> | null = null;

function makeOrders() {
  let state = 0x2545f491;
  const next = (): number => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    state = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    return (state ^ (state >>> 15)) >>> 0;
  };
  const salts = Uint32Array.from({ length: PLACES }, next);
  const factors = Uint32Array.from({ length: PLACES }, () => next() | 1);
  return { salts, factors };
}
