import { AIMessage, ToolMessage } from "@langchain/core/messages";
import { fakeModel } from "langchain";
import { describe, expect, test } from "vitest";
import { createSearchTool } from "#langchain/search-tool.ts";
import { createNewsAgent } from "./examples/agent.ts";
import { createFakeSearch, endlessSearch } from "./fixtures.ts";

const options = { shelves: ["news"], limit: 1 };
const question = "Who was released?";
const call = (args: Record<string, unknown>) => ({
  type: "tool_call" as const,
  id: "call-1",
  name: "search_articles",
  args,
});

describe("the search tool", () => {
  test("gives the model numbered passages as JSON, and the caller the documents", async () => {
    const search = createFakeSearch();
    const message: unknown = await createSearchTool({ ...options, search }).invoke(call({ question }));
    expect(message).toBeInstanceOf(ToolMessage);
    const { content, artifact } = message as ToolMessage;
    expect(JSON.parse(String(content))).toEqual({
      passages: [
        {
          number: 1,
          title: "Never say never",
          outlet: "The Example",
          publishedAt: "2018-06-15",
          url: "https://example.org/story",
          text: "A week later Trump commuted the sentence, and Johnson was released.",
        },
      ],
    });
    expect(artifact).toMatchObject([{ id: "story-2-1", metadata: { start: 64, end: 131, shelf: "news" } }]);
  });

  test("lets the model choose the question and nothing else", async () => {
    const search = createFakeSearch();
    await createSearchTool({ ...options, search }).invoke(call({ question, shelves: ["secret"], limit: 1000 }));
    expect(search.calls[0]?.request).toEqual({ question, shelves: ["news"], limit: 1 });
  });

  test("refuses a call without a question", async () => {
    const search = createFakeSearch();
    await expect(createSearchTool({ ...options, search }).invoke(call({ query: "Who?" }))).rejects.toThrow(/schema/);
    expect(search.calls).toEqual([]);
  });

  test("stops when the run's signal is aborted", async () => {
    const search = createFakeSearch(endlessSearch);
    const controller = new AbortController();
    const run = createSearchTool({ ...options, search }).invoke({ question }, { signal: controller.signal });
    await expect.poll(() => search.calls.length).toBe(1);
    controller.abort();
    await expect(run).rejects.toThrow(/abort/i);
    expect(search.calls[0]?.signal?.aborted).toBe(true);
  });
});

describe("a LangChain agent with the search tool", () => {
  test("searches, reads the passages and answers", async () => {
    const search = createFakeSearch();
    const model = fakeModel()
      .respondWithTools([{ name: "search_articles", args: { question }, id: "call-1" }])
      .respond((messages) => new AIMessage(`Read: ${messages.at(-1)?.text}`));
    const agent = createNewsAgent({ ...options, search }, model);
    const { messages } = await agent.invoke({ messages: [{ role: "user", content: "who got out" }] });
    expect(search.calls.map(({ request }) => request.question)).toEqual([question]);
    expect(messages.at(-1)?.text).toContain("Trump commuted the sentence, and Johnson was released.");
    expect(messages.find((message) => message.type === "tool")).toMatchObject({
      artifact: [{ metadata: { articleId: "story", start: 64, end: 131 } }],
    });
  });
});
