import { AIMessageChunk } from "@langchain/core/messages";
import { FakeListChatModel, FakeStreamingChatModel } from "@langchain/core/utils/testing";
import { describe, expect, test } from "vitest";
import { ConfigurationError, ModelError } from "#errors.ts";
import { createLangChainChat, type LangChainChatOptions } from "#langchain/chat-model.ts";
import type { ChatEvent, ChatRequest } from "#ports.ts";
import { type ChatScript, describeChatModel } from "../support/chat-model-conformance.ts";
import { createOwnModel } from "./examples/own-model.ts";
import { type Log, type Script, ScriptedChatModel } from "./scripted-chat.ts";

describeChatModel("a chat model of LangChain", async () => {
  const log: Log = { asked: [], ended: 0 };
  let next: ChatScript = { pieces: [], last: "end" };
  const model = await createLangChainChat({
    name: "anthropic:fake",
    load: async () => {
      const { pieces, last } = next;
      return new ScriptedChatModel(last === "fail" ? { pieces, failure: new Error("boom") } : { pieces, last }, log);
    },
  });
  return {
    model,
    script: (script) => {
      next = script;
    },
    begun: () => log.asked.length,
    ended: () => log.ended,
  };
});

const REQUEST: ChatRequest = {
  purpose: "draft",
  messages: [
    { role: "system", content: "Answer from the passages." },
    { role: "user", content: "Who was released?" },
    { role: "assistant", content: "Nobody." },
    { role: "user", content: "Really?" },
  ],
  maxTokens: 321,
};

describe("a chat model of LangChain", () => {
  test("speaks to the model in our roles and order, and its name is its id", async () => {
    const { chat, log } = await open({ pieces: ["No."] });
    await all(chat.complete(REQUEST));
    expect(chat.id).toBe("anthropic:fake");
    expect(log.asked[0]?.messages.map(({ type, content }) => [type, content])).toEqual([
      ["system", "Answer from the passages."],
      ["human", "Who was released?"],
      ["ai", "Nobody."],
      ["human", "Really?"],
    ]);
  });

  test("LangChain's list of answers comes letter by letter, with tokens that are guessed", async () => {
    const chat = await createLangChainChat({
      name: "cohere:fake",
      load: async () => new FakeListChatModel({ responses: ["Johnson was released."] }),
    });
    const events = await all(chat.complete(REQUEST));
    expect(events.slice(0, 3)).toEqual(["J", "o", "h"].map((text) => ({ kind: "text", text })));
    expect(events.at(-1)).toEqual({
      kind: "end",
      finish: "stop",
      usage: { inputTokens: 25, outputTokens: 8, isEstimate: true, cost: null },
    });
  });

  test("a model that a program has made itself answers in Footnote", async () => {
    const chat = await createOwnModel(new FakeStreamingChatModel({ chunks: [new AIMessageChunk("Yes.")] }));
    expect(await all(chat.complete(REQUEST))).toMatchObject([
      { kind: "text", text: "Yes." },
      { kind: "end", usage: { outputTokens: expect.any(Number) } },
    ]);
  });

  test("blocks of text are text; reasoning and tools are not", async () => {
    const content = [
      { type: "reasoning", reasoning: "Let me think." },
      { type: "thinking", thinking: "Hm." },
      { type: "text", text: "Johnson " },
      { type: "tool_call", name: "search", args: {} },
      { type: "text", text: "was released." },
    ];
    const { chat } = await open({ pieces: [new AIMessageChunk({ content })] });
    expect(await all(chat.complete(REQUEST))).toMatchObject([
      { kind: "text", text: "Johnson was released." },
      { kind: "end", finish: "stop" },
    ]);
  });

  test("tokens that the provider counted over several pieces add up", async () => {
    const counted = (input_tokens: number, output_tokens: number) =>
      new AIMessageChunk({
        content: "",
        usage_metadata: { input_tokens, output_tokens, total_tokens: input_tokens + output_tokens },
      });
    const script = { pieces: [counted(1200, 1), "Yes.", counted(0, 9)] };
    const { chat } = await open(script);
    expect((await all(chat.complete(REQUEST))).at(-1)).toMatchObject({
      usage: { inputTokens: 1200, outputTokens: 10, isEstimate: false, cost: null },
    });
  });

  test.each([
    ["stop", { response_metadata: { finish_reason: "stop" } }],
    ["stop", { response_metadata: { finish_reason: "a reason of next year" } }],
    ["stop", { additional_kwargs: { stop_reason: "end_turn" } }],
    ["stop", { response_metadata: { finishReason: "STOP" } }],
    ["stop", { response_metadata: { done_reason: "stop" } }],
    ["stop", { response_metadata: { finishReason: "COMPLETE" } }],
    ["length", { response_metadata: { finish_reason: "length" } }],
    ["length", { additional_kwargs: { stop_reason: "max_tokens" } }],
    ["length", { response_metadata: { finishReason: "MAX_TOKENS" } }],
    ["length", { response_metadata: { messageStop: { stopReason: "max_tokens" } } }],
    ["length", { response_metadata: { incomplete_details: { reason: "max_output_tokens" } } }],
    ["length", { response_metadata: { finishReason: "ERROR_LIMIT" } }],
    ["refused", { response_metadata: { finish_reason: "content_filter" } }],
    ["refused", { additional_kwargs: { stop_reason: "refusal" } }],
    ["refused", { additional_kwargs: { refusal: "I cannot help with that." } }],
    ["refused", { response_metadata: { finishReason: "SAFETY" } }],
    ["refused", { response_metadata: { finishReason: "ERROR_TOXIC" } }],
    ["refused", { response_metadata: { messageStop: { stopReason: "guardrail_intervened" } } }],
  ] as const)("%s is the finish of %j", async (finish, fields) => {
    const { chat } = await open({ pieces: ["Yes", new AIMessageChunk({ content: ".", ...fields })] });
    expect((await all(chat.complete(REQUEST))).at(-1)).toMatchObject({ kind: "end", finish });
  });

  test("an error by which a provider refuses is an end, not a failure", async () => {
    const failure = Object.assign(new Error("Prompt blocked: SAFETY"), { name: "GoogleAISafetyError" });
    const { chat } = await open({ pieces: [], failure });
    expect(await all(chat.complete(REQUEST))).toMatchObject([{ kind: "end", finish: "refused" }]);
  });

  test.each([
    ["anthropic:fake", { apiKey: "key-of-anthropic", maxTokens: 321 }],
    ["google-genai:fake", { apiKey: "key-of-gemini", maxOutputTokens: 321 }],
    ["ollama:llama3:8b", { numPredict: 321, baseUrl: "http://desk:11434" }],
    ["cerebras:fake", { maxCompletionTokens: 321 }],
    ["aws:fake", { maxTokens: 321 }],
    ["cohere:fake", { maxRetries: 0 }],
  ])("%s gets its key from the environment, and the limit by its own name", async (name, expected) => {
    const parameters: Record<string, unknown>[] = [];
    const environment = {
      ANTHROPIC_API_KEY: "key-of-anthropic",
      GEMINI_API_KEY: " key-of-gemini ",
      OLLAMA_BASE_URL: "http://desk:11434",
    };
    const load: LangChainChatOptions["load"] = async (_, given) => {
      parameters.push({ ...given });
      return new FakeListChatModel({ responses: ["Yes."] });
    };
    const chat = await createLangChainChat({ name, environment, load });
    await all(chat.complete(REQUEST));
    expect(parameters.at(-1)).toEqual({ maxRetries: 2, ...expected });
  });
});

