import { InputError } from "#errors.ts";
import { CONFIDENCE_FEATURES, type ConfidenceFeature } from "./rank/confidence.ts";
import { PASSAGE_FEATURES, type PassageFeature } from "./rank/passages.ts";
import { SENTENCE_FEATURES, type SentenceFeature } from "./rank/sentence-features.ts";

/** The fitted constants of the walk, as `data/ranking/weights.json` holds them. */
export interface RankWeights {
  readonly passage: Readonly<Record<PassageFeature, number>>;
  /** Takes the place of `passage.dense` for an embedder of kind `neural`. */
  readonly neuralDense: number;
  readonly sentence: Readonly<Record<SentenceFeature, number>>;
  readonly confidence: Readonly<Record<ConfidenceFeature, number>>;
  /** 0 to 1: below this confidence the walk abstains. */
  readonly threshold: number;
}

/** Checks the content of a weights file. Throws `InputError` naming the field that does not fit. */
export function parseWeights(json: unknown): RankWeights {
  const file = record(json, "the file");
  const threshold = number(file.threshold, "threshold");
  if (threshold < 0 || threshold > 1) {
    throw new InputError(`Ranking weights: expected threshold between 0 and 1, found ${threshold}.`);
  }
  return {
    passage: numbers(file.passage, "passage", PASSAGE_FEATURES),
    neuralDense: number(file.neuralDense, "neuralDense"),
    sentence: numbers(file.sentence, "sentence", SENTENCE_FEATURES),
    confidence: numbers(file.confidence, "confidence", CONFIDENCE_FEATURES),
    threshold,
  };
}

function numbers<Name extends string>(value: unknown, field: string, names: readonly Name[]): Record<Name, number> {
  const found = record(value, field);
  const entries = names.map(
    (name) =>
      [name, found[name] === undefined && (field === "sentence" || field === "passage") ? 0 : number(found[name], `${field}.${name}`)] as const,
  );
  return Object.fromEntries(entries) as Record<Name, number>;
}

function record(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw unfit(field, "an object", value);
}

function number(value: unknown, field: string): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw unfit(field, "a number", value);
}

function unfit(field: string, expected: string, found: unknown): InputError {
  return new InputError(
    `Ranking weights: expected ${field} to be ${expected}, found ${JSON.stringify(found) ?? "nothing"}. Restore data/ranking/weights.json from the repository.`,
  );
}
