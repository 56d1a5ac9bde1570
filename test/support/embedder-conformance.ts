import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Embedder } from "#ports.ts";

interface Running {
  readonly embedder: Embedder;
  readonly stop?: () => Promise<void>;
}

const SENTENCES = [
  "Alice Johnson was freed in June after the president commuted her sentence.",
  "The court sentenced her to life in prison without parole in 1997.",
  "Rainfall in the valley was twice the average for October.",
  "A museum in Kraków opened a room for Maria Skłodowska.",
];

/** What every `Embedder` promises, whatever stands behind it. `start` is called once. */
export function describeEmbedder(name: string, start: () => Promise<Running>): void {
  describe(`${name} keeps the promises of an embedder`, () => {
    let running: Running;
    beforeAll(async () => {
      running = await start();
    });
    afterAll(async () => {
      await running.stop?.();
    });
    const embed = (texts: readonly string[]) => running.embedder.embed(texts, "passage");

    test("it names itself, its kind and its dimensions", () => {
      expect(running.embedder.id).toMatch(/^\S+$/);
      expect(["static", "neural"]).toContain(running.embedder.kind);
      expect(running.embedder.dimensions).toBeGreaterThan(0);
    });

    test("each text gets one vector of the promised dimension and length 1", async () => {
      const vectors = await embed(SENTENCES);
      expect(vectors).toHaveLength(SENTENCES.length);
      for (const vector of vectors) expectUnit(vector, running.embedder.dimensions);
    });

    test("a text has the same vector alone, among others and again", async () => {
      const together = await embed(SENTENCES);
      for (const [i, sentence] of SENTENCES.entries()) {
        const [alone] = await embed([sentence]);
        expectSame(alone, together[i]);
      }
      expectSame((await embed(SENTENCES))[2], together[2]);
    });

    test("vectors come in the order of the texts, also when there are many", async () => {
      const texts = Array.from({ length: 300 }, (_, i) => `Bulletin ${i} names the word ${i.toString(26)}x.`);
      const vectors = await embed(texts);
      const backwards = (await embed(texts.toReversed())).toReversed();
      expect(vectors).toHaveLength(300);
      for (const [i, vector] of vectors.entries()) expectSame(vector, backwards[i]);
    });

    test("different sentences have different vectors", async () => {
      const [first = new Float32Array(), second = new Float32Array()] = await embed(SENTENCES);
      expect(cosine(first, second)).toBeLessThan(0.99);
    });

    test("no texts give no vectors", async () => {
      expect(await embed([])).toEqual([]);
    });

    test.each([
      ["an empty text", ""],
      ["white space", " \n\t "],
      ["only stop words", "and it was not the"],
      ["only punctuation", "… — !?"],
      ["another script", "東京でサミットが開かれた"],
      ["emoji and a lone surrogate", "👩‍⚖️ ruled \ud83d yesterday"],
      ["a very long text", "The committee met again to discuss the budget of the city. ".repeat(3000)],
      ["one very long word", "a".repeat(50_000)],
    ])("%s still has a vector of length 1", async (_, text) => {
      const [vector, neighbour] = await embed([text, SENTENCES[0] ?? ""]);
      expectUnit(vector, running.embedder.dimensions);
      expectUnit(neighbour, running.embedder.dimensions);
    });

    test("an aborted signal ends the work with its reason", async () => {
      const reason = new Error("the reader went away");
      const embedding = running.embedder.embed(SENTENCES, "question", AbortSignal.abort(reason));
      await expect(embedding).rejects.toBe(reason);
    });
  });
}

function expectUnit(vector: Float32Array | undefined, dimensions: number): void {
  expect(vector).toBeInstanceOf(Float32Array);
  expect(vector).toHaveLength(dimensions);
  expect(vector?.every(Number.isFinite)).toBe(true);
  expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 4);
}

function expectSame(actual: Float32Array | undefined, expected: Float32Array | undefined): void {
  expect(cosine(actual ?? new Float32Array(), expected ?? new Float32Array())).toBeCloseTo(1, 5);
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, d) => sum + value * (b[d] ?? 0), 0);
}
