import type { ServerResponse } from "node:http";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ModelError } from "#errors.ts";
import { createOpenAIChat, type OpenAIChatOptions } from "#openai/chat.ts";
import type { ChatEvent, ChatRequest } from "#ports.ts";
import { createOpenAISpecChecker, findOpenAISpec } from "../support/openai-spec.ts";
import {
  type Answering,
  type ChatServer,
  chunkOf,
  completionOf,
  sendError,
  sendJson,
  startChatServer,
  streamEvents,
  streamText,
} from "./chat-server.ts";

const KEY = "sk-test-0123456789abcdef";
const ANSWER = "The council closed the bridge on 3 May because of cracks in two of its piers.";
const REQUEST: ChatRequest = {
  purpose: "draft",
  messages: [
    { role: "system", content: "Answer from the passages." },
    { role: "user", content: "Why was the bridge closed?" },
  ],
  maxTokens: 300,
};
const SCHEMA = {
  type: "object",
  properties: { answer: { type: "string" } },
  required: ["answer"],
  additionalProperties: false,
};

let server: ChatServer;
beforeEach(async () => {
  server = await startChatServer();
});
afterEach(() => server.stop());

function create(options: Partial<OpenAIChatOptions> = {}) {
  return createOpenAIChat({
    apiKey: KEY,
    baseURL: server.baseURL,
    model: "fake-model",
    retryMilliseconds: 5,
    ...options,
  });
}

