import { directionIsKept } from "./antonyms.ts";
import { speakerIsKept } from "./attribution.ts";
import { boundsAreKept } from "./bounds.ts";
import type { Check, Comparison, Knowledge } from "./check.ts";
import { datesAreQuoted } from "./dates.ts";
import { nothingIsExchanged } from "./exchange.ts";
import { supportFeatures } from "./features.ts";
import { fractionsAreKept } from "./fractions.ts";
import { type SupportModel, scoreSupport } from "./model.ts";
import { namesAreQuoted } from "./names.ts";
import { negationIsKept } from "./negation.ts";
import { numbersAreQuoted } from "./numbers.ts";
import { rangesAreKept } from "./ranges.ts";
import { speechIsVerbatim } from "./speech.ts";
import { timeSpansAreQuoted } from "./time-spans.ts";
import { isVerbatim } from "./verbatim.ts";
import { wordsAreCovered } from "./words.ts";

/** What the support check knows besides its rules. */
export interface Support extends Knowledge {
  /** `null`: the rules decide alone. */
  readonly model: SupportModel | null;
}

export interface SupportVerdict {
  /** Probability that the quotes carry the statement; without a model 1 or 0. */
  readonly score: number;
  /** `null` when the statement is kept. */
  readonly complaint: string | null;
}

export const RULES_ALONE: Support = { lexicon: null, model: null };

/** In the order in which a complaint helps most. */
const RULES: readonly Check[] = [
  numbersAreQuoted,
  datesAreQuoted,
  timeSpansAreQuoted,
  boundsAreKept,
  fractionsAreKept,
  rangesAreKept,
  namesAreQuoted,
  negationIsKept,
  directionIsKept,
  speechIsVerbatim,
  speakerIsKept,
  nothingIsExchanged,
];

/** Whether the quoted words carry the statement. What is quoted word for word always passes. */
export function supportOf(comparison: Comparison, { model }: Support): SupportVerdict {
  if (isVerbatim(comparison)) return { score: 1, complaint: null };
  const broken = brokenRule(comparison);
  if (model === null) {
    const complaint = broken ?? wordsAreCovered(comparison);
    return { score: complaint === null ? 1 : 0, complaint };
  }
  const score = scoreSupport(model, supportFeatures(comparison));
  if (broken !== null || score >= model.threshold) return { score, complaint: broken };
  return { score, complaint: wordsAreCovered(comparison) ?? UNSUPPORTED };
}

const UNSUPPORTED = "The quotes hardly carry the statement. Quote more, or say less.";

/** What the first rule that does not hold says; `null`: all hold. */
export function brokenRule(comparison: Comparison): string | null {
  for (const check of RULES) {
    const complaint = check(comparison);
    if (complaint !== null) return complaint;
  }
  return null;
}
