import { FakeEmbeddings, SyntheticEmbeddings } from "@langchain/core/utils/testing";
import { describe, expect, test } from "vitest";
import { ConfigurationError, ModelError } from "#errors.ts";
import { createLangChainEmbedder, type LangChainEmbedderOptions } from "#langchain/embedder.ts";
import { embeddingProviders, knownEmbeddingProvider } from "#langchain/embedding-providers.ts";
import { describeEmbedder } from "../support/embedder-conformance.ts";

/** LangChain's synthetic embeddings look at the letters a to z alone; here every sign is spelled in them. */
class SpelledEmbeddings extends SyntheticEmbeddings {
  readonly calls: string[][] = [];
  override async embedDocuments(texts: string[]): Promise<number[][]> {
    this.calls.push(texts);
    return super.embedDocuments(texts);
  }
  override embedQuery(text: string): Promise<number[]> {
    const spelled = [...text].map((sign) =>
      (sign.codePointAt(0) ?? 0).toString(26).replace(/\d/g, (digit) => "qrstuvwxyz".charAt(Number(digit))),
    );
    return super.embedQuery(spelled.join(" "));
  }
}

describeEmbedder("an embedder of LangChain", async () => ({
  embedder: await open({ load: async () => new SpelledEmbeddings({ vectorSize: 32 }) }),
}));

describe("an embedder of LangChain", () => {
  test("finds its dimensions by itself and has them in its id", async () => {
    const embedder = await open({ load: async () => new FakeEmbeddings() });
    expect(embedder).toMatchObject({ id: "langchain:cohere:fake:4", dimensions: 4, kind: "neural" });
    const [vector] = await embedder.embed(["One."], "question");
    expect([...(vector ?? [])]).toEqual(unit([0.1, 0.2, 0.3, 0.4]));
  });

  test("is not asked for dimensions that are known, so that it may be away at the start", async () => {
    const away = new FakeEmbeddings();
    away.embedDocuments = () => Promise.reject(new Error("away"));
    const embedder = await createLangChainEmbedder({ name: "cohere:fake", load: async () => away, knownDimensions: 4 });
    expect(embedder.dimensions).toBe(4);
    await expect(embedder.embed(["a"], "passage")).rejects.toBeInstanceOf(ModelError);
  });

  test("asks for passages in batches of 64, and for questions as queries", async () => {
    const embeddings = new SpelledEmbeddings({ vectorSize: 8 });
    const embedder = await open({ load: async () => embeddings });
    embeddings.calls.length = 0;
    await embedder.embed(["One?", "Two?"], "question");
    expect(embeddings.calls).toEqual([]);
    await embedder.embed(
      Array.from({ length: 130 }, (_, i) => `Passage ${i}.`),
      "passage",
    );
    expect(embeddings.calls.map(({ length }) => length)).toEqual([64, 64, 2]);
  });

  test("an abort ends it at once, and no further batch is begun", async () => {
    const embeddings = new SpelledEmbeddings({ vectorSize: 8 });
    const embedder = await open({ load: async () => embeddings });
    const controller = new AbortController();
    const reason = new Error("the reader went away");
    embeddings.embedDocuments = async (texts) => {
      embeddings.calls.push(texts);
      return new Promise(() => {});
    };
    embeddings.calls.length = 0;
    const embedding = embedder.embed(new Array(100).fill("One."), "passage", controller.signal);
    controller.abort(reason);
    await expect(embedding).rejects.toBe(reason);
    expect(embeddings.calls).toHaveLength(1);
  });

  test.each([
    ["none, as Google's package gives for a request that failed", []],
    ["one of another length", [1, 2, 3]],
    ["one without a length", [0, 0, 0, 0]],
    ["one that is no number", [Number.NaN, 0, 0, 1]],
  ])("a vector that is %s is an error", async (_, vector) => {
    const embeddings = new FakeEmbeddings();
    const embedder = await open({ load: async () => embeddings });
    embeddings.embedDocuments = async (texts) => texts.map(() => vector);
    await expect(embedder.embed(["One."], "passage")).rejects.toThrow(ModelError);
  });

  test("a failure that a package hides behind empty vectors is asked for", async () => {
    const embeddings = new FakeEmbeddings();
    const embedder = await open({ load: async () => embeddings });
    embeddings.embedDocuments = async (texts) => texts.map(() => []);
    embeddings.embedQuery = () => Promise.reject(Object.assign(new Error("bad key"), { status: 401 }));
    await expect(embedder.embed(["One."], "passage")).rejects.toMatchObject({ trouble: "refused" });
  });

  test("a failure is a ModelError that says why, without the key", async () => {
    const environment = { COHERE_API_KEY: "correct horse battery" };
    const embeddings = new FakeEmbeddings();
    const embedder = await open({ environment, load: async () => embeddings });
    const failure = Object.assign(new Error("too many requests for correct horse battery"), { statusCode: 429 });
    embeddings.embedDocuments = () => Promise.reject(failure);
    await expect(embedder.embed(["One."], "passage")).rejects.toMatchObject({
      trouble: "busy",
      message: "Expected cohere:fake to do the work, found 429: too many requests for [key]. Try again in a while.",
    });
  });

  test("a package that is not installed is named, with the line to run", async () => {
    await expect(createLangChainEmbedder({ name: "cohere:embed-v4.0" })).rejects.toMatchObject({
      problems: [
        'EMBEDDER: expected the package @langchain/cohere for "cohere:embed-v4.0", found that it is not installed; run: npm install @langchain/cohere',
      ],
    });
    await expect(createLangChainEmbedder({ name: "voyage:voyage-3" })).rejects.toThrow(
      /npm install @langchain\/community$/,
    );
  });

  test("a provider without embeddings is refused, with those that have some", async () => {
    const start = createLangChainEmbedder({ name: "anthropic:claude" });
    await expect(start).rejects.toThrow(ConfigurationError);
    await expect(start).rejects.toThrow(/\(cohere, mistralai, .*found "anthropic:claude"/);
  });

  test("knows its providers by the prefix alone", () => {
    for (const provider of Object.keys(embeddingProviders)) {
      expect(knownEmbeddingProvider(`${provider}:some:model`)).toBe(provider);
    }
    for (const name of [
      "builtin",
      "openai:text-embedding-3-small",
      "nomic-embed-text",
      "cohere",
      "cohere:",
      ":x",
      "toString:x",
    ]) {
      expect(knownEmbeddingProvider(name)).toBeNull();
    }
  });
});

function open(options: Partial<LangChainEmbedderOptions>) {
  return createLangChainEmbedder({ name: "cohere:fake", ...options });
}

function unit(vector: readonly number[]): number[] {
  return [...Float32Array.from(vector, (value) => value / Math.hypot(...vector))];
}
