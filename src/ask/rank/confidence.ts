import type { Findings } from "#ask/retrieve.ts";
import { coverageOf, share, sum } from "./passages.ts";
import { type RankedSentence, SENTENCE_FEATURES, type SentenceFeature } from "./sentences.ts";

/** What confidence is judged by; `bias` is always 1. The order is that of the vectors. */
export const CONFIDENCE_FEATURES = [
  "bias",
  "passageSoft",
  "passageExact",
  "sentenceSoft",
  "sentenceRare",
  "subject",
  "context",
  "greatestMissing",
  "unknownWords",
  "missingNames",
  "bigrams",
  "fits",
  "misfits",
  "newName",
  "noNewName",
  "margin",
  "words",
  "carried",
] as const;

export type ConfidenceFeature = (typeof CONFIDENCE_FEATURES)[number];

/** Background idf of a word that no table knows. */
const UNKNOWN_IDF = 8.5;

/** How well the evidence carries the question; all zero but the bias where nothing was found. */
export function confidenceFeatures(findings: Findings, ranking: readonly RankedSentence[]): readonly number[] {
  const top = ranking[0];
  const { question, matcher, statistics } = findings;
  if (!top || question.words.length === 0) return CONFIDENCE_FEATURES.map((name) => (name === "bias" ? 1 : 0));
  const weights = question.words.map((word) => word.weight * word.term.idf);
  const covered = coverageOf(top.found.analysed.content, matcher, weights);
  const exact = covered.map((value, word) => (value >= (weights[word] ?? 0) ? value : 0));
  const missing = covered.map((value, word) => (weights[word] ?? 0) - value);
  const names = question.words.filter((word) => word.isName && word.weight === 1);
  const unknown = question.words.map((word, index) =>
    statistics.frequencies.has(word.term.stem) || word.spellings.length > 0 ? 0 : (weights[index] ?? 0),
  );
  const other = findings.evidence.find((found) => found.article.id !== top.found.article.id);
  const feature = (name: SentenceFeature) => top.features[SENTENCE_FEATURES.indexOf(name)] ?? 0;
  const absent = names.filter((word) => !top.found.analysed.counts.has(word.term.stem));
  return [
    1,
    share(covered, weights),
    share(exact, weights),
    share(coverageOf(top.sentence.content, matcher, weights), weights),
    feature("rare"),
    feature("subject"),
    feature("context"),
    Math.max(0, ...missing) / UNKNOWN_IDF,
    share(unknown, weights),
    names.length === 0 ? 0 : absent.length / names.length,
    feature("bigrams"),
    feature("fits"),
    feature("misfits"),
    feature("newName"),
    feature("noNewName"),
    other ? Math.max(0, Math.min(1, top.found.score - other.score)) : 0,
    Math.min(1, sum(weights) / 50),
    question.words.some((word) => word.weight < 1) ? 1 : 0,
  ];
}
