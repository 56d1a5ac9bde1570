import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import type { EmbeddingCache, VectorMaker } from "#ports.ts";
import { fakeVector } from "./fake-embedder.ts";

interface Running {
  readonly cache: EmbeddingCache;
  readonly stop?: () => Promise<void>;
}

const passages: VectorMaker = { embedderId: "openai:small:8", purpose: "passage" };
const vectorsOf = (...texts: string[]) => new Map(texts.map((text) => [text, fakeVector(`${text} a`, 8)]));

/** What every `EmbeddingCache` promises, whatever stands behind it. `start` gives an empty one at each call. */
export function describeEmbeddingCache(name: string, start: () => Promise<Running>): void {
  describe(`${name} keeps the promises of a cache of embeddings`, () => {
    const running: Running[] = [];
    afterEach(async () => {
      for (const each of running.splice(0)) await each.stop?.();
    });
    const empty = async (): Promise<EmbeddingCache> => {
      const started = await start();
      running.push(started);
      return started.cache;
    };

    test("it holds nothing at first, and finds what was saved and nothing else", async () => {
      const cache = await empty();
      expect(await cache.find(passages, ["one", "two"])).toEqual(new Map());
      await cache.save(passages, vectorsOf("one", "two"));
      expect(await cache.find(passages, ["two", "three", "one"])).toEqual(vectorsOf("one", "two"));
      expect(await cache.find(passages, [])).toEqual(new Map());
    });

    test("embedders and purposes do not mix", async () => {
      const cache = await empty();
      await cache.save(passages, vectorsOf("one"));
      expect(await cache.find({ ...passages, purpose: "question" }, ["one"])).toEqual(new Map());
      expect(await cache.find({ ...passages, embedderId: "openai:large:8" }, ["one"])).toEqual(new Map());
      const other = new Map([["one", fakeVector("other", 16)]]);
      await cache.save({ ...passages, embedderId: "openai:large:16" }, other);
      expect(await cache.find({ ...passages, embedderId: "openai:large:16" }, ["one"])).toEqual(other);
      expect(await cache.find(passages, ["one"])).toEqual(vectorsOf("one"));
    });

    test("what is saved again replaces what was there", async () => {
      const cache = await empty();
      await cache.save(passages, vectorsOf("one", "two"));
      const newer = new Map([["one", fakeVector("newer", 8)]]);
      await cache.save(passages, newer);
      expect(await cache.find(passages, ["one", "two"])).toEqual(new Map([...vectorsOf("two"), ...newer]));
    });

    test("a vector is what it was when it was saved, whatever becomes of it", async () => {
      const cache = await empty();
      const vectors = vectorsOf("one");
      await cache.save(passages, vectors);
      vectors.get("one")?.fill(0);
      (await cache.find(passages, ["one"])).get("one")?.fill(0);
      expect(await cache.find(passages, ["one"])).toEqual(vectorsOf("one"));
    });

    test("a vector that is part of a larger memory is kept alone", async () => {
      const cache = await empty();
      const memory = new Float32Array(24);
      memory.set(fakeVector("part", 8), 8);
      await cache.save(passages, new Map([["one", memory.subarray(8, 16)]]));
      expect(await cache.find(passages, ["one"])).toEqual(new Map([["one", fakeVector("part", 8)]]));
    });

    test("any text is found under itself alone", async () => {
      const cache = await empty();
      const texts = fc.uniqueArray(fc.string({ unit: "grapheme", maxLength: 40 }), { minLength: 2, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(texts, fc.string({ minLength: 1 }), async ([left = "", ...others], id) => {
          const made = { embedderId: `fake:${id}`, purpose: "question" } as const;
          await cache.save(made, vectorsOf(...others));
          const found = await cache.find(made, [left, ...others]);
          for (const text of others) expect(found.get(text)).toEqual(vectorsOf(text).get(text));
        }),
        { numRuns: 30 },
      );
    });
  });
}
