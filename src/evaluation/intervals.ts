import type { Figure, Weights } from "./figure.ts";
import { createRandom } from "./random.ts";

/** Lower and upper end at 95 %. */
export type Interval = readonly [low: number, high: number];

const RESAMPLES = 1000;
/** Left out at each end: 2.5 %. */
const TAIL = 0.025;
/** Any number does; the same one gives the same intervals. */
const SEED = 20_180_615;

/**
 * Percentile bootstrap (Efron 1979) over questions: every resample draws as many questions as there are, with
 * replacement, the same for all figures. A figure that is undefined in a resample leaves that one out; one that is
 * defined in none has no interval.
 */
export function intervalsOf<Name>(figures: ReadonlyMap<Name, Figure>, questions: number): ReadonlyMap<Name, Interval> {
  const random = createRandom(SEED);
  const rows = [...figures].map(([name, figure]) => ({ name, figure, values: new Float64Array(RESAMPLES) }));
  const weights = new Uint16Array(questions);
  for (let resample = 0; resample < RESAMPLES; resample += 1) {
    draw(weights, random);
    for (const { figure, values } of rows) values[resample] = figure(weights);
  }
  return new Map(
    rows.flatMap(({ name, values }) => {
      const interval = middle(values);
      return interval === null ? [] : [[name, interval] as const];
    }),
  );
}

/** As many questions as there are, with replacement. */
function draw(weights: Weights, random: () => number): void {
  weights.fill(0);
  for (let drawn = 0; drawn < weights.length; drawn += 1) {
    const place = Math.floor(random() * weights.length);
    weights[place] = (weights[place] ?? 0) + 1;
  }
}

function middle(values: Float64Array): Interval | null {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const cut = Math.floor(sorted.length * TAIL);
  const [low, high] = [sorted[cut], sorted[sorted.length - 1 - cut]];
  return low === undefined || high === undefined ? null : [low, high];
}
