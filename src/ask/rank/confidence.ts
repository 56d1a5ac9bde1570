import type { Findings } from "#ask/retrieve.ts";
import { isStrict } from "./answer-type.ts";
import { coverageOf, share } from "./coverage.ts";
import { nowhere } from "./nowhere.ts";
import { PASSAGE_FEATURES, type PassageFeature } from "./passages.ts";
import { SENTENCE_FEATURES, type SentenceFeature } from "./sentence-features.ts";
import type { RankedSentence } from "./sentences.ts";

/** What the evidence as a whole says. */
const OWN_FEATURES = [
  "passageSoft",
  "passageExact",
  "sentenceSoft",
  "greatestMissing",
  "unknownWords",
  "missingNames",
  "nowhereFits",
  "nowhereFitsStrictly",
  "lead",
  "carried",
  "nowhereMost",
  "nowhereShare",
  "nowhereWords",
  "nowherePlainly",
  "focusAnywhere",
  "score",
  "margin",
  "mass",
] as const;

/** What the best sentence and the best passage say, by their own features. How a question is worded says nothing. */
const BEST_SENTENCE = [
  "exact",
  "soft",
  "rare",
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
  "focus",
  "focusContext",
  "focusNear",
  "missing",
  "missingContext",
  "coveredWords",
  "background",
  "plainly",
  "plainlyContext",
  "unsaid",
  "nearFit",
  "names",
  "isQuestion",
  "answerWord",
] as const satisfies readonly SentenceFeature[];

const BEST_PASSAGE = [
  "softCoverage",
  "bestSentence",
  "bigrams",
  "names",
  "title",
  "dense",
  "titleAsked",
  "adjacent",
  "fits",
  "missing",
] as const satisfies readonly PassageFeature[];

/** What confidence is judged by. The order is that of the vectors. */
export const CONFIDENCE_FEATURES: readonly string[] = [
  ...OWN_FEATURES,
  ...BEST_SENTENCE.map((name) => `sentence.${name}`),
  ...BEST_PASSAGE.map((name) => `passage.${name}`),
];

/** Features of which more speaks against an answer; of all others more speaks for it, or nothing is known. */
export const SPEAKS_AGAINST: ReadonlySet<string> = new Set([
  "greatestMissing",
  "unknownWords",
  "missingNames",
  "nowhereFits",
  "nowhereFitsStrictly",
  "nowhereMost",
  "nowhereShare",
  "nowhereWords",
  "nowherePlainly",
  "sentence.misfits",
  "sentence.noNewName",
  "sentence.missing",
  "sentence.missingContext",
  "sentence.unsaid",
  "sentence.isQuestion",
  "passage.missing",
]);

/** Background idf of a word that no table knows. */
const UNKNOWN_IDF = 8.5;
/** A name says whom the question is about, not what it asks. */
const NAME_SHARE = 0.4;
/** Sentences an answer may consist of. */
const READ = 3;
const MISFITS = SENTENCE_FEATURES.indexOf("misfits");
const SENTENCE_PLACES = BEST_SENTENCE.map((name) => SENTENCE_FEATURES.indexOf(name));
const PASSAGE_PLACES = BEST_PASSAGE.map((name) => PASSAGE_FEATURES.indexOf(name));

/** How well the evidence carries the question; all zero where nothing was found. */
export function confidenceFeatures(findings: Findings, ranking: readonly RankedSentence[]): readonly number[] {
  const top = ranking[0];
  if (!top || findings.question.words.length === 0) return CONFIDENCE_FEATURES.map(() => 0);
  return [
    ...ownFeatures(findings, ranking, top),
    ...SENTENCE_PLACES.map((place) => top.features[place] ?? 0),
    ...PASSAGE_PLACES.map((place) => top.found.features[place] ?? 0),
  ];
}

function ownFeatures(findings: Findings, ranking: readonly RankedSentence[], top: RankedSentence): readonly number[] {
  const { question, matcher, statistics } = findings;
  const weights = ownWeights(findings);
  const covered = coverageOf(top.found.analysed.told, matcher, weights);
  const exact = covered.map((value, word) => (value >= (weights[word] ?? 0) ? value : 0));
  const missing = covered.map((value, word) => (weights[word] ?? 0) - value);
  const names = question.words.filter((word) => word.isName && word.weight === 1);
  const unknown = question.words.map((word, index) =>
    statistics.frequencies.has(word.term.stem) || word.spellings.length > 0 ? 0 : (weights[index] ?? 0),
  );
  const absent = names.filter((word) => !top.found.analysed.counts.has(word.term.stem));
  const misfits = (item: RankedSentence) => item.features[MISFITS] === 1;
  const mass = ranking.reduce((sum, { score }) => sum + Math.exp(score - top.score), 0);
  return [
    share(covered, weights),
    share(exact, weights),
    share(coverageOf(top.sentence.told, matcher, weights), weights),
    Math.max(0, ...missing) / UNKNOWN_IDF,
    share(unknown, weights),
    names.length === 0 ? 0 : absent.length / names.length,
    ranking.slice(0, READ).every(misfits) ? 1 : 0,
    isStrict(question.kind) && ranking.every(misfits) ? 1 : 0,
    lead(findings, top),
    question.words.some((word) => word.weight < 1) ? 1 : 0,
    ...nowhere(findings, ranking, top),
    top.score,
    ranking[1] ? top.score - ranking[1].score : 0,
    1 / mass,
  ];
}

/** How far the best article is ahead of the next, 0 to 1. */
function lead({ evidence }: Findings, top: RankedSentence): number {
  const other = evidence.find((found) => found.article.id !== top.found.article.id);
  return other ? Math.max(0, Math.min(1, top.found.score - other.score)) : 0;
}

/** Background importance of the question's own words; of the carried ones only where it has none of its own. */
function ownWeights({ question, names }: Findings): readonly number[] {
  const hasOwn = question.words.some((word) => word.weight === 1);
  return question.words.map((word, index) => {
    if (hasOwn && word.weight < 1) return 0;
    return word.weight * word.term.idf * (names[index] ? NAME_SHARE : 1);
  });
}
