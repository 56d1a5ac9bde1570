import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ModelError } from "#errors.ts";
import { createOpenAIEmbedder, type OpenAIEmbedderOptions } from "#openai/embedder.ts";
import { describeEmbedder } from "../support/embedder-conformance.ts";
import { fakeVector } from "../support/fake-embedder.ts";
import { createOpenAISpecChecker, findOpenAISpec } from "../support/openai-spec.ts";
import { type EmbeddingServer, sendError, sendJson, sendVectors, startEmbeddingServer } from "./embedding-server.ts";

const KEY = "sk-test-0123456789abcdef";

describeEmbedder("the OpenAI embedder", async () => {
  const server = await startEmbeddingServer(64);
  const embedder = await createOpenAIEmbedder({ apiKey: KEY, baseURL: server.baseURL, model: "fake" });
  return { embedder, stop: server.stop };
});

let server: EmbeddingServer;
beforeEach(async () => {
  server = await startEmbeddingServer(8);
});
afterEach(() => server.stop());

function create(options: Partial<OpenAIEmbedderOptions> = {}) {
  return createOpenAIEmbedder({
    apiKey: KEY,
    baseURL: server.baseURL,
    model: "fake-model",
    dimensions: 8,
    retryMilliseconds: 5,
    timeoutMilliseconds: 2000,
    ...options,
  });
}

async function failureOf(promise: Promise<unknown>): Promise<ModelError> {
  const error: unknown = await promise.then(
    () => new Error("It did not fail."),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ModelError);
  return error as ModelError;
}

describe("creating the embedder", () => {
  test("finds out the dimensions with one request when nobody says them", async () => {
    const embedder = await create({ dimensions: null });
    expect(embedder.dimensions).toBe(8);
    expect(embedder.id).toBe(`openai:fake-model:8@${new URL(server.baseURL).host}`);
    expect(server.received).toHaveLength(1);
  });

  test("asks nobody when the dimensions are given, and none where OpenAI's model is known", async () => {
    await create();
    expect(server.received).toHaveLength(0);
    const refuse = () => Promise.reject(new Error("no request was expected"));
    const known = await createOpenAIEmbedder({ apiKey: KEY, model: "text-embedding-3-small", fetch: refuse });
    expect(known.id).toBe("openai:text-embedding-3-small:1536");
  });

  test("fails with what to do when no server is there", async () => {
    await server.stop();
    const error = await failureOf(create({ dimensions: null }));
    expect(error.message).toBe(
      `Expected an OpenAI-compatible server at ${server.baseURL}, could not reach it (ECONNREFUSED). Is it running, and is OPENAI_BASE_URL right?`,
    );
    expect(error.retryable).toBe(true);
  });
});

describe("a request", () => {
  test("carries model, texts, the float format and the key, and dimensions only when given", async () => {
    const plain = await create({ dimensions: null });
    await plain.embed(["One.", "Two."], "passage");
    expect(server.received.at(-1)).toEqual({
      path: "/v1/embeddings",
      authorization: `Bearer ${KEY}`,
      body: { model: "fake-model", input: ["One.", "Two."], encoding_format: "float" },
    });
    const shortened = await create({ dimensions: 4 });
    const [vector] = await shortened.embed(["One."], "passage");
    expect(server.received.at(-1)?.body.dimensions).toBe(4);
    expect(vector).toHaveLength(4);
  });

  test("holds at most 256 texts", async () => {
    const embedder = await create();
    await embedder.embed(
      Array.from({ length: 600 }, (_, i) => `text ${i}`),
      "passage",
    );
    expect(server.received.map(({ body }) => body.input.length)).toEqual([256, 256, 88]);
  });

  test("holds at most about 250,000 tokens", async () => {
    const embedder = await create();
    const long = "The committee met again to discuss it. ".repeat(500);
    await embedder.embed(Array<string>(100).fill(long), "passage");
    const sizes = server.received.map(({ body }) => body.input.join("").length);
    expect(sizes.length).toBeGreaterThan(2);
    for (const size of sizes) expect(size).toBeLessThan(250_000 * 4);
  });

  test("cuts a text of more than about 8,000 tokens between two words", async () => {
    const embedder = await create();
    await embedder.embed(["harvest ".repeat(20_000), "東".repeat(20_000)], "passage");
    const [english = "", japanese = ""] = server.received[0]?.body.input ?? [];
    expect(english.length).toBeLessThanOrEqual(24_000);
    expect(english.length).toBeGreaterThan(20_000);
    expect(english).toMatch(/^(?:harvest )+harvest$/);
    expect(japanese).toHaveLength(8000);
  });

  test("sends nothing that a server refuses: no empty text, no half character", async () => {
    const embedder = await create();
    await embedder.embed(["", " \n", "a \ud83d b"], "passage");
    expect(server.received[0]?.body.input).toEqual([".", ".", "a \ufffd b"]);
  });

  test.each([
    ["nomic-embed-text:v1.5", "search_query: ", "search_document: "],
    ["intfloat/multilingual-e5-base", "query: ", "passage: "],
    ["text-embedding-3-small", "", ""],
    ["intfloat/multilingual-e5-large-instruct", "", ""],
  ])("tells %s what a text is for, where the model was trained to be told", async (model, question, passage) => {
    const embedder = await create({ model });
    await embedder.embed(["Who?"], "question");
    await embedder.embed(["Rain fell."], "passage");
    expect(server.received.map(({ body }) => body.input)).toEqual([[`${question}Who?`], [`${passage}Rain fell.`]]);
  });

  test("is not sent for an empty list", async () => {
    const embedder = await create();
    expect(await embedder.embed([], "passage")).toEqual([]);
    expect(server.received).toHaveLength(0);
  });
});

