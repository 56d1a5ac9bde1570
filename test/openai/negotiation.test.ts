import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ModelError } from "#errors.ts";
import { type Capabilities, describeCapabilities, startingCapabilities } from "#openai/capabilities.ts";
import type { CapabilityCache } from "#openai/capability-memory.ts";
import { createOpenAIChat, type OpenAIChatOptions } from "#openai/chat.ts";
import type { ChatEvent, ChatRequest } from "#ports.ts";
import {
  type Answering,
  type ChatServer,
  completionOf,
  type ReceivedBody,
  sendError,
  sendJson,
  startChatServer,
  streamText,
} from "./chat-server.ts";

const REQUEST: ChatRequest = {
  purpose: "draft",
  messages: [
    { role: "system", content: "Answer from the passages." },
    { role: "user", content: "Why was the bridge closed?" },
  ],
  maxTokens: 300,
  schema: {
    type: "object",
    properties: { answer: { type: "string" } },
    required: ["answer"],
    additionalProperties: false,
  },
};

let server: ChatServer;
beforeEach(async () => {
  server = await startChatServer();
});
afterEach(() => server.stop());

/** `atOpenAI`: as if the server of the test were OpenAI. */
function create(options: Partial<OpenAIChatOptions> & { readonly atOpenAI?: boolean } = {}) {
  const { atOpenAI, ...rest } = options;
  const redirect: typeof fetch = (input, init) =>
    fetch(String(input).replace("https://api.openai.com/v1", server.baseURL), init);
  return createOpenAIChat({
    apiKey: "sk-test-0123456789abcdef",
    model: "fake-model",
    retryMilliseconds: 5,
    ...(atOpenAI ? { fetch: redirect } : { baseURL: server.baseURL }),
    ...rest,
  });
}

async function ask(chat: ReturnType<typeof create>, request = REQUEST): Promise<readonly ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const event of chat.complete(request)) events.push(event);
  return events;
}

async function failureOf(promise: Promise<unknown>): Promise<ModelError> {
  const error: unknown = await promise.then(
    () => new Error("It did not fail."),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ModelError);
  return error as ModelError;
}

function memoryCache(): CapabilityCache & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    get: async (key) => entries.get(key) ?? null,
    set: async (key, value) => void entries.set(key, value),
  };
}

/** A server that refuses what `finds` a reason against in the body, in these words. */
function refusing(finds: (body: ReceivedBody) => Answering | null): Answering {
  return (response, request) => (finds(request.body) ?? streamText("Yes."))(response, request);
}

const last = () => server.received.at(-1)?.body;

describe("what is tried first", () => {
  test("at OpenAI: a stream with usage, the new limit, a strict schema, temperature 0", async () => {
    await ask(create({ atOpenAI: true }));
    expect(last()).toEqual({
      model: "fake-model",
      messages: REQUEST.messages,
      max_completion_tokens: 300,
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
      response_format: { type: "json_schema", json_schema: { name: "draft", strict: true, schema: REQUEST.schema } },
    });
  });

  test("elsewhere: the old limit, which every server knows", async () => {
    await ask(create());
    expect(last()).toMatchObject({ max_tokens: 300 });
    expect(last()).not.toHaveProperty("max_completion_tokens");
  });

  test("no format where the request has no schema", async () => {
    const { schema: _, ...free } = REQUEST;
    await ask(create(), free);
    expect(last()).not.toHaveProperty("response_format");
  });
});

const json = (status: number, body: unknown): Answering => {
  return (response) => sendJson(response, status, body);
};

