import type { Found } from "#ask/retrieve.ts";
import type { AnalysedSentence } from "./analyse.ts";
import { flag, type View } from "./sentence-view.ts";

/** Scores of passages that are further behind than this say no more. */
const FURTHEST = -6;

/** Where it stands: its article and passage beside the others, its neighbours, what was told before. */
export function placeFeatures({ findings, item: { found, sentence }, beside }: View) {
  const { question, evidence } = findings;
  const best = evidence[0]?.score ?? 0;
  const bestHere = evidence.find(({ article }) => isSame(article, found.article))?.score ?? 0;
  const isTold = (other: AnalysedSentence | undefined) => other !== undefined && question.told.includes(other.text);
  return {
    article: Math.max(FURTHEST, bestHere - best),
    passage: Math.max(FURTHEST, found.score - bestHere),
    passageRank: 1 / (1 + evidence.indexOf(found)),
    lead: found.passage.ordinal === 0 ? 1 / (1 + sentence.ordinal) : 0,
    before: beside.before,
    after: beside.after,
    told: flag(isTold(sentence)),
    nearTold: nearness(found, sentence, isTold),
  };
}

/** What it looks like. */
export function shapeFeatures({ reading, item: { sentence }, opensBack }: View) {
  const numbers = sentence.text.match(/\d[\d.,]*/gu)?.length ?? 0;
  const newNames = sentence.capitalised.filter((term) => !reading.asked.has(term.stem)).length;
  return {
    isQuestion: askingness(sentence.text),
    length: Math.min(1, sentence.terms.length / 60),
    quotation: flag(/["“«]/u.test(sentence.text)),
    opensBack: flag(opensBack),
    numbers: Math.min(1, numbers / 3),
    newNames: Math.min(1, newNames / 4),
  };
}

/** A follow-up mostly asks about what stands beside what was just said: 1 right after it, less around it. */
function nearness(
  { analysed }: Found,
  sentence: AnalysedSentence,
  isTold: (other: AnalysedSentence | undefined) => boolean,
): number {
  if (isTold(sentence)) return 0;
  if (isTold(analysed.sentences[sentence.ordinal - 1])) return 1;
  const isAround = [-2, 1].some((distance) => isTold(analysed.sentences[sentence.ordinal + distance]));
  return isAround ? 0.5 : 0;
}

/** 1 for a sentence that only asks, a little for one that ends in a question. */
function askingness(sentence: string): number {
  if (!/\?["”’)]*$/u.test(sentence)) return 0;
  return ASKS.test(sentence) ? 1 : 0.3;
}

const ASKS =
  /^["“'‘(]*(?:(?:so|and|but)\b,? )?(?:(?:\p{L}+ ){1,3}asking, )?(?:who|what|when|where|why|how|which|is|are|was|were|do|does|did|can|could|will|would|should|has|have|had)\b/iu;

function isSame(a: Found["article"], b: Found["article"]): boolean {
  return a.id === b.id && a.shelf === b.shelf;
}
