import type { Findings } from "#ask/retrieve.ts";
import { coverageOf, share } from "./coverage.ts";
import type { RankedSentence } from "./sentences.ts";

/** Rarer words are not asked for more earnestly. */
const GREATEST_IDF = 6;
/** A word that nothing in the article comes nearer to is not spoken of there. */
const SPOKEN_OF = 0.45;
const PLAINLY = 0.74;

/**
 * What of the question (names apart) is spoken of nowhere in what was read of the best article: the greatest missing
 * weight, the missing share, the shares of words without a likeness and without a plain match, and how well the word
 * that names what is asked for is matched (1 where none does). All 0 to 1.
 */
export function nowhere(
  findings: Findings,
  ranking: readonly RankedSentence[],
  top: RankedSentence,
): readonly number[] {
  const { question, matcher, names } = findings;
  const hasOwn = question.words.some((word) => word.weight === 1);
  const weights = question.words.map(({ term, weight }, word) =>
    names[word] || (hasOwn && weight < 1) ? 0 : Math.min(GREATEST_IDF, term.idf),
  );
  const read = ranking.filter(({ found }) => found.article.id === top.found.article.id);
  const told = new Set(read.flatMap(({ sentence, found }) => [...sentence.told, ...found.analysed.title]));
  const best = coverageOf(
    told,
    matcher,
    weights.map(() => 1),
  );
  const asked = weights.flatMap((weight, word) => (weight > 0 ? [word] : []));
  const missing = weights.map((weight, word) => weight * (1 - (best[word] ?? 0)));
  const lacking = (least: number) =>
    asked.filter((word) => (best[word] ?? 0) < least).length / Math.max(1, asked.length);
  const focus = question.words.findIndex(({ term }) => term.stem === question.focus);
  return [
    Math.max(0, ...missing) / GREATEST_IDF,
    share(missing, weights),
    lacking(SPOKEN_OF),
    lacking(PLAINLY),
    focus < 0 ? 1 : (best[focus] ?? 0),
  ];
}