describe("a refusal switches off what it names", () => {
  const without = (name: string) => (body: ReceivedBody) => !(name in body);
  const cases: readonly (readonly [string, Answering, (body: ReceivedBody) => boolean])[] = [
    [
      "stream_options, an unknown argument",
      sendError(400, { message: "Unrecognized request argument supplied: stream_options" }),
      without("stream_options"),
    ],
    [
      "stream_options, in FastAPI's shape",
      json(422, { detail: [{ loc: ["body", "stream_options"], msg: "extra fields not permitted" }] }),
      without("stream_options"),
    ],
    [
      "max_tokens, by a model that thinks",
      sendError(400, {
        message:
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        param: "max_tokens",
        code: "unsupported_parameter",
      }),
      (body) => body.max_completion_tokens === 300 && without("max_tokens")(body),
    ],
    [
      "temperature, by its value",
      sendError(400, {
        message:
          "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
        param: "temperature",
        code: "unsupported_value",
      }),
      (body) => without("temperature")(body) && body.reasoning_effort === "low" && body.max_tokens === 300 + 4096,
    ],
    [
      "a strict schema, by the value of the type",
      sendError(400, {
        message: "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
        param: null,
      }),
      (body) => JSON.stringify(body.response_format) === '{"type":"json_object"}',
    ],
    [
      "a schema, by a server that cannot compile it",
      sendError(501, { message: "failed to parse grammar" }),
      (body) => JSON.stringify(body.response_format) === '{"type":"json_object"}',
    ],
    [
      "the system role, by its parameter",
      sendError(400, {
        message: "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
        param: "messages[0].role",
      }),
      (body) => body.messages.every(({ role }) => role !== "system"),
    ],
    [
      "the system role, by a template that throws",
      sendError(500, { message: "Jinja Exception: System role not supported" }),
      (body) => body.messages.every(({ role }) => role !== "system"),
    ],
    [
      "the order of roles, by a template that throws",
      sendError(400, { message: "Conversation roles must alternate user/assistant/user/assistant/..." }),
      (body) => body.messages.every(({ role }) => role !== "system"),
    ],
    [
      "streaming, by a right that is missing",
      sendError(400, { message: "Your organization must be verified to stream this model.", param: "stream" }),
      without("stream"),
    ],
    ["streaming, in words", json(501, { error: "Streaming is not supported by this backend" }), without("stream")],
    [
      "a parameter, in an error that comes in the stream",
      json(200, { error: { message: "Unknown parameter: 'stream_options'", code: 400 } }),
      without("stream_options"),
    ],
  ];

  test.each(cases)("%s", async (_, refusal, accepts) => {
    server.otherwise(refusing((body) => (accepts(body) ? null : refusal)));
    const chat = create();
    expect(await ask(chat)).toMatchObject([{ text: "Yes." }, { finish: "stop" }]);
    expect(server.received).toHaveLength(2);
    await ask(chat);
    expect(server.received).toHaveLength(3);
  });

  test("one after the other, until the server takes what is left", async () => {
    const refusals = ["stream_options", "temperature", "reasoning_effort", "response_format", "max_tokens"];
    server.otherwise(
      refusing((body) => {
        const found = refusals.find((name) => name in body);
        if (found !== undefined) return sendError(400, { message: `Unsupported parameter: '${found}'`, param: found });
        if (body.messages[0]?.role !== "system") return null;
        return sendError(400, { message: "System role not supported" });
      }),
    );
    const chat = create();
    const [, end] = await ask(chat);
    expect(end).toMatchObject({ kind: "end", usage: { isEstimate: true } });
    expect(last()).toEqual({
      model: "fake-model",
      messages: [{ role: "user", content: "Answer from the passages.\n\nWhy was the bridge closed?" }],
      max_completion_tokens: 300 + 4096,
      stream: true,
    });
    // stream_options, temperature, effort, two formats, limit, system: seven refusals.
    expect(server.received).toHaveLength(8);
    await ask(chat);
    expect(server.received).toHaveLength(9);
    expect(describeCapabilities(await chat.capabilities())).toBe(
      "streams; its tokens are estimated; JSON only by request; temperature is left out; instructions go into the first question; thinks before it writes",
    );
  });

  test("each once, then it is an error", async () => {
    server.otherwise(sendError(400, { message: "Unsupported parameter: 'max_tokens'", param: "max_tokens" }));
    const error = await failureOf(ask(create()));
    expect(error).toMatchObject({ trouble: "refused", retryable: false });
    expect(server.received).toHaveLength(2);
  });

  test("but not when it names nothing we know", async () => {
    server.otherwise(sendError(400, { message: "the moon is in the wrong phase" }));
    expect((await failureOf(ask(create()))).message).toContain("found: 400 the moon is in the wrong phase");
    expect(server.received).toHaveLength(1);
  });

  test.each([
    [
      {
        message: "This model's maximum context length is 4096 tokens; lower max_tokens",
        code: "context_length_exceeded",
      },
    ],
    [{ message: "max_tokens is too large: 5000", param: "max_tokens" }],
    [{ message: "The response to the system message was filtered", code: "content_filter" }],
  ])("and not when the value is at fault: %j", async (error) => {
    server.otherwise(sendError(400, error));
    await failureOf(ask(create()));
    expect(server.received).toHaveLength(1);
  });

  test("whatever it is called for, when calls run beside each other", async () => {
    server.otherwise(
      refusing((body) => ("response_format" in body ? sendError(400, { message: "response_format?" }) : null)),
    );
    const cache = memoryCache();
    const chat = create({ capabilities: cache });
    const { schema: _, ...free } = REQUEST;
    await Promise.all([ask(chat), ask(chat, free), ask(chat)]);
    expect((await chat.capabilities()).schema).toBe("none");
    await ask(create({ capabilities: cache }));
    expect(last()).not.toHaveProperty("response_format");
  });
});

describe("messages without a system role", () => {
  test("alternate, with the instructions before the first question", async () => {
    server.otherwise(
      refusing((body) =>
        body.messages[0]?.role === "system" ? sendError(400, { message: "System role not supported" }) : null,
      ),
    );
    await ask(create(), {
      ...REQUEST,
      messages: [
        ...REQUEST.messages,
        { role: "assistant", content: "Because of cracks." },
        { role: "user", content: "When?" },
        { role: "user", content: "And by whom?" },
      ],
    });
    expect(last()?.messages).toEqual([
      { role: "user", content: "Answer from the passages.\n\nWhy was the bridge closed?" },
      { role: "assistant", content: "Because of cracks." },
      { role: "user", content: "When?\n\nAnd by whom?" },
    ]);
  });
});

