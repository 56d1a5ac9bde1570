import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withCache } from "#models/cache.ts";
import type { Embedder } from "#ports.ts";
import { describeEmbedder } from "../support/embedder-conformance.ts";
import { createFakeEmbedder, fakeVector } from "../support/fake-embedder.ts";
import { createMemoryEmbeddingCache } from "../support/memory-embedding-cache.ts";

describeEmbedder("an embedder with a cache", async () => ({
  embedder: withCache(unitEmbedder(), createMemoryEmbeddingCache()),
}));

/** The fake, with a vector also for a text without letters. */
function unitEmbedder(): Embedder {
  const fake = createFakeEmbedder();
  const embed: Embedder["embed"] = (texts, purpose, signal) =>
    fake.embed(
      texts.map((text) => `${text} text`),
      purpose,
      signal,
    );
  return { ...fake, embed };
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `Passage ${i}.`);

describe("an embedder with a cache", () => {
  test("is the same embedder by its id, kind and dimensions", () => {
    const neural: Embedder = { ...createFakeEmbedder(), id: "openai:small:16", kind: "neural" };
    const { id, kind, dimensions } = withCache(neural, createMemoryEmbeddingCache());
    expect({ id, kind, dimensions }).toEqual({ id: "openai:small:16", kind: "neural", dimensions: 16 });
  });

  test("asks only for texts it does not know, each once, and keeps the order", async () => {
    const inner = createFakeEmbedder();
    const embedder = withCache(inner, createMemoryEmbeddingCache());
    await embedder.embed(["b", "a"], "passage");
    const asked = ["c", "a", "d", "c", "b", "d", "c"];
    const vectors = await embedder.embed(asked, "passage");
    expect(inner.calls.map(({ texts }) => texts)).toEqual([
      ["b", "a"],
      ["c", "d"],
    ]);
    expect(vectors).toEqual(asked.map((text) => fakeVector(text, 16)));
    await embedder.embed(["a"], "question");
    expect(inner.calls.at(-1)).toEqual({ texts: ["a"], purpose: "question" });
    expect(await embedder.embed([], "passage")).toEqual([]);
    expect(inner.calls).toHaveLength(3);
  });

  test("any lists of texts, one after the other, give what the embedder alone gives, and no text is asked twice", async () => {
    const lists = fc.array(fc.array(fc.string({ unit: fc.constantFrom("a", "b", " "), maxLength: 3 })), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(lists, async (asked) => {
        const inner = createFakeEmbedder();
        const embedder = withCache(inner, createMemoryEmbeddingCache());
        for (const texts of asked) {
          expect(await embedder.embed(texts, "passage")).toEqual(texts.map((text) => fakeVector(text, 16)));
        }
        const sent = inner.calls.flatMap(({ texts }) => texts);
        expect(sent).toEqual([...new Set(asked.flat())]);
      }),
    );
  });

  test("asks for many texts in batches of 256, and an abort loses none that came", async () => {
    const inner = createFakeEmbedder();
    const control = new AbortController();
    const reason = new Error("stopped by the person");
    let left = 2;
    const embed: Embedder["embed"] = (texts, purpose, signal) => {
      if (left-- === 0) control.abort(reason);
      return inner.embed(texts, purpose, signal);
    };
    const embedder = withCache({ ...inner, embed }, createMemoryEmbeddingCache());
    const texts = numbered(1000);
    await expect(embedder.embed(texts, "passage", control.signal)).rejects.toBe(reason);
    expect(await embedder.embed(texts, "passage")).toEqual(texts.map((text) => fakeVector(text, 16)));
    expect(inner.calls.map((call) => call.texts.length)).toEqual([256, 256, 256, 232]);
  });

  test("refuses another number of vectors, or vectors of another size, and keeps none of them", async () => {
    const inner = createFakeEmbedder();
    const cache = createMemoryEmbeddingCache();
    const few = withCache({ ...inner, embed: async () => [fakeVector("a", 16)] }, cache);
    await expect(few.embed(["a", "b"], "passage")).rejects.toThrow(
      "Expected 2 vectors for 2 texts from the embedder fake-16, found 1. Check the embedder's settings.",
    );
    const long = withCache({ ...inner, embed: async () => [fakeVector("a", 32)] }, cache);
    await expect(long.embed(["a"], "passage")).rejects.toThrow("Expected vectors of 16 numbers");
    expect(await cache.find({ embedderId: "fake-16", purpose: "passage" }, ["a"])).toEqual(new Map());
  });

  test("makes anew what was kept in another size", async () => {
    const cache = createMemoryEmbeddingCache();
    await cache.save({ embedderId: "fake-16", purpose: "passage" }, new Map([["a", fakeVector("a", 8)]]));
    const embedder = withCache(createFakeEmbedder(), cache);
    expect(await embedder.embed(["a"], "passage")).toEqual([fakeVector("a", 16)]);
  });
});
