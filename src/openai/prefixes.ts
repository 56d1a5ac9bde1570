/**
 * What stands before a text for models that were trained to be told what it is for, and find less without it: those of
 * Nomic (nomic-embed-text) and the E5 family, as their model cards ask. Empty for any other model.
 */
export function prefixFor(model: string, purpose: "question" | "passage"): string {
  return FAMILIES.find(({ models }) => models.test(model))?.[purpose] ?? "";
}

const FAMILIES = [
  { models: /nomic-embed-text/i, question: "search_query: ", passage: "search_document: " },
  { models: /\be5-(?:small|base|large)(?!.*instruct)/i, question: "query: ", passage: "passage: " },
] as const;