const SCHEMA = {
  type: "object",
  properties: { claims: { type: "array", items: { type: "object", additionalProperties: false } } },
  required: ["claims"],
  additionalProperties: false,
};

describe("a request with a schema", () => {
  test.each([
    ["groq:fake", { response_format: { json_schema: { schema: SCHEMA, strict: true } } }],
    ["mistralai:fake", { response_format: { jsonSchema: { schemaDefinition: SCHEMA } } }],
    ["ollama:fake", { format: SCHEMA }],
    ["anthropic:fake", { outputConfig: { format: { type: "json_schema", schema: SCHEMA } } }],
  ])("%s is held to it in its own way", async (name, options) => {
    const { chat, log } = await open({ pieces: ["{}"] }, { name });
    await all(chat.complete({ ...REQUEST, schema: SCHEMA }));
    expect(log.asked[0]?.options).toMatchObject(options);
  });

  test("Gemini gets it without the word it refuses", async () => {
    const { chat, log } = await open({ pieces: ["{}"] }, { name: "google-genai:fake" });
    await all(chat.complete({ ...REQUEST, schema: SCHEMA }));
    expect(log.asked[0]?.options.responseSchema).toEqual({
      type: "object",
      properties: { claims: { type: "array", items: { type: "object" } } },
      required: ["claims"],
    });
  });

  test("other providers follow the prompt alone", async () => {
    const { chat, log } = await open({ pieces: ["{}"] }, { name: "cohere:fake" });
    await all(chat.complete({ ...REQUEST, schema: SCHEMA }));
    expect(JSON.stringify(log.asked[0]?.options)).not.toContain("claims");
  });

  test("a model that refuses the schema is asked without it, at once and from then on", async () => {
    const log: Log = { asked: [], ended: 0 };
    const refusal = Object.assign(new Error("response_format is not supported"), { status: 400 });
    const scripts: Script[] = [{ pieces: [] }, { pieces: [], failure: refusal }];
    const load = async () => new ScriptedChatModel(scripts.shift() ?? { pieces: ["{}"] }, log);
    const chat = await createLangChainChat({ name: "groq:fake", load });
    for (let question = 0; question < 2; question++) {
      expect(await all(chat.complete({ ...REQUEST, schema: SCHEMA }))).toMatchObject([
        { kind: "text", text: "{}" },
        { kind: "end" },
      ]);
    }
    expect(log.asked.map(({ options }) => "response_format" in options)).toEqual([true, false, false]);
  });

  test("a request that is refused with and without a schema fails, and the next has the schema again", async () => {
    const log: Log = { asked: [], ended: 0 };
    const refusal = Object.assign(new Error("the prompt is too long"), { status: 400 });
    const load = async () => new ScriptedChatModel({ pieces: [], failure: refusal }, log);
    const chat = await createLangChainChat({ name: "groq:fake", load });
    for (let question = 0; question < 2; question++) {
      await expect(all(chat.complete({ ...REQUEST, schema: SCHEMA }))).rejects.toMatchObject({ trouble: "refused" });
    }
    expect(log.asked.map(({ options }) => "response_format" in options)).toEqual([true, false, true, false]);
  });
});

