import { sha256 } from "#text/hash.ts";
import type { EvaluationQuestion } from "./questions.ts";

/** `fit`: to fit and to choose on. `held-out`: only reported. */
export const parts = ["fit", "held-out"] as const;
export type Part = (typeof parts)[number];

/**
 * The part a question belongs to: the one its line names; else by a hash of the id of its first article, so that all
 * questions about an article stay together. About one article in three is held out. A question without articles goes
 * by the article it seems to be about (`nearArticleIds`), or by its own id.
 */
export function partOf(question: Pick<EvaluationQuestion, "id" | "articleIds" | "nearArticleIds" | "part">): Part {
  if (question.part !== undefined) return question.part;
  const key = question.articleIds[0] ?? question.nearArticleIds[0] ?? question.id;
  const first32Bits = Number.parseInt(sha256(key).slice(0, 8), 16);
  return first32Bits % 3 === 0 ? "held-out" : "fit";
}

export function isPart(value: unknown): value is Part {
  return parts.some((part) => part === value);
}
