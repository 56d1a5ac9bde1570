import { describe, expect, test } from "vitest";
import { type ModelPlace, readModel } from "#settings/model.ts";
import type { Setting } from "#settings/names.ts";

type Values = Partial<Readonly<Record<Setting, string>>>;

/** What the settings come to, and what is wrong with them. */
function read(values: Values) {
  const problems: string[] = [];
  const model = readModel((name) => values[name] ?? null, problems);
  return { model, problems };
}

const KEY = "sk-test-0123456789abcdef";
const own = { OPENAI_BASE_URL: "http://127.0.0.1:11434/v1" };
const tiny = { ...own, MODEL: "tiny" };

describe("MODEL", () => {
  test("is nobody where it is not set, whatever else is", () => {
    const others = { OPENAI_API_KEY: KEY, MODEL_PRICE_INPUT: "1", MODEL_PRICE_OUTPUT: "2", BUDGET_COST_PER_DAY: "3" };
    expect(read({})).toEqual({ model: null, problems: [] });
    expect(read(others)).toEqual({ model: null, problems: [] });
  });

  const here = (model: string): ModelPlace => ({ kind: "openai", model, apiKey: "none", baseURL: own.OPENAI_BASE_URL });

  test.each<[string, ModelPlace]>([
    ["openai:gpt-5-mini", here("gpt-5-mini")],
    ["gpt-5-mini", here("gpt-5-mini")],
    ["llama3:8b", here("llama3:8b")],
    ["openai:llama3:8b", here("llama3:8b")],
    ["mistral:7b", here("mistral:7b")],
    ["hf.co/someone/model-GGUF:Q4_K_M", here("hf.co/someone/model-GGUF:Q4_K_M")],
    ["anthropic:claude-sonnet-4-5", { kind: "langchain", model: "anthropic:claude-sonnet-4-5" }],
    ["mistralai:mistral-small-latest", { kind: "langchain", model: "mistralai:mistral-small-latest" }],
  ])("%s is found where it is", (name, place) => {
    expect(read({ ...own, MODEL: name })).toMatchObject({ model: { answers: place, checks: null }, problems: [] });
  });

  test.each(["openai:", "openai: ", "llama3:", "anthropic:", "my own model", "anthropic:claude 4"])(
    "“%s” is no model's name, and that is one problem",
    (name) => {
      const { model, problems } = read({ ...own, MODEL: name, CHECK_MODEL: "tiny" });
      expect(model).toBeNull();
      expect(problems).toEqual([
        `MODEL: expected a model's name such as openai:gpt-5-mini, llama3:8b or anthropic:claude-sonnet-4-5, found "${name}"; correct it or leave it out.`,
      ]);
    },
  );

  test("at OpenAI needs the key, and is sent it", () => {
    expect(read({ MODEL: "gpt-5-mini", OPENAI_API_KEY: KEY }).model?.answers).toEqual({
      ...{ kind: "openai", model: "gpt-5-mini", apiKey: KEY, baseURL: null },
    });
    expect(read({ MODEL: "gpt-5-mini" }).problems).toEqual([
      "OPENAI_API_KEY: MODEL=gpt-5-mini needs it, found nothing; set the key, or OPENAI_BASE_URL for a server of your own, or leave MODEL out.",
    ]);
  });

  test("of LangChain needs no key of OpenAI", () => {
    expect(read({ MODEL: "anthropic:claude-sonnet-4-5" }).problems).toEqual([]);
  });
});

describe("CHECK_MODEL", () => {
  test("may be elsewhere than MODEL", () => {
    expect(read({ ...tiny, CHECK_MODEL: "anthropic:claude-haiku-4-5" }).model).toMatchObject({
      answers: { kind: "openai", model: "tiny" },
      checks: { kind: "langchain", model: "anthropic:claude-haiku-4-5" },
    });
  });

  test("without MODEL is a problem", () => {
    expect(read({ ...own, CHECK_MODEL: "tiny" })).toEqual({
      model: null,
      problems: ["CHECK_MODEL: expected MODEL beside it, found nothing; set MODEL, or leave CHECK_MODEL out."],
    });
  });
});

