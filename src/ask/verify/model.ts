import { numbersByName, probability, record } from "#ask/learned/fields.ts";
import { SUPPORT_FEATURES, type SupportFeature } from "./features.ts";

/** The fitted constants of the support check, as `data/support/weights.json` holds them. */
export interface SupportModel {
  readonly weights: Readonly<Record<SupportFeature, number>>;
  /** 0 to 1: a statement with a lower probability is refused. */
  readonly threshold: number;
}

const FILE = "data/support/weights.json";

/** Checks the content of the file. Throws `InputError` naming the field that does not fit. */
export function parseSupportModel(json: unknown): SupportModel {
  const file = record(json, FILE, "the file");
  return {
    weights: numbersByName(file.weights, FILE, "weights", SUPPORT_FEATURES),
    threshold: probability(file.threshold, FILE, "threshold"),
  };
}

/** Probability that the quotes carry the statement: a logistic model. */
export function scoreSupport({ weights }: SupportModel, features: Readonly<Record<SupportFeature, number>>): number {
  const logOdds = SUPPORT_FEATURES.reduce((sum, name) => sum + weights[name] * features[name], 0);
  return 1 / (1 + Math.exp(-logOdds));
}
