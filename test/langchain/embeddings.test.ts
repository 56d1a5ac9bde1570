import { Document } from "@langchain/core/documents";
import { Embeddings } from "@langchain/core/embeddings";
import { FakeVectorStore } from "@langchain/core/utils/testing";
import { describe, expect, test } from "vitest";
import { createEncoder } from "#encoder/encoder.ts";
import { ModelError } from "#errors.ts";
import { createEmbeddings } from "#langchain/embeddings.ts";
import { shippedTables } from "../support/encoder-tables.ts";
import { createFakeEmbedder } from "../support/fake-embedder.ts";

describe("our embedder as LangChain embeddings", () => {
  test("embeds documents as passages in one call, and a query as a question", async () => {
    const embedder = createFakeEmbedder({ dimensions: 8 });
    const embeddings = createEmbeddings(embedder);
    expect(embeddings).toBeInstanceOf(Embeddings);
    const [one, two] = await embeddings.embedDocuments(["One.", "Two."]);
    const query = await embeddings.embedQuery("One.");
    expect(embedder.calls).toEqual([
      { texts: ["One.", "Two."], purpose: "passage" },
      { texts: ["One."], purpose: "question" },
    ]);
    expect(query).toEqual(one);
    expect(Array.isArray(two) && two.length).toBe(8);
  });

  test("embeds no documents as no vectors", async () => {
    expect(await createEmbeddings(createFakeEmbedder()).embedDocuments([])).toEqual([]);
  });

  test("fails as the embedder does, at once", async () => {
    const failure = new ModelError("Expected a server, found none.", { retryable: true });
    let calls = 0;
    const embed = () => {
      calls++;
      return Promise.reject(failure);
    };
    const embeddings = createEmbeddings({ ...createFakeEmbedder(), embed });
    await expect(embeddings.embedQuery("One.")).rejects.toBe(failure);
    await expect(embeddings.embedDocuments(["One."])).rejects.toBe(failure);
    expect(calls).toBe(2);
  });

  test("serves LangChain's vector store in memory, which then finds what is near", async () => {
    const store = new FakeVectorStore(createEmbeddings(createEncoder(shippedTables())));
    const texts = [
      "The harvest of apples was large this year.",
      "The prisoner was released after the president commuted her sentence.",
      "The museum opens a new room.",
    ];
    await store.addDocuments(texts.map((pageContent) => new Document({ pageContent })));
    const [nearest] = await store.similaritySearch("Who got out of jail?", 1);
    expect(nearest?.pageContent).toBe(texts[1]);
    const [found] = await store.asRetriever(1).invoke("fruit crop");
    expect(found?.pageContent).toBe(texts[0]);
  });
});
