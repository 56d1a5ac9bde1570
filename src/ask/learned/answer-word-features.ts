import type { AnswerWord } from "./answer-words.ts";

/** Log-odds; words that are less likely say no more. */
const LEAST = -8;

/** Log-odds (-8 to 8) and probability of the likeliest word of a sentence. */
export function answerWordFeatures(words: readonly AnswerWord[]): readonly [odds: number, probability: number] {
  const probability = words[0]?.probability ?? 0;
  const odds = Math.log(probability / (1 - probability));
  return [Math.max(LEAST, Math.min(-LEAST, odds)), probability];
}
