import { leadIn } from "#ask/lead-in.ts";
import type { RankedSentence } from "#ask/rank/sentences.ts";
import type { Findings } from "#ask/retrieve.ts";
import { isHeading } from "./plain.ts";

/** What opens so can not be understood alone. */
const LEANS =
  /^["“'‘(]*(?:(?:he|she|they|his|her|their|hers|theirs)\b|(?:but|yet|so|instead|otherwise|nevertheless|nonetheless|therefore|thus|hence)\b|(?:that|this|which) (?:is|was) (?:why|because|how|when|where|what)\b|(?:this|these|those|that|both|neither|such)\b(?! (?:year|month|week|day|summer|winter|spring|autumn|evening|morning)\b)|(?:it|its)\b(?! (?:is|was|has been|seems?|appears?|took|takes) (?:\p{L}+ )?(?:that|to|known|said|believed|thought|estimated|unclear|likely|possible)\b)|the (?:former|latter|same|other|two|three)\b)/iu;
/** What opens so names a reason or result and is nothing without what it names. */
const CONCLUDES = /^["“'‘(]*(?:that|this|which) (?:is|was) (?:why|because|how)\b/iu;
/** Characters of the sentence before that a reader bears. */
const LONGEST_BEFORE = 300;
/** The sentence before may be this far behind in score. */
const FURTHEST_BEHIND = 4;

/**
 * The best sentence with the one right before it, where it leans on that one and no name says what it speaks of; the
 * sentence before must itself come near the question.
 */
export function joined(
  findings: Findings,
  best: RankedSentence,
  ranking: readonly RankedSentence[],
): readonly RankedSentence[] {
  const { sentence, found } = best;
  if (!LEANS.test(sentence.text) || leadIn(sentence, found.analysed) !== "") return [best];
  const previous = found.analysed.sentences[sentence.ordinal - 1];
  const before = ranking.find((item) => item.sentence === previous && item.found.passage.id === found.passage.id);
  if (previous === undefined || before === undefined) return [best];
  const isNear =
    before.score >= best.score - FURTHEST_BEHIND || CONCLUDES.test(sentence.text) || adds(findings, before, best);
  const isTelling =
    !isHeading(previous.text) && previous.text.length <= LONGEST_BEFORE && !/\?["”’)]*$/u.test(previous.text);
  return isNear && isTelling ? [before, best] : [best];
}

/** The sentence before holds a word of the question that the best one lacks. */
function adds({ matcher }: Findings, before: RankedSentence, best: RankedSentence): boolean {
  const held = ({ sentence }: RankedSentence) =>
    new Set(
      sentence.content.flatMap((term) =>
        matcher
          .match(term)
          .filter(({ strength }) => strength === 1)
          .map(({ word }) => word),
      ),
    );
  const own = held(best);
  return [...held(before)].some((word) => !own.has(word));
}