describe("an answer", () => {
  test("in another order is put in the order of the texts, at length 1", async () => {
    const embedder = await create();
    const texts = ["The court ruled.", "Rain fell.", "A museum opened."];
    const vectors = await embedder.embed(texts, "passage");
    for (const [i, text] of texts.entries()) {
      const expected = fakeVector(text, 8);
      for (const [d, value] of (vectors[i] ?? []).entries()) expect(value).toBeCloseTo(expected[d] ?? 0, 5);
    }
  });

  const data = (embedding: unknown, index = 0) => ({ data: [{ index, embedding }] });
  test.each([
    [
      "another dimension",
      data([1, 2, 3]),
      /Expected 8 dimensions from "fake-model" at .*, found 3; set EMBEDDER_DIMENSIONS/,
    ],
    ["too few vectors", { data: [] }, /Expected 1 embeddings .* found 0/],
    ["no list", { object: "list" }, /Expected a list of embeddings .* found something else/],
    ["an index outside the list", data([1, 0, 0, 0, 0, 0, 0, 0], 7), /Expected a list of embeddings/],
    ["a vector of zeros", data(Array(8).fill(0)), /found one of length 0/],
    ["null among the numbers", data([1, null, 0, 0, 0, 0, 0, 0]), /list of numbers/],
    ["base64", data("AACAPwAAAAA="), /list of numbers/],
  ])("with %s is refused, not stored", async (_, answer, message) => {
    const embedder = await create();
    server.next((response) => sendJson(response, 200, answer));
    const error = await failureOf(embedder.embed(["One."], "passage"));
    expect(error.message).toMatch(message);
    expect(error.retryable).toBe(false);
    expect(server.received).toHaveLength(1);
  });

  test("with one index twice is refused", async () => {
    const embedder = await create();
    const row = { index: 0, embedding: [1, 0, 0, 0, 0, 0, 0, 0] };
    server.next((response) => sendJson(response, 200, { data: [row, row] }));
    expect((await failureOf(embedder.embed(["One.", "Two."], "passage"))).message).toContain("each index once");
  });

  test("that is a page of a web site says which address is meant", async () => {
    const embedder = await create();
    server.next((response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>Welcome</h1>"));
    expect((await failureOf(embedder.embed(["One."], "passage"))).message).toContain("a list of embeddings");
  });
});

describe("trouble on the way", () => {
  test("429 is waited out as long as Retry-After says", async () => {
    const embedder = await create();
    server.next(sendError(429, {}, { "retry-after": "0.3" }));
    const start = performance.now();
    expect(await embedder.embed(["One."], "question")).toHaveLength(1);
    expect(performance.now() - start).toBeGreaterThan(280);
    expect(server.received).toHaveLength(2);
  });

  test("a rest of an hour is not waited for but said", async () => {
    const embedder = await create();
    server.next(sendError(429, {}, { "retry-after": "3600" }));
    const error = await failureOf(embedder.embed(["One."], "question"));
    expect(error).toMatchObject({ retryable: true, message: expect.stringContaining("too many requests (429)") });
  });

  test.each([
    ["500", sendError(500)],
    ["503", sendError(503)],
    [
      "an answer that is cut off",
      (response: Parameters<ReturnType<typeof sendError>>[0]) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": "5000" });
        response.write('{"data":[{"index":0,"embed');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    [
      "malformed JSON",
      (response: Parameters<ReturnType<typeof sendError>>[0]) => sendJson(response, 200, '{"data":[}'),
    ],
    [
      "a connection closed without an answer",
      (response: Parameters<ReturnType<typeof sendError>>[0]) => void response.destroy(),
    ],
  ])("%s is tried again", async (_, answering) => {
    const embedder = await create();
    server.next(answering);
    server.next(answering);
    expect(await embedder.embed(["One."], "passage")).toHaveLength(1);
    expect(server.received).toHaveLength(3);
  });

  test("after four attempts the failure is said, with what the server said", async () => {
    const embedder = await create();
    for (let i = 0; i < 5; i++) server.next(sendError(500, { message: "the GPU is on fire" }));
    const error = await failureOf(embedder.embed(["One."], "passage"));
    expect(error.message).toMatch(
      /^Expected http.* to do the work with "fake-model", found: 500 the GPU is on fire\. Try again/,
    );
    expect(error.retryable).toBe(true);
    expect(server.received).toHaveLength(4);
  });

  test.each([
    [401, { message: `Incorrect API key provided: ${KEY}` }, /refused \(401\)\. Check OPENAI_API_KEY/],
    [403, {}, /refused \(403\)/],
    [404, {}, /Expected the model "fake-model" at .*, found none \(404\)\. Check the model's name/],
    [400, { message: `too long, says ${KEY}` }, /found: 400 too long, says \[key\]\. Check/],
    [429, { code: "insufficient_quota" }, /quota used up\. Add credit/],
  ])("%i is not tried again and says what to do, never the key", async (status, body, message) => {
    const embedder = await create();
    server.next(sendError(status, body));
    const error = await failureOf(embedder.embed(["One."], "passage"));
    expect(error.message).toMatch(message);
    expect(error.retryable).toBe(false);
    expect(server.received).toHaveLength(1);
    expect(`${error.stack} ${error.cause instanceof Error ? error.cause.stack : ""}`).not.toContain(KEY);
  });

  test.each([
    ["before the headers", () => {}],
    [
      "in the middle of the body",
      (response: Parameters<ReturnType<typeof sendError>>[0]) => {
        response.writeHead(200, { "content-type": "application/json" });
        response.write('{"data":[');
      },
    ],
  ])("a server that stalls %s is given up after the timeout", async (_, answering) => {
    const embedder = await create({ timeoutMilliseconds: 150 });
    server.next(answering);
    const error = await failureOf(embedder.embed(["One."], "passage"));
    expect(error.message).toMatch(/^Expected an answer from http.*, found none in time\./);
    expect(error.retryable).toBe(true);
    await expect.poll(server.dropped).toBe(1);
  });

  test("an aborted signal closes the connection at once", async () => {
    const embedder = await create();
    server.next(() => {});
    const controller = new AbortController();
    const reason = new Error("the reader went away");
    const embedding = embedder.embed(["One."], "question", controller.signal);
    await expect.poll(() => server.received.length).toBe(1);
    controller.abort(reason);
    await expect(embedding).rejects.toBe(reason);
    await expect.poll(server.dropped).toBe(1);
  });

  test("an aborted signal ends a rest between two attempts", async () => {
    const embedder = await create();
    server.next(sendError(429, {}, { "retry-after": "30" }));
    const controller = new AbortController();
    const embedding = embedder.embed(["One."], "question", controller.signal);
    await expect.poll(() => server.received.length).toBe(1);
    setTimeout(() => controller.abort(new Error("enough")), 50);
    await expect(embedding).rejects.toThrow("enough");
  });

  test("a failed batch fails the whole call, and the next call starts afresh", async () => {
    const embedder = await create();
    const texts = Array.from({ length: 300 }, (_, i) => `text ${i}`);
    server.next(sendVectors(8));
    server.next(sendError(400));
    await failureOf(embedder.embed(texts, "passage"));
    expect(await embedder.embed(texts, "passage")).toHaveLength(300);
  });
});

const checker = createOpenAISpecChecker(findOpenAISpec());

describe.skipIf(checker === null)("OpenAI's description of its API", () => {
  test.each([
    ["without dimensions", null],
    ["with dimensions", 4],
  ])("allows our request %s, word for word, and the answer of the server of the tests", async (_, dimensions) => {
    const answers: unknown[] = [];
    const listening: typeof fetch = async (...request) => {
      const response = await fetch(...request);
      answers.push(await response.clone().json());
      return response;
    };
    const embedder = await create({ dimensions, fetch: listening });
    await embedder.embed(["", "One sentence.", "harvest ".repeat(20_000)], "passage");
    for (const { body } of server.received) expect(checker?.check("CreateEmbeddingRequest", body)).toEqual([]);
    expect(answers.length).toBe(server.received.length);
    for (const answer of answers) expect(checker?.check("CreateEmbeddingResponse", answer)).toEqual([]);
    expect(checker?.check("CreateEmbeddingRequest", { model: "text-embedding-3-small" })).toHaveLength(1);
  });
});
