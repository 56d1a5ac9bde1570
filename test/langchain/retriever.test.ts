import type { DocumentInterface } from "@langchain/core/documents";
import { BaseRetriever } from "@langchain/core/retrievers";
import { RunnableLambda } from "@langchain/core/runnables";
import { FakeListChatModel } from "@langchain/core/utils/testing";
import { describe, expect, test } from "vitest";
import { InputError } from "#errors.ts";
import { createRetriever } from "#langchain/retriever.ts";
import { createChain } from "./examples/chain.ts";
import { ARTICLE, createFakeSearch, endlessSearch } from "./fixtures.ts";

const options = { shelves: ["news"], limit: 5 };

describe("the library as a LangChain retriever", () => {
  test("answers a question with documents that say where each passage stands", async () => {
    const search = createFakeSearch();
    const retriever = createRetriever({ ...options, search });
    expect(retriever).toBeInstanceOf(BaseRetriever);
    const documents = await retriever.invoke("Who was released?");
    expect(documents.map(({ id, pageContent, metadata }) => ({ id, pageContent, metadata }))[0]).toEqual({
      id: "story-2-1",
      pageContent: "A week later Trump commuted the sentence, and Johnson was released.",
      metadata: {
        shelf: "news",
        articleId: "story",
        passageId: "story-2-1",
        version: 2,
        start: 64,
        end: 131,
        title: "Never say never",
        url: "https://example.org/story",
        outlet: "The Example",
        publishedAt: "2018-06-15",
        score: 2.5,
      },
    });
    for (const { pageContent, metadata } of documents) {
      expect(ARTICLE.slice(metadata.start, metadata.end)).toBe(pageContent);
    }
  });

  test("searches its own shelves with its own limit, and gives no passages where there are none", async () => {
    const search = createFakeSearch(async () => []);
    expect(await createRetriever({ ...options, search }).invoke("Who?")).toEqual([]);
    expect(search.calls[0]?.request).toEqual({ question: "Who?", shelves: ["news"], limit: 5 });
  });

  test("answers a batch in the order of the questions", async () => {
    const search = createFakeSearch();
    const lists = await createRetriever({ ...options, search }).batch(["one?", "two?", "three?"], {
      maxConcurrency: 2,
    });
    expect(lists.map((list) => list.length)).toEqual([2, 2, 2]);
    expect(search.calls.map(({ request }) => request.question)).toEqual(["one?", "two?", "three?"]);
  });

  test("can be piped on", async () => {
    const count = RunnableLambda.from((documents: DocumentInterface[]) => documents.length);
    expect(
      await createRetriever({ ...options, search: createFakeSearch() })
        .pipe(count)
        .invoke("Who?"),
    ).toBe(2);
  });

  test("tells callbacks of start and end, and of a failure, which it passes on as it is", async () => {
    const events: string[] = [];
    const callbacks = [
      {
        handleRetrieverStart: (_: unknown, query: string) => void events.push(`start ${query}`),
        handleRetrieverEnd: (documents: DocumentInterface[]) => void events.push(`end ${documents.length}`),
        handleRetrieverError: (error: Error) => void events.push(`error ${error.message}`),
      },
    ];
    await createRetriever({ ...options, search: createFakeSearch() }).invoke("Who?", { callbacks });
    const failure = new InputError("Expected a question, found none.");
    const failing = createRetriever({ ...options, search: () => Promise.reject(failure) });
    await expect(failing.invoke("", { callbacks })).rejects.toBe(failure);
    expect(events).toEqual(["start Who?", "end 2", "start ", "error Expected a question, found none."]);
  });

  test("hands the run's signal to the search, each run its own", async () => {
    const retriever = createRetriever({ ...options, search: endlessSearch });
    const [first, second] = [new AbortController(), new AbortController()];
    const runs = [
      retriever.invoke("one?", { signal: first.signal }),
      retriever.invoke("two?", { signal: second.signal }),
    ];
    const ends = Promise.allSettled(runs);
    second.abort(new Error("second"));
    await expect(runs[1]).rejects.toThrow("second");
    first.abort(new Error("first"));
    await expect(runs[0]).rejects.toThrow("first");
    await ends;
  });

  test("starts no search when the signal is aborted already", async () => {
    const search = createFakeSearch();
    const run = createRetriever({ ...options, search }).invoke("Who?", {
      signal: AbortSignal.abort(new Error("gone")),
    });
    await expect(run).rejects.toThrow("gone");
    expect(search.calls).toEqual([]);
  });

  test("ends after the run's timeout", async () => {
    const run = createRetriever({ ...options, search: endlessSearch }).invoke("Who?", { timeout: 30 });
    await expect(run).rejects.toThrow(/timeout/i);
  });
});

describe("a chain of retriever, prompt and chat model", () => {
  test("puts the question and the passages before the model", async () => {
    const model = new FakeListChatModel({ responses: ["Johnson was released [1]."] });
    const prompts: string[] = [];
    const chain = createChain({ ...options, search: createFakeSearch() }, model);
    const answer = await chain.invoke("Who was released?", {
      callbacks: [
        {
          handleChatModelStart: (_: unknown, [messages = []]) =>
            void prompts.push(messages.map((m) => m.text).join("\n")),
        },
      ],
    });
    expect(answer).toBe("Johnson was released [1].");
    expect(prompts).toEqual([
      [
        "Answer from these passages alone, and name the number of each you use.",
        "",
        "[1] Never say never: A week later Trump commuted the sentence, and Johnson was released.",
        "",
        "[2] Never say never: Johnson was convicted in 1996 and sentenced to life in prison.",
        "Who was released?",
      ].join("\n"),
    ]);
  });

  test("stops in the search when its signal is aborted", async () => {
    const model = new FakeListChatModel({ responses: ["never"] });
    const chain = createChain({ ...options, search: endlessSearch }, model);
    const controller = new AbortController();
    const run = chain.invoke("Who?", { signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(run).rejects.toThrow(/abort/i);
  });
});
