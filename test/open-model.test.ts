import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Environment, projectRoot, readConfig } from "#config.ts";
import { ConfigurationError, InputError } from "#errors.ts";
import { openEmbedder } from "#open-embedder.ts";
import { openModel } from "#open-model.ts";
import type { ChatModel, ChatRequest } from "#ports.ts";
import { chatServer, folder } from "./model/stage.ts";
import { type Answering, sendError, streamText } from "./openai/chat-server.ts";
import { createMemorySpend } from "./support/memory-spend.ts";

const PROMPTS = join(projectRoot, "data", "prompts", "answer.md");

function configOf(environment: Environment) {
  const config = readConfig(environment, { root: projectRoot, cwd: projectRoot });
  if (config.model === null) throw new Error("Expected a model.");
  return { ...config, model: config.model };
}

/** The models of the settings, with books and a clock that can be looked at and moved. */
async function open(environment: Environment, prompts = PROMPTS) {
  const spend = createMemorySpend();
  const values = new Map<string, string>();
  const settings = {
    get: async (key: string) => values.get(key) ?? null,
    set: async (key: string, value: string) => void values.set(key, value),
  };
  let now = Date.parse("2026-05-04T10:00:00Z");
  const clock = { now: () => new Date(now) };
  const model = await openModel(configOf(environment).model, { prompts, spend, settings, clock });
  const pass = (milliseconds: number): void => {
    now += milliseconds;
  };
  return { ...model, spend, values, pass };
}

/** Everything the model says, or the message of its error. */
async function say(model: ChatModel, purpose: ChatRequest["purpose"] = "draft"): Promise<string> {
  let said = "";
  const messages = [{ role: "user", content: "Say something." }] as const;
  try {
    for await (const event of model.complete({ purpose, messages, maxTokens: 50 })) {
      if (event.kind === "text") said += event.text;
    }
    return said;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test("the model that checks is another one with books of its own, at the prices of both", async () => {
  const server = await chatServer();
  server.otherwise(streamText("Yes.", { usage: { prompt_tokens: 1000, completion_tokens: 100 } }));
  const prices = { MODEL_PRICE_INPUT: "1", MODEL_PRICE_OUTPUT: "10" };
  const { chat, checker, spend } = await open({
    ...{ MODEL: "big", CHECK_MODEL: "openai:small", OPENAI_BASE_URL: server.baseURL },
    ...prices,
  });
  if (checker === null) throw new Error("Expected a checker.");
  await say(chat);
  await say(checker, "check");
  expect(server.received.map(({ body }) => body.model)).toEqual(["big", "small"]);
  const host = new URL(server.baseURL).host;
  expect(spend.entries).toMatchObject([
    { model: `openai:big@${host}`, purpose: "draft", usage: { cost: 0.002 } },
    { model: `openai:small@${host}`, purpose: "check", usage: { cost: 0.002 } },
  ]);
});

test("no more calls are under way at once than may be", async () => {
  const server = await chatServer();
  let inside = 0;
  let most = 0;
  const counting: Answering = async (response, request) => {
    inside += 1;
    most = Math.max(most, inside);
    response.once("close", () => {
      inside -= 1;
    });
    await streamText("Yes.", { firstDelay: 30 })(response, request);
  };
  server.otherwise(counting);
  const { chat } = await open({ MODEL: "tiny", OPENAI_BASE_URL: server.baseURL, MODEL_CONCURRENCY: "2" });
  const said = await Promise.all(Array.from({ length: 7 }, () => say(chat)));
  expect(said).toEqual(Array.from({ length: 7 }, () => "Yes."));
  expect(most).toBe(2);
});

test("a model that keeps failing rests for thirty seconds, then one call tries it", async () => {
  const server = await chatServer();
  server.otherwise(sendError(401));
  const { chat, pass, spend } = await open({ MODEL: "tiny", OPENAI_BASE_URL: server.baseURL });
  for (let failure = 1; failure <= 4; failure += 1) expect(await say(chat)).toContain("found it refused (401)");
  server.otherwise(streamText("Yes."));
  pass(29_000);
  expect(await say(chat)).toMatch(
    /failing since 2026-05-04T10:00:00Z\. It is tried again from 2026-05-04T10:00:30Z on/u,
  );
  expect(server.received).toHaveLength(4);
  pass(1000);
  expect(await say(chat)).toBe("Yes.");
  expect(server.received).toHaveLength(5);
  expect(spend.entries).toHaveLength(1);
});

test("what a server was found to take is kept, and told", async () => {
  const server = await chatServer();
  const environment = { MODEL: "tiny", OPENAI_BASE_URL: server.baseURL };
  const { chat, describe, values } = await open(environment);
  expect(await describe()).toMatch(/^streams; counts tokens itself;/u);
  server.next(sendError(400, { message: "Unknown parameter: 'stream_options'.", param: "stream_options" }));
  server.otherwise(streamText("Yes.", { usage: null }));
  expect(await say(chat)).toBe("Yes.");
  expect(await describe()).toMatch(/^streams; its tokens are estimated;/u);
  expect([...values.keys()]).toEqual([expect.stringMatching(/^chat:http:\/\/127\.0\.0\.1:\d+\/v1:tiny$/u)]);
});

test("prompts that are broken are named before anything is asked", async () => {
  const file = join(folder(), "answer.md");
  writeFileSync(file, "## draft system\n\nAnswer.\n");
  const opening = open({ MODEL: "tiny", OPENAI_BASE_URL: "http://127.0.0.1:9/v1" }, file);
  await expect(opening).rejects.toThrow(InputError);
  await expect(opening).rejects.toThrow("expected ## understand system, found none");
});

test("a package of LangChain that is not installed is named with the line that installs it", async () => {
  const opening = open({ MODEL: "anthropic:claude-sonnet-4-5" });
  await expect(opening).rejects.toThrow(ConfigurationError);
  await expect(opening).rejects.toThrow(/npm install @langchain\/anthropic/u);
  const config = readConfig({ EMBEDDER: "cohere:embed-v4.0" }, { root: projectRoot, cwd: projectRoot });
  const none = () => {
    throw new Error("not needed");
  };
  const embedding = openEmbedder(config, { builtin: none, cache: none, memory: none });
  await expect(embedding).rejects.toThrow(ConfigurationError);
  await expect(embedding).rejects.toThrow(/npm install @langchain\/cohere/u);
});
