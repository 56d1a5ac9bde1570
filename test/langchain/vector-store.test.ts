import { Document } from "@langchain/core/documents";
import { FakeListChatModel } from "@langchain/core/utils/testing";
import { VectorStore } from "@langchain/core/vectorstores";
import { describe, expect, test } from "vitest";
import { InputError, ModelError } from "#errors.ts";
import { createVectorStore, type GivenArticle } from "#langchain/vector-store.ts";
import { createFakeEmbedder } from "../support/fake-embedder.ts";
import { createMemoryLibrary } from "../support/memory-library.ts";
import { createAdd } from "./examples/add-articles.ts";
import { createChainOf2018 } from "./examples/vector-chain.ts";

const clock = { now: () => new Date("2026-01-02T03:04:05Z") };

const ARTICLES = [
  article("crane", "A crane fell into the harbour of Vell and blocks the channel.", "The Vell Post", "2018-06-15"),
  article("bread", "A bakery in the old town has won the prize for the best rye bread.", "The Vell Post", "2019-01-02"),
  article("ferry", "The ferry is back in the harbour of Vell.", "Island News", "2019-03-04T10:00:00+01:00"),
  article("fog", "Fog lay over the harbour of Vell and the channel.", null, null),
];

describe("the library as a LangChain vector store", () => {
  test("finds the passages whose vectors are nearest, by cosine, and says where they stand", async () => {
    const { store, embedder } = await open();
    expect(store).toBeInstanceOf(VectorStore);
    const found = await store.similaritySearchWithScore("A crane fell and blocks the channel of Vell.", 2);
    expect(found).toHaveLength(2);
    const [[first, score] = []] = found;
    expect(first?.pageContent).toBe(ARTICLES[0]?.text);
    expect(first?.id).toBe(first?.metadata.passageId);
    expect(first?.metadata).toMatchObject({
      shelf: "main",
      articleId: "crane",
      version: 1,
      start: 0,
      end: 61,
      title: "crane",
      outlet: "The Vell Post",
      publishedAt: "2018-06-15",
      score,
    });
    expect(score).toBeLessThanOrEqual(1);
    expect(score).toBeGreaterThan(found[1]?.[1] ?? 1);
    expect(embedder.calls.at(-1)).toMatchObject({ purpose: "question" });
  });

  test("takes a vector of any length, as LangChain's own searches do", async () => {
    const { store } = await open();
    const vector = await store.embeddings.embedQuery("the prize for the best rye bread");
    const [[document, score] = []] = await store.similaritySearchVectorWithScore(
      vector.map((value) => value * 7),
      1,
    );
    expect(document?.metadata).toMatchObject({ articleId: "bread" });
    expect(score).toBeLessThanOrEqual(1.000001);
    await expect(store.similaritySearchVectorWithScore([1, 2], 1)).rejects.toThrow(ModelError);
  });

  test.each([
    [{ outlet: "the vell post" }, ["bread", "crane"]],
    [{ outlet: ["Island News", "The Vell Post"] }, ["bread", "crane", "ferry"]],
    [{ articleId: ["fog", "ferry"] }, ["ferry", "fog"]],
    [{ from: "2019" }, ["bread", "ferry"]],
    [{ to: "2018-06-15" }, ["crane"]],
    [{ from: "2019-01-03", to: "2019-03-04" }, ["ferry"]],
    [{ shelf: "other" }, []],
    [{}, ["bread", "crane", "ferry", "fog"]],
  ])("with the filter %j it finds %j", async (filter, expected) => {
    const { store } = await open();
    const found = await store.similaritySearch("harbour", 4, filter);
    expect(found.map(({ metadata }) => metadata.articleId).sort()).toEqual(expected);
  });

  test("a filter that only the farthest passages pass still finds them", async () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      article(`near-${i}`, `The harbour of Vell, day ${i}.`, "A", null),
    );
    const { store } = await open([...many, article("far", "A bakery has won the prize.", "B", null)]);
    const found = await store.similaritySearch("The harbour of Vell, day", 1, { outlet: "B" });
    expect(found.map(({ metadata }) => metadata.articleId)).toEqual(["far"]);
  });

  test("asks for nothing, finds nothing", async () => {
    const { store } = await open();
    expect(await store.similaritySearch("harbour", 0)).toEqual([]);
  });

  test("is a retriever that can be filtered, in a chain with a model", async () => {
    const { store } = await open();
    const prompts: string[] = [];
    const answer = await createChainOf2018(store, new FakeListChatModel({ responses: ["A crane fell."] })).invoke(
      "What happened in the harbour of Vell?",
      {
        callbacks: [
          {
            handleChatModelStart: (_: unknown, [messages = []]) =>
              void prompts.push(messages.map((m) => m.text).join("\n")),
          },
        ],
      },
    );
    expect(answer).toBe("A crane fell.");
    expect(prompts).toEqual([
      [
        "Say in one sentence what the passages of 2018 tell about the question.",
        "",
        "A crane fell into the harbour of Vell and blocks the channel.",
        "What happened in the harbour of Vell?",
      ].join("\n"),
    ]);
  });
});

describe("adding to the vector store", () => {
  test("hands whole articles to the one who ingests, and gives their ids", async () => {
    const given: GivenArticle[] = [];
    const { store } = await open(ARTICLES, async (articles) => {
      given.push(...articles);
      return articles.map(({ id }) => `id of ${id}`);
    });
    const document = new Document({
      id: "one",
      pageContent: "Words.",
      metadata: { title: "One", author: "A", loc: 3 },
    });
    expect(await store.addDocuments([document])).toEqual(["id of one"]);
    expect(given).toEqual([
      { id: "one", title: "One", text: "Words.", url: null, outlet: null, author: "A", publishedAt: null },
    ]);
  });

  test("what was added is found", async () => {
    const { store } = await open([]);
    const metadata = { title: "Lighthouse", outlet: "Island News", publishedAt: "2020-02-03" };
    const [id] = await store.addDocuments([{ id: "light", pageContent: "The lighthouse was sold.", metadata }]);
    expect(id).toBe("light");
    const [found] = await store.similaritySearch("Who sold the lighthouse?", 1);
    expect(found).toMatchObject({ pageContent: "The lighthouse was sold.", metadata });
  });

  test("without someone who ingests, says what to do", async () => {
    const { library, embedder } = await open();
    const store = createVectorStore({ scope: library.within(["main"]), embedder });
    await expect(store.addDocuments([new Document({ pageContent: "Words." })])).rejects.toThrow(InputError);
    await expect(store.addDocuments([])).rejects.toThrow(/npm run ingest -- FILE/);
    await expect(store.addVectors()).rejects.toThrow(/use addDocuments/);
    await expect(store.delete()).rejects.toThrow(/npm run ingest -- --remove ID/);
  });

  test("refuses a document without a title", async () => {
    const { store } = await open();
    await expect(store.addDocuments([new Document({ pageContent: "Words." })])).rejects.toThrow(/in document 1\./);
  });
});

function article(id: string, text: string, outlet: string | null, publishedAt: string | null): GivenArticle {
  return { id, title: id, text, url: null, outlet, author: null, publishedAt };
}

async function open(articles: readonly GivenArticle[] = ARTICLES, add?: ReturnType<typeof createAdd>) {
  const library = createMemoryLibrary();
  const embedder = createFakeEmbedder({ dimensions: 64 });
  const ingest = createAdd({ library, embedder: async () => embedder, clock }, "main");
  await ingest(articles);
  return {
    library,
    embedder,
    store: createVectorStore({ scope: library.within(["main"]), embedder, add: add ?? ingest }),
  };
}
