import type { ModelError, ModelTrouble } from "#errors.ts";

const REASONS: Readonly<Record<ModelTrouble, string>> = {
  down: "The language model could not be used just now",
  slow: "The language model took too long",
  busy: "The language model has too much to do just now",
  budget: "The budget for the language model is used up for today",
  refused: "The language model did not take the question",
};

/** Why the articles' own words answer though a model was to: a sentence for the reader. */
export function insteadOf({ trouble }: ModelError): string {
  return `${REASONS[trouble]}, so this is what the articles themselves say.`;
}

/** The same for an embedder that could not do its work. */
export function wordsOnly(): string {
  return "The embedder could not be used just now, so the articles were searched by words alone.";
}
