import type { Findings } from "#ask/retrieve.ts";
import { bigramOverlap, type PhraseIndex } from "./passages.ts";
import type { Reading, SentenceReading } from "./reading.ts";
import { coverageFeatures, focusFeatures, missingFeatures } from "./sentence-coverage.ts";
import { kindFeatures, questionFeatures } from "./sentence-kind.ts";
import { placeFeatures, shapeFeatures } from "./sentence-place.ts";
import { type Beside, viewOf } from "./sentence-view.ts";

/** What a sentence is scored by. The order is that of the vectors. */
export const SENTENCE_FEATURES = [
  "exact",
  "soft",
  "rare",
  "relative",
  "subject",
  "telling",
  "context",
  "meaning",
  "outsideTitle",
  "bigrams",
  "fits",
  "misfits",
  "newName",
  "noNewName",
  "fitsContext",
  "article",
  "passage",
  "isQuestion",
  "told",
  "nearTold",
  "focus",
  "focusContext",
  "focusNear",
  "missing",
  "missingContext",
  "coveredWords",
  "background",
  "before",
  "after",
  "lead",
  "length",
  "quotation",
  "opensBack",
  "numbers",
  "newNames",
  "nearFit",
  "names",
  "passageRank",
  "askedWords",
  "hasFocus",
  "asksPerson",
  "asksTime",
  "asksQuantity",
  "asksPlace",
  "asksReason",
  "asksYesNo",
  "asksThing",
  "plainly",
  "plainlyContext",
  "unsaid",
  "answerWord",
  "answerWordSure",
  "softGap",
  "rareGap",
  "contextGap",
  "meaningGap",
  "tellingGap",
  "bigramsGap",
  "backgroundGap",
  "fitsContextGap",
  "plainlyGap",
  "beforeGap",
  "answerWordGap",
] as const;

export type SentenceFeature = (typeof SENTENCE_FEATURES)[number];

/** All but the gaps, which need the other sentences. */
type OwnFeature = Exclude<SentenceFeature, `${string}Gap`>;
type Features<Name extends OwnFeature> = Readonly<Record<Name, number>>;

const OWN_FEATURES = SENTENCE_FEATURES.filter((name): name is OwnFeature => !name.endsWith("Gap"));

/** One vector, in the order of `SENTENCE_FEATURES`, without the gaps. */
export function sentenceFeatures(
  findings: Findings,
  reading: Reading,
  item: SentenceReading,
  phrases: PhraseIndex,
  beside: Beside,
): readonly number[] {
  const view = viewOf(findings, reading, item, beside);
  const features: Features<OwnFeature> = {
    ...coverageFeatures(view),
    ...missingFeatures(view),
    ...focusFeatures(view),
    ...kindFeatures(view),
    ...placeFeatures(view),
    ...shapeFeatures(view),
    ...questionFeatures(view),
    bigrams: bigramOverlap(item.sentence, phrases, reading.bigrams.length),
  };
  return OWN_FEATURES.map((name) => features[name]);
}

/** How far behind the best of all sentences each of them is, by the features named `…Gap`: 0 for the best. */
export function addGaps(vectors: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const best = GAPS.map((index) => Math.max(...vectors.map((vector) => vector[index] ?? 0)));
  return vectors.map((vector) => [...vector, ...GAPS.map((index, place) => (vector[index] ?? 0) - (best[place] ?? 0))]);
}

const GAPS = SENTENCE_FEATURES.filter((name) => name.endsWith("Gap")).map((name) =>
  SENTENCE_FEATURES.findIndex((other) => `${other}Gap` === name),
);
