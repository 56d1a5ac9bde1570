/** How near guessed vectors are to the true ones, on words that nothing was learned from. */
import { baseOf, guessVector } from "#encoder/guess.ts";
import type { EncoderTables } from "#encoder/tables.ts";
import type { KnownVector } from "./encoder-guess.ts";
import { dot, groupBy } from "./encoder-vectors.ts";

/** One line per sort of word: mean cosine to the true vector, to the true vector of another word, and mean length. */
export function reportGuesses(tables: EncoderTables, heldOut: readonly KnownVector[]): readonly string[] {
  const words = heldOut.slice(0, 2000);
  const sorts = groupBy(words, ({ word }) => sortOf(tables, word));
  return [...sorts, ["all", words] as const, ["misspelt", misspellings(tables)] as const].map(([sort, examples]) => {
    const cosines = examples.map(({ word, vector }) => cosine(guessVector(tables, word), vector));
    const others = examples.map(({ word }, i) =>
      cosine(guessVector(tables, word), examples[(i + 1) % examples.length]?.vector ?? []),
    );
    const lengths = examples.map(({ word }) => Math.hypot(...(guessVector(tables, word) ?? [])));
    return `guessed, ${sort}: ${examples.length} words, cosine ${mean(cosines)}, to another word ${mean(others)}, length ${mean(lengths)}`;
  });
}

function sortOf({ index, header }: EncoderTables, word: string): string {
  if (baseOf(word, header.guess.affixes, index) !== null) return "a known word with an affix";
  const isKnown = (text: string) => index.get(text) !== undefined;
  const cuts = Array.from({ length: Math.max(0, word.length - 7) }, (_, i) => i + 4);
  return cuts.some((cut) => isKnown(word.slice(0, cut)) && isKnown(word.slice(cut))) ? "two known words" : "other";
}

/** Frequent long words, two letters in the middle exchanged. */
function misspellings(tables: EncoderTables): KnownVector[] {
  const { dimensions } = tables.header;
  return [...tables.index]
    .filter(([word, index]) => /^[a-z]{7,}$/.test(word) && index < 20_000)
    .slice(0, 4000)
    .map(([word, index]) => {
      const middle = Math.floor(word.length / 2);
      const swapped = `${word.slice(0, middle - 1)}${word[middle]}${word[middle - 1]}${word.slice(middle + 1)}`;
      const vector = Float64Array.from(tables.vectors.subarray(index * dimensions, (index + 1) * dimensions));
      return { word: swapped, vector };
    })
    .filter(({ word }) => tables.index.get(word) === undefined)
    .slice(0, 2000);
}

function cosine(a: Float32Array | null, b: ArrayLike<number>): number {
  return a === null ? 0 : dot(a, b) / (Math.sqrt(dot(a, a) * dot(b, b)) || 1);
}

function mean(values: readonly number[]): string {
  return (values.reduce((sum, value) => sum + value, 0) / (values.length || 1)).toFixed(3);
}
