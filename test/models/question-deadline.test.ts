import { expect, test } from "vitest";
import { ModelError } from "#errors.ts";
import { withQuestionDeadline } from "#models/question-deadline.ts";
import type { Embedder } from "#ports.ts";
import { createFakeEmbedder } from "../support/fake-embedder.ts";

/** Never answers; ends when it is told to. */
const silent: Embedder = {
  id: "silent",
  dimensions: 8,
  kind: "neural",
  embed: (_texts, _purpose, signal) =>
    new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason), { once: true })),
};

test("a question that is not embedded in time is a ModelError: slow", async () => {
  const failure = await withQuestionDeadline(silent, 20)
    .embed(["Who?"], "question")
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ModelError);
  expect(failure).toMatchObject({ trouble: "slow", retryable: true });
});

test("the asker's abort is the asker's", async () => {
  const leaving = new AbortController();
  const embedding = withQuestionDeadline(silent, 5000).embed(["Who?"], "question", leaving.signal);
  leaving.abort(new Error("left"));
  await expect(embedding).rejects.toThrow("left");
});

test("passages take as long as they take, and vectors come through as they are", async () => {
  const inner = createFakeEmbedder();
  const embedder = withQuestionDeadline(inner, 5);
  expect(await embedder.embed(["a", "b"], "passage")).toEqual(await inner.embed(["a", "b"], "passage"));
  expect(await embedder.embed(["a"], "question")).toEqual(await inner.embed(["a"], "question"));
  expect(embedder).toMatchObject({ id: inner.id, dimensions: inner.dimensions, kind: inner.kind });
});
