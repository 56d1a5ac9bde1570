/** What is known of the importance of a word from its frequency and its shape; the weights are learned. */

/** Frequency ranks by octaves from 30: a word counts for the two nearest, more for the nearer. */
const OCTAVES = 13;
const SHAPES: readonly RegExp[] = [
  /^\d{4}$/,
  /^\d+$/,
  /\d/,
  /ing$/,
  /ed$/,
  /ly$/,
  /(?:tion|ment|ness|ity|ism|ance|ence)s?$/,
  /(?:al|ive|ous|ic|ful|less|able|ible)$/,
  /[^s]s$/,
  /(?:er|or|ist|ian|man|men)s?$/,
  /^.{1,3}$/,
  /^.{9,}$/,
];
/** The last octave stands for a word of unknown rank. */
export const IMPORTANCE_FEATURES = OCTAVES + 1 + SHAPES.length;

export interface ImportanceFeature {
  readonly feature: number;
  readonly value: number;
}

/** The features of a word that are not 0; `rank` is `null` for a word of which nothing is known. */
export function importanceFeatures(word: string, rank: number | null): readonly ImportanceFeature[] {
  const shapes = SHAPES.flatMap((shape, i) => (shape.test(word) ? [{ feature: OCTAVES + 1 + i, value: 1 }] : []));
  return [...octavesOf(rank), ...shapes];
}

function octavesOf(rank: number | null): readonly ImportanceFeature[] {
  if (rank === null) return [{ feature: OCTAVES, value: 1 }];
  const octave = Math.min(OCTAVES - 1, Math.max(0, Math.log2(rank / 30)));
  const below = Math.floor(octave);
  const near = { feature: below, value: 1 - (octave - below) };
  return octave === below ? [near] : [near, { feature: below + 1, value: octave - below }];
}

/** Logarithm of the factor that a word's shape gives its weight; `weights` has `IMPORTANCE_FEATURES` numbers. */
export function shapeImportance(features: readonly ImportanceFeature[], weights: ArrayLike<number>): number {
  return features.reduce((sum, { feature, value }) => sum + value * (weights[feature] ?? 0), 0);
}