describe("what was found", () => {
  const strict = sendError(400, { message: "Unrecognized request argument supplied: stream_options" });
  const refusesUsage = refusing((body) => ("stream_options" in body ? strict : null));

  test("survives a restart", async () => {
    const cache = memoryCache();
    server.otherwise(refusesUsage);
    await ask(create({ capabilities: cache }));
    expect([...cache.entries.keys()]).toEqual([`chat:${server.baseURL}:fake-model`]);
    await ask(create({ capabilities: cache }));
    expect(server.received).toHaveLength(3);
  });

  test("is kept for each model", async () => {
    const cache = memoryCache();
    server.otherwise(refusesUsage);
    await ask(create({ capabilities: cache }));
    await ask(create({ capabilities: cache, model: "another" }));
    expect(server.received).toHaveLength(4);
    expect(cache.entries.size).toBe(2);
  });

  test("is written only when it changes", async () => {
    const cache = memoryCache();
    let writes = 0;
    const counting = {
      get: cache.get,
      set: (key: string, value: string) => cache.set(key, value).then(() => void writes++),
    };
    const chat = create({ capabilities: counting });
    for (let i = 0; i < 3; i++) await ask(chat);
    expect(writes).toBe(1);
  });

  test("is not kept when the call fails after all", async () => {
    const cache = memoryCache();
    server.next(strict);
    server.next(sendError(401));
    await failureOf(ask(create({ capabilities: cache })));
    expect(cache.entries.size).toBe(0);
  });

  test.each([
    ["names what is wrong", "Unsupported parameter: 'max_tokens'"],
    ["names nothing", "bad request"],
  ])("is found out anew when it has become wrong and the server %s", async (_, message) => {
    const cache = memoryCache();
    const stale: Capabilities = {
      ...startingCapabilities(true),
      limit: "max_tokens",
      temperature: false,
      effort: true,
    };
    cache.entries.set("chat:https://api.openai.com/v1:fake-model", JSON.stringify(stale));
    server.otherwise(refusing((body) => ("max_tokens" in body ? sendError(400, { message }) : null)));
    expect(await ask(create({ atOpenAI: true, capabilities: cache }))).toMatchObject([{ text: "Yes." }, {}]);
    expect(server.received).toHaveLength(2);
    await ask(create({ atOpenAI: true, capabilities: cache }));
    expect(server.received).toHaveLength(3);
  });

  test("is found out anew also where some of it still holds", async () => {
    const cache = memoryCache();
    const stale = { ...startingCapabilities(true), limit: "max_tokens" };
    cache.entries.set("chat:https://api.openai.com/v1:fake-model", JSON.stringify(stale));
    server.otherwise(
      refusing((body) => {
        if ("stream_options" in body) return sendError(400, { message: "Unknown parameter: 'stream_options'" });
        return "max_tokens" in body ? sendError(400, { message: "bad request" }) : null;
      }),
    );
    expect(await ask(create({ atOpenAI: true, capabilities: cache }))).toMatchObject([{ text: "Yes." }, {}]);
    expect(server.received).toHaveLength(4);
  });

  test("does not end in a loop when the server refuses everything", async () => {
    const cache = memoryCache();
    const stale = { ...startingCapabilities(false), temperature: false };
    cache.entries.set(`chat:${server.baseURL}:fake-model`, JSON.stringify(stale));
    server.otherwise(
      sendError(400, { message: "temperature max_tokens stream_options system role response_format stream" }),
    );
    await failureOf(ask(create({ capabilities: cache })));
    expect(server.received.length).toBeLessThan(20);
  });

  test.each([
    ["is no JSON", "{"],
    ["has another form", '{"streams":true}'],
  ])("is found out anew when what was kept %s", async (_, kept) => {
    const cache = memoryCache();
    cache.entries.set(`chat:${server.baseURL}:fake-model`, kept);
    expect(await ask(create({ capabilities: cache }))).toMatchObject([{ text: "Hello th" }, {}, {}]);
  });

  test("costs no answer when it cannot be kept", async () => {
    const broken = { get: () => Promise.reject(new Error("disk")), set: () => Promise.reject(new Error("disk")) };
    expect((await ask(create({ capabilities: broken }))).at(-1)).toMatchObject({ finish: "stop" });
  });

  test("is told in one plain sentence", async () => {
    const chat = create();
    expect(describeCapabilities(await chat.capabilities())).toBe(
      "streams; counts tokens itself; JSON schemas not tried",
    );
    await ask(chat);
    expect(describeCapabilities(await chat.capabilities())).toBe("streams; counts tokens itself; strict JSON schemas");
    server.otherwise(streamText("Yes.", { usage: null }));
    await ask(chat);
    expect(describeCapabilities(await chat.capabilities())).toBe(
      "streams; its tokens are estimated; strict JSON schemas",
    );
    server.otherwise((response, { body }) => sendJson(response, 200, completionOf(body, "Yes.")));
    await ask(chat);
    expect(describeCapabilities(await chat.capabilities())).toBe(
      "answers in one piece; counts tokens itself; strict JSON schemas",
    );
  });
});
