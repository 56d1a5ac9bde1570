import { expect, test } from "vitest";
import type { Answer } from "#types.ts";
import { type Answering, sendError, streamText } from "../openai/chat-server.ts";
import { answerWell, KEY, QUESTION, STATEMENT, shareApp } from "./shared.ts";
import { answered, shownStatements } from "./stage.ts";

const shared = shareApp({ MODEL_FIRST_TOKEN_SECONDS: "1", MODEL_SECONDS: "5" });

const wording = (answer: Answer) => shownStatements(answer).map((shown) => shown.split(" | ")[0]);

/** The model is not itself until the answer is there. Then it is, and is asked again. */
async function askInTrouble(trouble: Answering) {
  const { server, ask } = shared;
  const before = server.received.length;
  server.otherwise(trouble);
  const answer = answered(await ask(QUESTION));
  const requests = server.received.length - before;
  server.otherwise(answerWell);
  expect(wording(await ask(QUESTION))).toEqual([STATEMENT]);
  return { answer, requests };
}

const SAID = "so this is what the articles themselves say.";

/** What a call that the adapter refuses looks like in the record. */
const failed = (error: RegExp) => ({ finish: "failed", usage: null, error: expect.stringMatching(error) });

test.each<[string, Answering, string, object]>([
  [
    "is slow",
    streamText("Late.", { firstDelay: 5000 }),
    "The language model took too long",
    failed(/^Expected the first word of an answer from \S+, found none in time\./u),
  ],
  [
    "has too much to do, for hours",
    sendError(429, {}, { "retry-after": "86400" }),
    "The language model has too much to do just now",
    failed(/too many requests \(429\)/u),
  ],
  [
    "does not know the key",
    sendError(401, { message: `Incorrect API key provided: ${KEY}.`, code: "invalid_api_key" }),
    "The language model did not take the question",
    failed(/accept the key, found it refused \(401\)\. Check OPENAI_API_KEY/u),
  ],
  [
    "does not exist",
    sendError(404, { message: "no such model", code: "model_not_found" }),
    "The language model did not take the question",
    failed(/found none \(404\)/u),
  ],
  [
    "is a web page",
    (response) => void response.writeHead(200, { "content-type": "text/html" }).end("<h1>It works!</h1>"),
    "The language model did not take the question",
    failed(/Check that it is a chat model/u),
  ],
  [
    "answers in prose",
    streamText("Well, I believe that construction took four years!"),
    "The language model could not be used just now",
    { finish: "stop", output: expect.stringContaining("I believe") },
  ],
  [
    "declines",
    streamText("I cannot help with that.", { finish: "content_filter" }),
    "The language model did not take the question",
    { finish: "refused", usage: expect.anything() },
  ],
])("from a model that %s the articles' own words answer, and say why", async (_, trouble, reason, call) => {
  const { answer, requests } = await askInTrouble(trouble);
  const without = answered(await shared.ask(QUESTION, { answerer: "extractive" }));
  expect(answer).toMatchObject({ answeredBy: "extractive", instead: `${reason}, ${SAID}` });
  expect(wording(answer)).toEqual(wording(without));
  expect(without).not.toHaveProperty("instead");
  expect(requests).toBe(1);
  expect(answer.trace?.model).toMatch(/^openai:fake-model@127\.0\.0\.1:\d+$/u);
  expect(answer.trace?.calls).toMatchObject([{ purpose: "draft", ...call }]);
  expect(JSON.stringify(answer)).not.toContain(KEY);
});

test("from a model that is gone the articles' own words answer within its time for the first token", async () => {
  await shared.server.stop();
  const started = performance.now();
  const answer = answered(await shared.ask(QUESTION));
  expect(performance.now() - started).toBeLessThan(2500);
  expect(answer).toMatchObject({
    answeredBy: "extractive",
    instead: `The language model could not be used just now, ${SAID}`,
    trace: { calls: [{ finish: "failed", usage: null, error: expect.stringContaining("ECONNREFUSED") }] },
  });
});