async function collect(events: AsyncIterable<ChatEvent>): Promise<readonly ChatEvent[]> {
  const all: ChatEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** What was delivered before it failed, and the failure. */
async function fail(events: AsyncIterable<ChatEvent>) {
  const all: ChatEvent[] = [];
  try {
    for await (const event of events) all.push(event);
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return { text: textOf(all), error: error as ModelError };
  }
  throw new Error("It did not fail.");
}

function textOf(events: readonly ChatEvent[]): string {
  return events.map((event) => (event.kind === "text" ? event.text : "")).join("");
}

const completeWith = async (answering: Answering) => {
  server.next(answering);
  return collect(create().complete(REQUEST));
};

describe("an answer", () => {
  test("arrives in pieces, with one end last that counts as the server counted", async () => {
    const events = await completeWith(streamText(ANSWER, { usage: { prompt_tokens: 40, completion_tokens: 20 } }));
    expect(textOf(events)).toBe(ANSWER);
    expect(events.length).toBeGreaterThan(8);
    expect(events.filter(({ kind }) => kind === "end")).toEqual([
      { kind: "end", finish: "stop", usage: { inputTokens: 40, outputTokens: 20, isEstimate: false, cost: null } },
    ]);
    expect(events.at(-1)?.kind).toBe("end");
  });

  test("is passed on while it is still being written", async () => {
    server.next(streamText(ANSWER, { delay: 30 }));
    const start = performance.now();
    let first = 0;
    for await (const { kind } of create().complete(REQUEST)) {
      if (kind === "text" && first === 0) first = performance.now() - start;
    }
    expect(first).toBeLessThan((performance.now() - start) / 2);
  });

  test("of any text comes through as it was written, wherever the chunks are cut", async () => {
    const texts = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 9 }), async (text, chunk) => {
        expect(textOf(await completeWith(streamText(text, { chunk })))).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  test("never brings thoughts", async () => {
    server.next((response, request) => {
      const { body } = request;
      const deltas = [
        { role: "assistant", content: null, reasoning_content: "Let me see." },
        { reasoning: "Hm." },
        {
          content: [
            { type: "thinking", thinking: [{ type: "text", text: "Well." }] },
            { type: "text", text: "It " },
          ],
        },
        { content: "rained." },
      ];
      const events = [...deltas.map((delta) => chunkOf(body, delta)), chunkOf(body, {}, "stop")];
      return streamEvents(events)(response, request);
    });
    const chat = create();
    expect(textOf(await collect(chat.complete(REQUEST)))).toBe("It rained.");
    await collect(chat.complete(REQUEST));
    expect(server.received[1]?.body.max_tokens).toBe(REQUEST.maxTokens + 4096);
  });

  test.each([
    ["stop", "stop"],
    ["eos", "stop"],
    ["end_turn", "stop"],
    ["tool_calls", "stop"],
    [null, "stop"],
    ["something_new", "stop"],
    ["length", "length"],
    ["max_tokens", "length"],
    ["model_length", "length"],
    ["content_filter", "refused"],
    ["SAFETY", "refused"],
  ])("that ends with the reason %s finishes as %s", async (said, finish) => {
    expect((await completeWith(streamText(ANSWER, { finish: said }))).at(-1)).toMatchObject({ finish });
  });

  test("that is a refusal brings no text and finishes as refused", async () => {
    const events = await completeWith((response, request) =>
      streamEvents([
        chunkOf(request.body, { role: "assistant", content: null, refusal: "I cannot help with that." }),
        chunkOf(request.body, {}, "stop"),
      ])(response, request),
    );
    expect(events).toMatchObject([{ kind: "end", finish: "refused" }]);
  });
});

describe("usage", () => {
  const stream = (usages: readonly unknown[], end: "done" | "close" = "done"): Answering => {
    return (response, request) => {
      const { body } = request;
      const [first, last, extra] = usages;
      const events = [
        chunkOf(body, { content: ANSWER }, null, first === undefined ? {} : { usage: first }),
        chunkOf(body, {}, "stop", last === undefined ? {} : { usage: last }),
        ...(extra === undefined ? [] : [{ ...chunkOf(body, {}), choices: [], usage: extra }]),
      ];
      return streamEvents(events, { end })(response, request);
    };
  };
  const usage = { prompt_tokens: 31, completion_tokens: 17, total_tokens: 48 };
  const counted = { inputTokens: 31, outputTokens: 17, isEstimate: false, cost: null };

  test.each([
    ["in a chunk of its own without choices", stream([null, null, usage])],
    ["with the reason for the end", stream([null, usage])],
    ["growing in every chunk", stream([{ prompt_tokens: 31, completion_tokens: 3 }, usage])],
    ["with an empty chunk after it", stream([undefined, usage, null])],
    ["without [DONE]", stream([null, null, usage], "close")],
  ])("is taken %s", async (_, answering) => {
    expect((await completeWith(answering)).at(-1)).toMatchObject({ usage: counted });
  });

  test.each([
    ["is missing", stream([])],
    ["is null", stream([null, null, null])],
    ["is all zero", stream([{ prompt_tokens: 0, completion_tokens: 0 }])],
  ])("is estimated from the text where it %s", async (_, answering) => {
    const end = (await completeWith(answering)).at(-1);
    expect(end).toMatchObject({ kind: "end", usage: { isEstimate: true } });
    if (end?.kind !== "end") return;
    expect(end.usage.outputTokens).toBeGreaterThanOrEqual(17);
    expect(end.usage.outputTokens).toBeLessThan(40);
    expect(end.usage.inputTokens).toBeGreaterThan(12);
  });
});

describe("a server that does not stream", () => {
  test.each([
    ["as JSON", "application/json"],
    ["without saying so", "text/event-stream"],
  ])("is taken in one piece, answering %s", async (_, type) => {
    const events = await completeWith((response, { body }) => {
      response.writeHead(200, { "content-type": type });
      response.end(JSON.stringify(completionOf(body, ANSWER)));
    });
    expect(textOf(events)).toBe(ANSWER);
    expect(events).toHaveLength(2);
    expect(events[1]).toMatchObject({ finish: "stop", usage: { isEstimate: false } });
  });

  test("may send white space until its answer is there", async () => {
    const events = await completeWith((response, { body }) => {
      response.writeHead(200, { "content-type": "application/json" }).write("\n");
      setTimeout(() => response.write(" \n"), 20);
      setTimeout(() => response.end(JSON.stringify(completionOf(body, ANSWER))), 40);
    });
    expect(textOf(events)).toBe(ANSWER);
  });

  test("has the whole time for its answer once that is known", async () => {
    const slow: Answering = (response, { body }) =>
      void setTimeout(() => sendJson(response, 200, completionOf(body, ANSWER)), 200);
    const chat = create({ firstTokenMilliseconds: 100 });
    server.next((response, { body }) => sendJson(response, 200, completionOf(body, ANSWER)));
    await collect(chat.complete(REQUEST));
    server.next(slow);
    expect(textOf(await collect(chat.complete(REQUEST)))).toBe(ANSWER);
  });

  test.each([
    ["a page of a web site", (response: ServerResponse) => void response.end("<!doctype html><h1>Welcome</h1>")],
    ["other JSON", (response: ServerResponse) => sendJson(response, 200, { data: [] })],
  ])("and answers with %s is told from one that works", async (_, answering) => {
    server.next(answering);
    const { error } = await fail(create().complete(REQUEST));
    expect(error).toMatchObject({ retryable: false, trouble: "refused" });
    expect(error.message).toMatch(
      /^Expected a chat completion from "fake-model" at http.*, found something else\. Check/,
    );
    expect(server.received).toHaveLength(1);
  });
});

test("an endless page of a web site is left at its start", async () => {
  server.next((response) => void response.write("<!doctype html>"));
  await fail(create().complete(REQUEST));
  await expect.poll(() => server.drops.length).toBe(1);
});

describe("trouble before the first token", () => {
  test("429 is waited out as long as Retry-After says", async () => {
    server.next(sendError(429, {}, { "retry-after": "0.3" }));
    const start = performance.now();
    expect(textOf(await collect(create().complete(REQUEST)))).toBe("Hello there.");
    expect(performance.now() - start).toBeGreaterThan(280);
    expect(server.received).toHaveLength(2);
  });

  test("a rest longer than the time for the first token is not waited for but said", async () => {
    server.next(sendError(429, {}, { "retry-after": "5" }));
    const start = performance.now();
    const { error } = await fail(create({ firstTokenMilliseconds: 1000 }).complete(REQUEST));
    expect(performance.now() - start).toBeLessThan(500);
    expect(error).toMatchObject({ trouble: "busy", retryable: true });
  });

  test.each<[string, Answering]>([
    ["500", sendError(500)],
    ["503", sendError(503)],
    ["a connection closed without an answer", (response) => void response.destroy()],
    ["a stream that breaks off before its first word", streamEvents([], { end: "cut" })],
    ["a stream that ends before its first word", streamEvents([], { end: "close" })],
    ["malformed JSON", streamEvents(['{"choices":[{"delta":{"content":"Hel'])],
    ["an error in the stream", streamEvents([{ error: { message: "out of memory", type: "server_error" } }])],
    [
      "an error in JSON with status 200",
      (response) => sendJson(response, 200, { error: { message: "no", code: 502 } }),
    ],
    [
      "thoughts that break off",
      (response, request) =>
        streamEvents([chunkOf(request.body, { reasoning_content: "Hm" })], { end: "cut" })(response, request),
    ],
  ])("%s is tried again", async (_, answering) => {
    server.next(answering);
    server.next(answering);
    server.next(streamText(ANSWER));
    expect(textOf(await collect(create().complete(REQUEST)))).toBe(ANSWER);
    expect(server.received).toHaveLength(3);
  });

  test("after four attempts the failure is said", async () => {
    server.otherwise(sendError(503, { message: "the GPU is on fire" }));
    const { error } = await fail(create().complete(REQUEST));
    expect(error.message).toBe(
      `Expected ${server.baseURL} to do the work with "fake-model", found: 503 the GPU is on fire. Try again in a while.`,
    );
    expect(error).toMatchObject({ trouble: "down", retryable: true });
    expect(server.received).toHaveLength(4);
  });

  test("four times too many requests is busy", async () => {
    server.otherwise(sendError(429, { code: "rate_limit_exceeded" }));
    const { error } = await fail(create().complete(REQUEST));
    expect(error).toMatchObject({ trouble: "busy", retryable: true });
  });

  test("a rate limit said in the stream is busy", async () => {
    server.otherwise(streamEvents([{ error: { message: "slow down", code: "rate_limit_exceeded" } }]));
    expect((await fail(create().complete(REQUEST))).error).toMatchObject({ trouble: "busy" });
  });

  test.each([
    [400, { message: `nonsense, says ${KEY}` }, /found: 400 nonsense, says \[key\]\. Check/],
    [401, { message: `Incorrect API key provided: ${KEY}` }, /refused \(401\)\. Check OPENAI_API_KEY/],
    [402, { message: "Insufficient Balance" }, /quota used up\. Add credit/],
    [403, {}, /refused \(403\)/],
    [404, {}, /Expected the model "fake-model" at .*, found none \(404\)/],
    [429, { code: "insufficient_quota" }, /quota used up\. Add credit/],
    [501, {}, /found: 501 no\. Check/],
  ])(
    "%i is not tried again, says what to do and never the key, and counts as refused",
    async (status, body, message) => {
      server.next(sendError(status, body));
      const { error } = await fail(create().complete(REQUEST));
      expect(error.message).toMatch(message);
      expect(error).toMatchObject({ retryable: false, trouble: "refused" });
      expect(server.received).toHaveLength(1);
      expect(`${error.stack} ${error.cause instanceof Error ? error.cause.stack : ""}`).not.toContain(KEY);
    },
  );

  test("what a server says that is not OpenAI's shape is passed on", async () => {
    const bodies = [
      { detail: [{ loc: ["body", "messages"], msg: "field required", type: "value_error" }] },
      { object: "error", message: "the prompt is empty", code: 40_001 },
      { error: "model is not loaded" },
      { detail: "Not allowed here" },
      { title: "Bad Request" },
    ];
    const said: string[] = [];
    for (const body of bodies) {
      server.next((response) => sendJson(response, 400, body));
      said.push((await fail(create().complete(REQUEST))).error.message.replace(/^.*found: (.*?) ?\. Check.*$/, "$1"));
    }
    expect(said).toEqual([
      "400 body.messages: field required",
      "400 the prompt is empty",
      "400 model is not loaded",
      "400 Not allowed here",
      '400 {"title":"Bad Request"}',
    ]);
  });

  test("nobody at the address is down, and said at once", async () => {
    await server.stop();
    const { error } = await fail(create().complete(REQUEST));
    expect(error.message).toContain("could not reach it (ECONNREFUSED)");
    expect(error).toMatchObject({ trouble: "down", retryable: true });
  });
});

describe("trouble after the first token", () => {
  const begin = (end: "cut" | "close" | "stall", more: readonly unknown[] = []): Answering => {
    return (response, request) =>
      streamEvents([chunkOf(request.body, { content: "The council " }), ...more], { end, delay: 10 })(
        response,
        request,
      );
  };

  test.each([
    ["a cut stream", begin("cut"), /^Expected an answer in JSON from http.*, found one that broke off\./],
    ["a stream that ends without an end", begin("close"), /found one that broke off/],
    ["malformed JSON", begin("close", ['{"choices":[{']), /found something that is no JSON/],
    [
      "an error in the stream",
      begin("close", [{ error: { message: "out of memory" } }]),
      /found: out of memory\. Try again/,
    ],
    [
      "an end that the server calls an error",
      ((response, request) => begin("close", [chunkOf(request.body, {}, "error")])(response, request)) as Answering,
      /found one that broke off/,
    ],
  ])("%s is an error after what had come was delivered, and is not tried again", async (_, answering, message) => {
    server.next(answering);
    const { text, error } = await fail(create().complete(REQUEST));
    expect(text).toBe("The council ");
    expect(error.message).toMatch(message);
    expect(error).toMatchObject({ trouble: "down", retryable: true });
    expect(server.received).toHaveLength(1);
  });

  test("a stream cut after its end has been said is complete", async () => {
    const events = await completeWith((response, request) =>
      streamEvents([chunkOf(request.body, { content: "Yes." }), chunkOf(request.body, {}, "length")], { end: "cut" })(
        response,
        request,
      ),
    );
    expect(events).toMatchObject([{ text: "Yes." }, { kind: "end", finish: "length", usage: { isEstimate: true } }]);
  });

  test("a stream left open after its end is complete within three seconds", async () => {
    const start = performance.now();
    const events = await completeWith((response, request) =>
      streamEvents([chunkOf(request.body, { content: "Yes." }, "stop")], { end: "stall" })(response, request),
    );
    expect(events).toMatchObject([{ text: "Yes." }, { kind: "end", finish: "stop" }]);
    expect(performance.now() - start).toBeLessThan(3000);
    await expect.poll(() => server.drops.length).toBe(1);
  });
});

describe("time", () => {
  test.each<[string, Answering]>([
    ["before the headers", () => {}],
    ["before the first word", streamText(ANSWER, { firstDelay: 1000 })],
    [
      "after a word without letters",
      (response, request) =>
        streamEvents([chunkOf(request.body, { content: "" })], { end: "stall" })(response, request),
    ],
  ])("for the first token ends a call that stalls %s", async (_, answering) => {
    server.next(answering);
    const start = performance.now();
    const { error } = await fail(create({ firstTokenMilliseconds: 150 }).complete(REQUEST));
    expect(performance.now() - start).toBeLessThan(600);
    expect(error.message).toMatch(/^Expected the first word of an answer from http.*, found none in time\. Try again/);
    expect(error).toMatchObject({ trouble: "slow", retryable: true });
    expect(server.received).toHaveLength(1);
    await expect.poll(() => server.drops.length).toBe(1);
  });

  test("for the first token is over for a model that is thinking", async () => {
    server.next(async (response, request) => {
      const thoughts = Array.from({ length: 8 }, () => chunkOf(request.body, { reasoning_content: "Hm." }));
      const rest = [chunkOf(request.body, { content: "Yes." }), chunkOf(request.body, {}, "stop")];
      await streamEvents([...thoughts, ...rest], { delay: 50 })(response, request);
    });
    expect(textOf(await collect(create({ firstTokenMilliseconds: 200 }).complete(REQUEST)))).toBe("Yes.");
  });

  test("for the whole ends a call that has begun, and what had come was delivered", async () => {
    server.next(streamText(ANSWER, { delay: 100 }));
    const { text, error } = await fail(create({ timeoutMilliseconds: 350 }).complete(REQUEST));
    expect(ANSWER.startsWith(text) && text.length > 0).toBe(true);
    expect(error.message).toMatch(/^Expected the whole answer from http/);
    expect(error).toMatchObject({ trouble: "slow", retryable: true });
    await expect.poll(() => server.drops.length).toBe(1);
  });
});

// Tried again where the machine is too busy to keep to 100 ms.
describe("leaving", { retry: 2 }, () => {
  const reason = new Error("the asker left");

  test.each<[string, Answering]>([
    ["before the headers", () => {}],
    ["before the first word", streamText(ANSWER, { firstDelay: 5000 })],
    ["in the middle of a stream", streamText(ANSWER, { delay: 40, chunk: 2 })],
    ["in the middle of an answer in one piece", (response) => void response.writeHead(200).write('{"choices":[')],
  ])("by a signal %s closes the connection within 100 ms and rejects with its reason", async (_, answering) => {
    server.next(answering);
    const controller = new AbortController();
    const collecting = collect(create().complete(REQUEST, controller.signal));
    await expect.poll(() => server.received.length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 120));
    const left = performance.now();
    controller.abort(reason);
    await expect(collecting).rejects.toBe(reason);
    expect(performance.now() - left).toBeLessThan(100);
    await expect.poll(() => server.drops.length, { interval: 5 }).toBe(1);
    expect((server.drops[0] ?? Number.NaN) - left).toBeLessThan(100);
  });

  test("by a signal closes the connection also while nobody is reading", async () => {
    server.next(streamText(ANSWER, { delay: 40 }));
    const controller = new AbortController();
    const events = create().complete(REQUEST, controller.signal)[Symbol.asyncIterator]();
    await events.next();
    const left = performance.now();
    controller.abort(reason);
    await expect.poll(() => server.drops.length, { interval: 5 }).toBe(1);
    expect((server.drops[0] ?? Number.NaN) - left).toBeLessThan(100);
    await expect(events.next()).rejects.toBe(reason);
  });

  test("by a signal while only the usage is still to come rejects with its reason", async () => {
    server.next((response, request) =>
      streamEvents([chunkOf(request.body, { content: "Yes." }, "stop")], { end: "stall" })(response, request),
    );
    const controller = new AbortController();
    const collecting = collect(create().complete(REQUEST, controller.signal));
    await expect.poll(() => server.sent.length).toBe(1);
    setTimeout(() => controller.abort(reason), 100);
    await expect(collecting).rejects.toBe(reason);
  });

  test("the loop early closes the connection within 100 ms", async () => {
    server.next(streamText(ANSWER, { delay: 40 }));
    let left = 0;
    for await (const event of create().complete(REQUEST)) {
      left = performance.now();
      if (event.kind === "text") break;
    }
    await expect.poll(() => server.drops.length, { interval: 5 }).toBe(1);
    expect((server.drops[0] ?? Number.NaN) - left).toBeLessThan(100);
  });

  test("by a signal ends a rest between two attempts", async () => {
    server.next(sendError(429, {}, { "retry-after": "10" }));
    const controller = new AbortController();
    const collecting = collect(create().complete(REQUEST, controller.signal));
    await expect.poll(() => server.received.length).toBe(1);
    setTimeout(() => controller.abort(reason), 50);
    await expect(collecting).rejects.toBe(reason);
    expect(server.received).toHaveLength(1);
  });

  test("before the call sends nothing", async () => {
    await expect(collect(create().complete(REQUEST, AbortSignal.abort(reason)))).rejects.toBe(reason);
    expect(server.received).toHaveLength(0);
  });

  test("nothing is left behind on a signal that lives longer than the call", async () => {
    const controller = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = controller.signal;
    controller.signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners++;
      addEventListener.apply(controller.signal, args);
    };
    controller.signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listeners--;
      removeEventListener.apply(controller.signal, args);
    };
    await collect(create().complete(REQUEST, controller.signal));
    expect(listeners).toBe(0);
  });
});

