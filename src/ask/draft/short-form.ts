import type { RankedSentence } from "#ask/rank/sentences.ts";
import type { Findings } from "#ask/retrieve.ts";
import { words } from "#text/words.ts";
import type { Span } from "#types.ts";
import { alternative } from "./alternative.ts";
import { shortAnswer } from "./short-answer.ts";
import { yesOrNo } from "./yes-no.ts";

/** A short answer that takes more of its sentence than this says the same twice. */
const LARGEST_SHARE = 0.6;
/** So is what a shorter sentence says. */
const LEAST_WORDS = 5;

/** What was asked in a few words of the sentence, `Yes` or `No`; empty where that is not sure or not shorter. */
export function shortForm(findings: Findings, item: RankedSentence): string {
  const polarity = yesOrNo(findings, item);
  if (polarity !== null) return polarity;
  const span = alternative(findings, item) ?? shortAnswer(findings, item);
  if (span === null) return "";
  const text = item.sentence.text.slice(span.start, span.end);
  const { length } = item.sentence.terms;
  if (length < LEAST_WORDS || words(text).length > LARGEST_SHARE * length || opens(item.sentence.text, span)) return "";
  return capitalised(text.replace(/\s+/gu, " ").trim());
}

/** `In 1886 Frank Robinson …` says the year first already. */
function opens(sentence: string, { start }: Span): boolean {
  return /^["“'‘(]*(?:in|on|at|by|from|since|about|around) (?:the )?$/iu.test(sentence.slice(0, start));
}

function capitalised(text: string): string {
  return text.replace(/^\p{Ll}(?!\p{Lu})/u, (letter) => letter.toUpperCase());
}
