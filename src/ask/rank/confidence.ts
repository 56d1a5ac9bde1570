import type { Findings } from "#ask/retrieve.ts";
import { isStrict } from "./answer-type.ts";
import { coverageOf, share, sum } from "./coverage.ts";
import { SENTENCE_FEATURES, type SentenceFeature } from "./sentence-features.ts";
import type { RankedSentence } from "./sentences.ts";

/** What confidence is judged by; `bias` is always 1. The order is that of the vectors. */
export const CONFIDENCE_FEATURES = [
  "bias",
  "passageSoft",
  "passageExact",
  "sentenceSoft",
  "sentenceRare",
  "telling",
  "context",
  "meaning",
  "greatestMissing",
  "unknownWords",
  "missingNames",
  "bigrams",
  "fits",
  "misfits",
  "nowhereFits",
  "nowhereFitsStrictly",
  "newName",
  "noNewName",
  "margin",
  "words",
  "carried",
] as const;

export type ConfidenceFeature = (typeof CONFIDENCE_FEATURES)[number];

/** Background idf of a word that no table knows. */
const UNKNOWN_IDF = 8.5;

/** A name says whom the question is about, not what it asks. */
const NAME_SHARE = 0.4;
/** Sentences an answer may consist of. */
const READ = 3;
const MISFITS = SENTENCE_FEATURES.indexOf("misfits");

/** How well the evidence carries the question; all zero but the bias where nothing was found. */
export function confidenceFeatures(findings: Findings, ranking: readonly RankedSentence[]): readonly number[] {
  const top = ranking[0];
  const { question, matcher, statistics } = findings;
  if (!top || question.words.length === 0) return CONFIDENCE_FEATURES.map((name) => (name === "bias" ? 1 : 0));
  const weights = ownWeights(findings);
  const covered = coverageOf(top.found.analysed.told, matcher, weights);
  const exact = covered.map((value, word) => (value >= (weights[word] ?? 0) ? value : 0));
  const missing = covered.map((value, word) => (weights[word] ?? 0) - value);
  const names = question.words.filter((word) => word.isName && word.weight === 1);
  const unknown = question.words.map((word, index) =>
    statistics.frequencies.has(word.term.stem) || word.spellings.length > 0 ? 0 : (weights[index] ?? 0),
  );
  const other = findings.evidence.find((found) => found.article.id !== top.found.article.id);
  const feature = (name: SentenceFeature) => top.features[SENTENCE_FEATURES.indexOf(name)] ?? 0;
  const absent = names.filter((word) => !top.found.analysed.counts.has(word.term.stem));
  const nowhere = ranking.slice(0, READ).every((item) => item.features[MISFITS] === 1) ? 1 : 0;
  return [
    1,
    share(covered, weights),
    share(exact, weights),
    share(coverageOf(top.sentence.told, matcher, weights), weights),
    feature("rare"),
    feature("telling"),
    feature("context"),
    feature("meaning"),
    Math.max(0, ...missing) / UNKNOWN_IDF,
    share(unknown, weights),
    names.length === 0 ? 0 : absent.length / names.length,
    feature("bigrams"),
    feature("fits"),
    feature("misfits"),
    nowhere,
    isStrict(question.kind) && ranking.every((item) => item.features[MISFITS] === 1) ? 1 : 0,
    feature("newName"),
    feature("noNewName"),
    other ? Math.max(0, Math.min(1, top.found.score - other.score)) : 0,
    Math.min(1, sum(weights) / 50),
    question.words.some((word) => word.weight < 1) ? 1 : 0,
  ];
}

/** Background importance of the question's own words; of the carried ones only where it has none of its own. */
function ownWeights({ question, names }: Findings): readonly number[] {
  const hasOwn = question.words.some((word) => word.weight === 1);
  return question.words.map((word, index) => {
    if (hasOwn && word.weight < 1) return 0;
    return word.weight * word.term.idf * (names[index] ? NAME_SHARE : 1);
  });
}