test("a request holds no half character, which servers refuse", async () => {
  await collect(create().complete({ ...REQUEST, messages: [{ role: "user", content: "a \ud83d b" }] }));
  expect(server.received[0]?.body.messages).toEqual([{ role: "user", content: "a \ufffd b" }]);
});

test("the id names the model, and the server where it is not OpenAI", () => {
  expect(create().id).toBe(`openai:fake-model@${new URL(server.baseURL).host}`);
  expect(create({ baseURL: null }).id).toBe("openai:fake-model");
});

const checker = createOpenAISpecChecker(findOpenAISpec());

describe.skipIf(checker === null)("OpenAI's description of its API", () => {
  test("allows our requests and what the server of the tests sends", async () => {
    const chat = create();
    await collect(chat.complete(REQUEST));
    await collect(chat.complete({ ...REQUEST, schema: SCHEMA }));
    for (const refusal of [{ param: "temperature" }, { param: "stream" }, { param: "max_tokens" }]) {
      server.next(sendError(400, { message: `Unsupported: '${refusal.param}'`, ...refusal }));
    }
    await collect(chat.complete({ ...REQUEST, schema: SCHEMA }));
    expect(server.received.at(-1)?.body).not.toHaveProperty("stream");
    expect(server.received.at(-1)?.body).toHaveProperty("reasoning_effort");
    for (const { body } of server.received) expect(checker?.check("CreateChatCompletionRequest", body)).toEqual([]);
    expect(server.sent.length).toBeGreaterThan(8);
    for (const sent of server.sent) {
      const isChunk = JSON.stringify(sent).includes("chat.completion.chunk");
      const schema = isChunk ? "CreateChatCompletionStreamResponse" : "CreateChatCompletionResponse";
      expect(checker?.check(schema, sent)).toEqual([]);
    }
  });

  test("refuses what is not in it", () => {
    const body = { model: "m", messages: [{ role: "user", content: "Who?" }] };
    expect(checker?.check("CreateChatCompletionRequest", body)).toEqual([]);
    expect(checker?.check("CreateChatCompletionRequest", { ...body, max_tokns: 3 })).toHaveLength(1);
    expect(checker?.check("CreateChatCompletionRequest", { ...body, messages: [] })).toHaveLength(1);
  });
});