describe("what goes wrong with a chat model of LangChain", () => {
  test.each([
    [{ status: 401 }, "refused", false],
    [{ statusCode: 403 }, "refused", false],
    [{ response: { status: 404 } }, "refused", false],
    [{ $metadata: { httpStatusCode: 400 } }, "refused", false],
    [{ status: 429 }, "busy", true],
    [{ status: 529 }, "busy", true],
    [{ status: 504 }, "slow", true],
    [{ code: "ETIMEDOUT" }, "slow", true],
    [{ name: "TimeoutError" }, "slow", true],
    [{ status: 500 }, "down", true],
    [{ code: "ECONNREFUSED" }, "down", true],
    [{}, "down", true],
  ] as const)("an error with %j is %s", async (fields, trouble, retryable) => {
    const { chat } = await open({ pieces: [], failure: Object.assign(new Error("boom"), fields) });
    const failure = await all(chat.complete(REQUEST)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelError);
    expect(failure).toMatchObject({ trouble, retryable });
  });

  test("LangChain's own failing model says what was expected, found and what to do", async () => {
    const chat = await createLangChainChat({
      name: "anthropic:fake",
      load: async () => new FakeStreamingChatModel({ thrownErrorString: "overloaded" }),
    });
    await expect(all(chat.complete(REQUEST))).rejects.toThrow(
      "Expected anthropic:fake to do the work, found overloaded. Check that its server can be reached and that its settings are right.",
    );
  });

  test("no key gets into a message or its cause", async () => {
    const secrets = ["correct horse battery", "sk-ant-api03-abcDEF", "AIzaSyD4-0123456789abcdef", "hunter2hunter2"];
    const failure = new Error(`401 for ${secrets[0]}, ${secrets[1]}, url?key=${secrets[2]}, x-api-key: ${secrets[3]}`);
    const { chat } = await open({ pieces: [], failure }, { environment: { ANTHROPIC_API_KEY: secrets[0] } });
    const error = await all(chat.complete(REQUEST)).catch((caught: unknown) => caught);
    const shown = error instanceof Error ? `${error.stack} ${String(error.cause)}` : "";
    expect(shown).toContain("401 for [key]");
    for (const secret of secrets) expect(shown).not.toContain(secret);
  });

  test.each([
    "model: claude-sonnet-4-5-20250929 was not found",
    "The token limit is 128000, found 200000 tokens",
    "connect ECONNREFUSED 127.0.0.1:11434",
    "no such file: /home/someone/articles/2018/story.md",
  ])("what is no key stays: %s", async (said) => {
    const { chat } = await open({ pieces: [], failure: new Error(said) });
    await expect(all(chat.complete(REQUEST))).rejects.toThrow(said);
  });

  test("an integration package that is not installed is named, with the line to run", async () => {
    const start = createLangChainChat({ name: "anthropic:claude-sonnet-4-5", environment: {} });
    await expect(start).rejects.toThrow(ConfigurationError);
    await expect(start).rejects.toMatchObject({
      problems: [
        'MODEL: expected the package @langchain/anthropic for "anthropic:claude-sonnet-4-5", found that it is not installed; run: npm install @langchain/anthropic',
      ],
    });
  });

  test("a key that is missing is named", async () => {
    const load = () => Promise.reject(new Error("Anthropic API key not found"));
    await expect(createLangChainChat({ name: "anthropic:fake", load })).rejects.toMatchObject({
      problems: [
        "ANTHROPIC_API_KEY: MODEL=anthropic:fake needs it, found nothing; set the key, or choose another MODEL.",
      ],
    });
  });

  test("what a package does not accept is told in its words", async () => {
    const load = () => Promise.reject(new Error("azureOpenAIApiInstanceName is required"));
    await expect(createLangChainChat({ name: "azure_openai:d", load })).rejects.toMatchObject({
      problems: [
        'MODEL: expected "azure_openai:d" to start, found: azureOpenAIApiInstanceName is required; correct the name or set what its package asks for.',
      ],
    });
  });

  test("a name without a provider that LangChain knows is refused", async () => {
    await expect(createLangChainChat({ name: "llama3:8b" })).rejects.toThrow(/found "llama3:8b"/);
  });
});

/** A chat model that says the same to every request. */
async function open(script: Script, options: Partial<LangChainChatOptions> = {}) {
  const log: Log = { asked: [], ended: 0 };
  const load = async () => new ScriptedChatModel(script, log);
  return { chat: await createLangChainChat({ name: "anthropic:fake", load, ...options }), log };
}

async function all(answer: AsyncIterable<ChatEvent>): Promise<readonly ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const event of answer) events.push(event);
  return events;
}
