import { type Figure, shareOf, sumOf } from "./figure.ts";

export interface Decision {
  readonly answerable: boolean;
  readonly abstained: boolean;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Of the questions it abstained from, the share that is not answerable. */
export function abstentionPrecision(decisions: readonly Decision[]): Figure {
  return shareOf(decisions.map(({ answerable, abstained }) => (abstained ? !answerable : undefined)));
}

/** Of the questions that are not answerable, the share it abstained from. */
export function abstentionRecall(decisions: readonly Decision[]): Figure {
  return shareOf(decisions.map(({ answerable, abstained }) => (answerable ? undefined : abstained)));
}

/** Harmonic mean of the two; abstaining is the positive class. */
export function abstentionF1(decisions: readonly Decision[]): Figure {
  const right = sumOf(decisions.map(({ answerable, abstained }) => Number(abstained && !answerable)));
  const abstentions = sumOf(decisions.map(({ abstained }) => Number(abstained)));
  const unanswerable = sumOf(decisions.map(({ answerable }) => Number(!answerable)));
  return (weights) => {
    const wanted = unanswerable(weights);
    return wanted === 0 ? Number.NaN : (2 * right(weights)) / (abstentions(weights) + wanted);
  };
}

/**
 * Chance that an answerable question has more confidence than one that is not (ties: half): the Mann-Whitney statistic.
 * Sorted once, so that every resample takes one pass.
 */
export function confidenceAuroc(decisions: readonly Decision[]): Figure {
  const order = [...decisions.keys()].toSorted((a, b) => confidenceAt(a) - confidenceAt(b));
  const places = Uint32Array.from(order);
  const answerable = Uint8Array.from(order, (place) => Number(decisions[place]?.answerable));
  /** 1 where a question's confidence is above that of the one before. */
  const rises = Uint8Array.from(order, (place, index) => Number(confidenceAt(place) > confidenceAt(order[index - 1])));
  function confidenceAt(place: number | undefined): number {
    return place === undefined ? -1 : (decisions[place]?.confidence ?? 0);
  }
  return (weights) => {
    let [above, positives, below, tiedPositives, tiedNegatives] = [0, 0, 0, 0, 0];
    for (let index = 0; index <= places.length; index += 1) {
      if (index === places.length || rises[index] === 1) {
        above += tiedPositives * (below + tiedNegatives / 2);
        positives += tiedPositives;
        below += tiedNegatives;
        tiedPositives = 0;
        tiedNegatives = 0;
      }
      const weight = weights[places[index] ?? 0] ?? 0;
      if (answerable[index] === 1) tiedPositives += weight;
      else tiedNegatives += weight;
    }
    return above / (positives * below);
  };
}
