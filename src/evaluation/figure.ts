/** How often each question counts, in their order: all 1 for the figure itself, times drawn in a resample. */
export type Weights = Uint16Array;

/** A figure over weighted questions; NaN where it would be a share of nothing. */
export type Figure = (weights: Weights) => number;

/** The figure over all questions, each once. */
export function overAll(figure: Figure, questions: number): number {
  return figure(new Uint16Array(questions).fill(1));
}

/** The mean over the questions that have a value. */
export function meanOf(values: readonly (number | undefined)[]): Figure {
  const sum = sumOf(values.map((value) => value ?? 0));
  const count = sumOf(values.map((value) => (value === undefined ? 0 : 1)));
  return (weights) => sum(weights) / count(weights);
}

/** The share over the questions for which it is known. */
export function shareOf(values: readonly (boolean | undefined)[]): Figure {
  return meanOf(values.map((value) => (value === undefined ? undefined : Number(value))));
}

export function sumOf(values: readonly number[]): Figure {
  const numbers = Float64Array.from(values);
  return (weights) => {
    let sum = 0;
    for (let index = 0; index < numbers.length; index += 1) sum += (weights[index] ?? 0) * (numbers[index] ?? 0);
    return sum;
  };
}
