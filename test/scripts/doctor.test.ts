import { describe, expect, test } from "vitest";
import { ModelError } from "#errors.ts";
import type { ChatModel, SpendTotal } from "#ports.ts";
import { checkModel } from "../../scripts/support/model-check.ts";
import { checkSpend } from "../../scripts/support/spend-check.ts";

const now = new Date("2026-11-24T11:59:23.000Z");

/** A clock that goes on by a second each time it is looked at. */
function ticking() {
  let seconds = 0;
  return {
    now: () => {
      seconds += 1;
      return new Date(seconds * 1000);
    },
  };
}

describe("the model", () => {
  const none = { config: null, open: async () => null };
  const told = "tiny at http://127.0.0.1:11434/v1; streams; strict JSON schemas";
  const place = {
    kind: "openai",
    model: "tiny",
    apiKey: "secret",
    baseURL: "http://me:secret@127.0.0.1:11434/v1?k=1",
  } as const;
  const model = (complete: ChatModel["complete"]) => ({
    config: { answers: place, checks: null },
    open: async () => ({ chat: { id: "openai:tiny", complete }, describe: async () => "streams; strict JSON schemas" }),
  });
  const options = { online: false, hasKey: false, clock: ticking() };

  test("that is not configured is no problem, and a key that lies there is mentioned", async () => {
    const message = "none configured; answers are put together from the articles' own sentences";
    expect(await checkModel(none, options)).toEqual({ status: "ok", message });
    expect(await checkModel(none, { ...options, hasKey: true })).toEqual({
      status: "ok",
      message: `${message}; OPENAI_API_KEY is set, so MODEL=openai:NAME in .env would let a model word them`,
    });
  });

  test("is described without a call, and called once where that is wished", async () => {
    const calls: unknown[] = [];
    const one = model(async function* (request) {
      calls.push(request);
      yield { kind: "text", text: "yes" };
      yield { kind: "end", finish: "stop", usage: { inputTokens: 9, outputTokens: 1, isEstimate: false, cost: null } };
    });
    expect(await checkModel(one, options)).toEqual({
      status: "ok",
      message: `${told}; not called; npm run doctor -- --online calls it`,
    });
    expect(calls).toEqual([]);
    expect(await checkModel(one, { ...options, online: true })).toEqual({
      status: "ok",
      message: `${told}; answered in 1000 ms`,
    });
    // One call with everything that answers need of a server, so that it is known what it takes.
    expect(calls).toMatchObject([
      { purpose: "check", messages: [{ role: "system" }, { role: "user" }], schema: { required: ["supported"] } },
    ]);
  });

  const silent = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) };

  test("of LangChain and one that checks are named too", async () => {
    const two = {
      config: {
        answers: { kind: "langchain", model: "anthropic:claude" },
        checks: { ...place, model: "small", baseURL: null },
      } as const,
      open: async () => ({ chat: { id: "x", complete: () => silent }, describe: async () => null }),
    };
    expect((await checkModel(two, options)).message).toMatch(
      /^anthropic:claude through LangChain; statements are checked a second time by small at OpenAI; not called; /u,
    );
  });

  test("that does not answer is an error that says why", async () => {
    const failure = new ModelError("Expected openai:tiny to answer, found nobody there.");
    const broken = model(() => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(failure) }) }));
    await expect(checkModel(broken, { ...options, online: true })).rejects.toThrow("found nobody there");
  });
});

describe("what models used", () => {
  const spend = (day: SpendTotal, month: SpendTotal) => ({
    add: async () => {},
    total: async (since: string) =>
      ({ "2026-11-24T00:00:00.000Z": day, "2026-11-01T00:00:00.000Z": month })[since] ?? day,
  });
  const little = spend({ calls: 8, tokens: 12_345, cost: 0.0421 }, { calls: 1, tokens: 4_000_000, cost: 12.3 });

  test("is told for today and this month, with what is left", async () => {
    const budgets = {
      day: { tokens: 50_000, cost: 2 },
      person: { tokens: 5000, cost: null },
      server: { tokens: null, cost: 0.5 },
    };
    expect(await checkSpend(little, budgets, now)).toEqual({
      status: "ok",
      message:
        "today 12,345 tokens in 8 calls (cost 0.042), this month 4,000,000 tokens in 1 call (cost 12.30); 37,655 of 50,000 tokens left today; 1.96 of 2.00 of money left today; each person may use 5,000 tokens a day; each server may use 0.50 of money a day",
    });
  });

  test("may be nothing, without a budget", async () => {
    expect(await checkSpend(null, {}, now)).toEqual({
      status: "ok",
      message: "today nothing, this month nothing; no budget is set",
    });
  });

  test("may be the whole budget of the day, and then it says what follows", async () => {
    const finding = await checkSpend(little, { day: { tokens: 12_000, cost: null } }, now);
    expect(finding).toMatchObject({ status: "warn" });
    expect(finding.message).toMatch(
      /; 0 of 12,000 tokens left today; until midnight UTC answers come in the articles' own words$/u,
    );
  });
});