describe("prices and budgets", () => {
  test("are unlimited and unknown where nothing is set", () => {
    const none = { tokens: null, cost: null };
    expect(read(tiny).model).toMatchObject({ price: null, budgets: { person: none, server: none, day: none } });
  });

  test("are read as they are written, thousands with or without _", () => {
    const values: Values = {
      ...tiny,
      MODEL_PRICE_INPUT: "0.25",
      MODEL_PRICE_OUTPUT: "2",
      BUDGET_TOKENS_PER_PERSON: "20_000",
      BUDGET_COST_PER_SERVER: "0.5",
      BUDGET_TOKENS_PER_DAY: "1000000",
      BUDGET_COST_PER_DAY: "0",
    };
    expect(read(values)).toMatchObject({
      model: {
        price: { input: 0.25, output: 2 },
        budgets: {
          person: { tokens: 20_000, cost: null },
          server: { tokens: null, cost: 0.5 },
          day: { tokens: 1_000_000, cost: 0 },
        },
      },
      problems: [],
    });
  });

  const onePrice =
    "MODEL_PRICE_INPUT and MODEL_PRICE_OUTPUT: expected both or none, found one; set the other too, 0 if it costs nothing.";
  const noPrice =
    "BUDGET_COST_PER_…: expected prices beside a budget in money, found none; set MODEL_PRICE_INPUT and MODEL_PRICE_OUTPUT, or limit tokens.";

  test("one price without the other is a problem", () => {
    expect(read({ ...tiny, MODEL_PRICE_INPUT: "1" }).problems).toEqual([onePrice]);
    expect(read({ ...tiny, MODEL_PRICE_OUTPUT: "0" }).problems).toEqual([onePrice]);
  });

  test.each(["PERSON", "SERVER", "DAY"] as const)("a budget in money per %s without prices is a problem", (whose) => {
    expect(read({ ...tiny, [`BUDGET_COST_PER_${whose}`]: "1" }).problems).toEqual([noPrice]);
    expect(read({ ...tiny, [`BUDGET_TOKENS_PER_${whose}`]: "1" }).problems).toEqual([]);
  });

  test("a price that is no number is one problem, not three", () => {
    const values = { ...tiny, MODEL_PRICE_INPUT: "cheap", MODEL_PRICE_OUTPUT: "1", BUDGET_COST_PER_DAY: "1" };
    expect(read(values).problems).toEqual([
      'MODEL_PRICE_INPUT: expected a number from 0 to 1000000, found "cheap"; correct it or leave it out.',
    ]);
  });
});

describe("limits", () => {
  test("are thirty seconds to the first word, two minutes to the last, four calls at once", () => {
    expect(read(tiny).model).toMatchObject({
      ...{ firstTokenMilliseconds: 30_000, totalMilliseconds: 120_000, concurrency: 4 },
    });
  });

  test("take what is set", () => {
    const values = { ...tiny, MODEL_FIRST_TOKEN_SECONDS: "0.3", MODEL_SECONDS: "600", MODEL_CONCURRENCY: "1" };
    expect(read(values).model).toMatchObject({
      ...{ firstTokenMilliseconds: 300, totalMilliseconds: 600_000, concurrency: 1 },
    });
  });

  test.each<[Setting, string, string]>([
    ["MODEL_FIRST_TOKEN_SECONDS", "0", "number from 0.1 to 600"],
    ["MODEL_FIRST_TOKEN_SECONDS", "601", "number from 0.1 to 600"],
    ["MODEL_SECONDS", "-1", "number from 0.1 to 1200"],
    ["MODEL_SECONDS", "ten", "number from 0.1 to 1200"],
    ["MODEL_CONCURRENCY", "0", "whole number from 1 to 1000"],
    ["MODEL_CONCURRENCY", "1.5", "whole number from 1 to 1000"],
    ["BUDGET_TOKENS_PER_PERSON", "-5", "whole number from 0 to 1000000000000"],
    ["BUDGET_TOKENS_PER_DAY", "_", "whole number from 0 to 1000000000000"],
    ["BUDGET_TOKENS_PER_SERVER", "Infinity", "whole number from 0 to 1000000000000"],
    ["MODEL_PRICE_INPUT", "NaN", "number from 0 to 1000000"],
  ])("%s=%s is refused with the range", (name, value, range) => {
    const prices = name.startsWith("MODEL_PRICE") ? { MODEL_PRICE_OUTPUT: "1" } : {};
    expect(read({ ...tiny, ...prices, [name]: value }).problems).toEqual([
      `${name}: expected a ${range}, found "${value}"; correct it or leave it out.`,
    ]);
  });
});
