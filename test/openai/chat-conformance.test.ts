import { createOpenAIChat } from "#openai/chat.ts";
import { type ChatScript, describeChatModel } from "../support/chat-model-conformance.ts";
import { type Answering, chunkOf, startChatServer, streamEvents } from "./chat-server.ts";

describeChatModel("a chat model at a server that speaks OpenAI's API", async () => {
  const server = await startChatServer();
  const scripts: ChatScript[] = [];
  let ended = 0;
  const model = createOpenAIChat({
    ...{ apiKey: "sk-test-0123456789abcdef", baseURL: server.baseURL, model: "fake-model" },
    retryMilliseconds: 1,
  });
  server.otherwise((response, request) => {
    response.once("close", () => {
      ended += 1;
    });
    const number = Number(request.body.messages.at(-1)?.content);
    return playing(scripts[number] ?? { pieces: [], last: "fail" })(response, request);
  });
  return {
    // Requests at the same time arrive in any order: each carries the number of its script.
    model: {
      id: model.id,
      complete: (request, signal) => {
        const number = { role: "user", content: `${scripts.length - 1}` } as const;
        return model.complete({ ...request, messages: [...request.messages, number] }, signal);
      },
    },
    script: (script) => void scripts.push(script),
    begun: () => server.received.length,
    ended: () => ended,
    stop: () => server.stop(),
  };
});

/** The pieces as they stand in a stream; one that waits stays open, one that fails breaks off. */
function playing({ pieces, last }: ChatScript): Answering {
  return (response, request) => {
    const said = pieces.map((content) => chunkOf(request.body, { content }));
    const events = last === "end" ? [...said, chunkOf(request.body, {}, "stop")] : said;
    const end = { end: "done", wait: "stall", fail: "cut" } as const;
    return streamEvents(events, { end: end[last] })(response, request);
  };
}
