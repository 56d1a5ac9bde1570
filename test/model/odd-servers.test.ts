import { describe, expect, test } from "vitest";
import {
  type Answering,
  chunkOf,
  completionOf,
  sendError,
  sendJson,
  streamEvents,
  streamText,
} from "../openai/chat-server.ts";
import { answerWell, goodLine, QUESTION, STATEMENT, shareApp, YEARS } from "./shared.ts";
import { answered, purposeOf, shelves } from "./stage.ts";

/** Prices so that a million tokens of either kind cost one and ten. */
const PRICES = { MODEL_PRICE_INPUT: "1", MODEL_PRICE_OUTPUT: "10" };
const shared = shareApp({ ...PRICES, MODEL_FIRST_TOKEN_SECONDS: "0.5", MODEL_SECONDS: "20" });
const DAWN = "1970-01-01T00:00:00.000Z";
const COST = "The bridge cost 90 million euros.";

/** What a model says that comes to a good answer, in what is around it. */
const saying =
  (around: (line: string) => string, finish = "stop"): Answering =>
  (response, request) =>
    streamText(around(goodLine(request.body)), { finish })(response, request);

async function askOf(answering: Answering) {
  shared.server.otherwise(answering);
  const answer = answered(await shared.ask(QUESTION));
  return { ...answer, texts: answer.statements.map(({ text }) => text) };
}

const byModel = { answeredBy: "model", texts: [STATEMENT], removed: 0 };

test("what an answer used and cost is kept with it, and counts towards the total", async () => {
  const before = await shared.app.state().spend.total(DAWN);
  const { trace, ...answer } = await askOf(answerWell);
  expect(answer).toMatchObject({ ...byModel, sources: [{ title: "Harbour bridge opens after four years" }] });
  expect(answer).not.toHaveProperty("instead");
  const usage = { inputTokens: 1000, outputTokens: 100, isEstimate: false, cost: 0.002 };
  expect(trace?.calls).toMatchObject([
    { purpose: "draft", finish: "stop", usage, output: expect.stringContaining(YEARS) },
  ]);
  const { calls, tokens, cost } = await shared.app.state().spend.total(DAWN);
  expect([calls - before.calls, tokens - before.tokens]).toEqual([1, 1100]);
  expect(cost - before.cost).toBeCloseTo(0.002, 9);
});

test("the articles' own words and the examples for a greeting ask no model", async () => {
  const before = shared.server.received.length;
  const answer = await shared.ask(QUESTION, { answerer: "extractive" });
  expect(answer).toMatchObject({ kind: "answered", answeredBy: "extractive" });
  expect(answer).not.toHaveProperty("trace");
  await shared.app.examples(shelves);
  expect(shared.server.received).toHaveLength(before);
});

describe("an answer that ends too soon", () => {
  const cut =
    (end: "cut" | "close"): Answering =>
    (response, request) => {
      const half = goodLine(request.body, COST).slice(0, 30);
      return streamEvents([chunkOf(request.body, { content: goodLine(request.body) + half })], { end })(
        response,
        request,
      );
    };

  test.each<[string, Answering, object]>([
    ["as its connection is cut", cut("cut"), { finish: "failed", error: expect.stringContaining("broke off") }],
    ["without a word", cut("close"), { finish: "failed", error: expect.stringContaining("broke off") }],
    ["at its limit", saying((line) => `${line}{"statement": "The bridge co`, "length"), { finish: "length" }],
  ])("%s is what had passed until then, and says that it was cut off", async (_, answering, call) => {
    const before = await shared.app.state().spend.total(DAWN);
    const answer = await askOf(answering);
    expect(answer).toMatchObject({ ...byModel, isCutOff: true });
    expect(answer.trace?.calls).toMatchObject([call]);
    const { calls, tokens } = await shared.app.state().spend.total(DAWN);
    expect(calls - before.calls).toBe(1);
    expect(tokens).toBeGreaterThan(before.tokens + 500);
  });

  test("before anything has passed is answered by the articles' own words", async () => {
    expect(await askOf(saying(() => '{"statement": "Construction to', "length"))).toMatchObject({
      ...{ answeredBy: "extractive", instead: expect.stringMatching(/^The language model could not be used/u) },
    });
  });
});

describe("a model that keeps to the form by halves", () => {
  test.each<[string, (line: string) => string]>([
    ["broken lines before and after", (line) => `{"statement": "Broken\n{"quotes": [}\n${line}{"statement":`],
    ["prose around it", (line) => `Sure! Here are the statements:\n\n${line}\nI hope this helps.`],
    ["a code block", (line) => `\`\`\`json\n[${line.trim()}]\n\`\`\``],
    ["thoughts aloud before it", (line) => `<think>\n${line.replace("four", "forty")}\n</think>\n\n${line}`],
  ])("is heard through %s", async (_, around) => {
    const answer = await askOf(saying(around));
    expect(answer).toMatchObject(byModel);
    expect(answer).not.toHaveProperty("isCutOff");
  });
});

describe("a model that thinks before it writes", () => {
  test("may think longer than a first word may take, as long as it is heard thinking", async () => {
    const answer = await askOf(async (response, request) => {
      const thoughts = Array.from({ length: 9 }, () => chunkOf(request.body, { reasoning_content: "Four years. " }));
      const rest = [chunkOf(request.body, { content: goodLine(request.body) }), chunkOf(request.body, {}, "stop")];
      await streamEvents([...thoughts, ...rest], { delay: 100 })(response, request);
    });
    expect(answer).toMatchObject(byModel);
    expect(answer.trace?.calls[0]?.output).not.toContain("Four years. ");
  });
});

describe("a server that does not stream", () => {
  /** Gives its answers whole, also where a stream was asked for. */
  const whole =
    (milliseconds: number): Answering =>
    async (response, request) => {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      sendJson(response, 200, completionOf(request.body, goodLine(request.body)));
    };

  test("has the whole time for an answer, once that is known", async () => {
    expect(await askOf(whole(0))).toMatchObject(byModel);
    const answer = await askOf(whole(900));
    expect(answer).toMatchObject(byModel);
    expect(answer).not.toHaveProperty("instead");
  });
});

test("a repair that the server does not take leaves what had passed", async () => {
  const answer = await askOf((response, request) => {
    if (purposeOf(request.body) !== "draft") return sendError(400, { message: "no more" })(response, request);
    const lines = goodLine(request.body) + goodLine(request.body, "Construction took forty years.");
    return streamText(lines)(response, request);
  });
  expect(answer).toMatchObject({ answeredBy: "model", texts: [STATEMENT], removed: 1 });
});

test("a model that has failed four times in a row is left alone", async () => {
  const { server } = shared;
  await askOf(answerWell);
  const before = server.received.length;
  for (let failure = 1; failure <= 4; failure += 1) {
    expect((await askOf(sendError(401))).instead).toMatch(/^The language model did not take the question/u);
  }
  expect(server.received).toHaveLength(before + 4);
  const answer = await askOf(answerWell);
  expect(server.received).toHaveLength(before + 4);
  expect(answer).toMatchObject({
    ...{ answeredBy: "extractive", instead: expect.stringMatching(/^The language model could not be used just now/u) },
    trace: { calls: [{ finish: "failed", error: expect.stringMatching(/failing since .* nobody waits for it/u) }] },
  });
});
