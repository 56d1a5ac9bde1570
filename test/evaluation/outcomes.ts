import type { Outcome } from "#evaluation/outcome.ts";

/** An answerable question that was answered well, unless said otherwise. */
export function outcome(id: string, over: Partial<Outcome> = {}): Outcome {
  return {
    id,
    question: `Who is ${id}?`,
    part: "fit",
    answerable: true,
    answers: ["gold"],
    ranks: [{ articleId: "a", rank: 1 }],
    abstained: false,
    cited: true,
    first: true,
    confidence: 0.9,
    milliseconds: 5,
    quotes: ["Here is gold."],
    ...over,
  };
}

/** A question without an answer, from which it abstained unless said otherwise. */
export function unanswerable(id: string, over: Partial<Outcome> = {}): Outcome {
  const { ranks: _, cited: __, first: ___, ...rest } = outcome(id);
  return { ...rest, answerable: false, answers: [], abstained: true, confidence: 0.2, quotes: [], ...over };
}
