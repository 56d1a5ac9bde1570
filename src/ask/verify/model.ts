import { InputError } from "#errors.ts";
import { SUPPORT_FEATURES, type SupportFeature } from "./features.ts";

/** The fitted constants of the support check, as `data/support/weights.json` holds them. */
export interface SupportModel {
  readonly weights: Readonly<Record<SupportFeature, number>>;
  /** 0 to 1: a statement with a lower probability is refused. */
  readonly threshold: number;
}

/** Checks the content of the file. Throws `InputError` naming the field that does not fit. */
export function parseSupportModel(json: unknown): SupportModel {
  const file = record(json, "the file");
  const found = record(file.weights, "weights");
  const weights = SUPPORT_FEATURES.map((name) => [name, number(found[name], `weights.${name}`)] as const);
  const threshold = number(file.threshold, "threshold");
  if (threshold < 0 || threshold > 1) throw unfit("threshold", "between 0 and 1", threshold);
  return { weights: Object.fromEntries(weights) as Record<SupportFeature, number>, threshold };
}

/** Probability that the quotes carry the statement: a logistic model. */
export function scoreSupport({ weights }: SupportModel, features: Readonly<Record<SupportFeature, number>>): number {
  const logOdds = SUPPORT_FEATURES.reduce((sum, name) => sum + weights[name] * features[name], 0);
  return 1 / (1 + Math.exp(-logOdds));
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
    `Support weights: expected ${field} to be ${expected}, found ${JSON.stringify(found) ?? "nothing"}. Restore data/support/weights.json from the repository.`,
  );
}
