import { SENTENCE_FEATURES } from "#ask/rank/sentence-features.ts";
import type { RankedSentence } from "#ask/rank/sentences.ts";
import { isHeading } from "./plain.ts";

/** Sentences at most. */
const MOST = 3;
/** A sentence this far behind the best adds more noise than help. */
const FURTHEST_BEHIND = 4;
/** A third sentence may be this far behind if it shares nothing with the question but names. */
const NAMES_ONLY_BEHIND = 2;

/** The one to three sentences worth showing, best first; one that only asks or heads only where there is nothing else. */
export function choose(ranking: readonly RankedSentence[]): readonly RankedSentence[] {
  const all = withoutRepeats(ranking);
  const telling = all.filter((item) => item.features[ASKS] !== 1 && !isHeading(item.sentence.text));
  const pool = telling.length > 0 ? telling : all;
  const best = pool[0]?.score ?? 0;
  const different = pool.filter(({ score }) => score >= best - FURTHEST_BEHIND);
  const chosen = different
    .filter((item, place) => place < 2 || item.score >= best - NAMES_ONLY_BEHIND || !isIdle(item))
    .slice(0, MOST);
  if (chosen.length < MOST) return chosen;
  // None speaks of all that the question names, or none holds what was asked for (a date, a name, a number): the last
  // place is for the best one that does.
  const lacking = [chosen.some(isNamed) ? null : isNamed, chosen.every(misses) ? isFitting : null];
  for (const wanted of lacking) {
    const other = wanted && different.find((item) => wanted(item) && !misses(item) && isBeside(item, chosen[0]));
    if (other) chosen.splice(-1, 1, other);
  }
  return chosen;
}

const NAMES = SENTENCE_FEATURES.indexOf("names");

function isNamed({ features }: RankedSentence): boolean {
  return features[NAMES] === 1;
}

function isFitting(item: RankedSentence): boolean {
  return !misses(item);
}

/** Of the same article: what another one says of another matter is no answer. */
function isBeside({ found }: RankedSentence, best: RankedSentence | undefined): boolean {
  return found.article.id === best?.found.article.id && found.article.shelf === best.found.article.shelf;
}

/** A sentence that only asks is no answer, however many words it shares with the question. */
const ASKS = SENTENCE_FEATURES.indexOf("isQuestion");
const MISSES = [SENTENCE_FEATURES.indexOf("misfits"), SENTENCE_FEATURES.indexOf("noNewName")];

function misses({ features }: RankedSentence): boolean {
  return MISSES.some((index) => features[index] === 1);
}

const TELLING = SENTENCE_FEATURES.indexOf("telling");
const FITS = [SENTENCE_FEATURES.indexOf("fits"), SENTENCE_FEATURES.indexOf("nearTold")];

/** It neither holds a word (like one) of the question that is no name, nor the kind of thing asked for. */
function isIdle({ features }: RankedSentence): boolean {
  return (features[TELLING] ?? 0) < 0.02 && FITS.every((index) => (features[index] ?? 0) === 0);
}

function withoutRepeats(ranking: readonly RankedSentence[]): readonly RankedSentence[] {
  const seen = new Set<string>();
  return ranking.filter(({ sentence }) => {
    const words = sentence.terms.map((term) => term.surface).join(" ");
    const isNew = words !== "" && !seen.has(words);
    seen.add(words);
    return isNew;
  });
}
