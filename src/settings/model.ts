import { knownProvider } from "#langchain/providers.ts";
import type { Price } from "#types.ts";
import { readKey, readServer } from "./embedder.ts";
import type { ReadSetting, Setting } from "./names.ts";
import { type Problems, readNumber } from "./values.ts";

/** A model and where it is. */
export type ModelPlace =
  | { readonly kind: "openai"; readonly model: string; readonly apiKey: string; readonly baseURL: string | null }
  | { readonly kind: "langchain"; readonly model: string };

/** What may be used in a day (UTC); `null`: as much as is asked for. */
export interface Budget {
  readonly tokens: number | null;
  readonly cost: number | null;
}

export interface ModelConfig {
  readonly answers: ModelPlace;
  /** Looks at every statement a second time; `null`: none does. */
  readonly checks: ModelPlace | null;
  readonly price: Price | null;
  readonly budgets: { readonly person: Budget; readonly server: Budget; readonly day: Budget };
  readonly firstTokenMilliseconds: number;
  readonly totalMilliseconds: number;
  /** Calls at once. */
  readonly concurrency: number;
}

/** `null`: no model is configured. */
export function readModel(read: ReadSetting, problems: Problems): ModelConfig | null {
  const answers = readPlace("MODEL", read, problems);
  const checks = readPlace("CHECK_MODEL", read, problems);
  const number = (name: Setting, from: number, to: number, whole = false): number | null =>
    readNumber(name, read(name), { from, to, whole }, problems);
  const budget = (whose: "PERSON" | "SERVER" | "DAY"): Budget => ({
    tokens: number(`BUDGET_TOKENS_PER_${whose}`, 0, 1e12, true),
    cost: number(`BUDGET_COST_PER_${whose}`, 0, 1e9),
  });
  const budgets = { person: budget("PERSON"), server: budget("SERVER"), day: budget("DAY") };
  const [input, output] = [number("MODEL_PRICE_INPUT", 0, 1e6), number("MODEL_PRICE_OUTPUT", 0, 1e6)];
  const limits = {
    firstTokenMilliseconds: 1000 * (number("MODEL_FIRST_TOKEN_SECONDS", 0.1, 600) ?? 30),
    totalMilliseconds: 1000 * (number("MODEL_SECONDS", 0.1, 1200) ?? 120),
    concurrency: number("MODEL_CONCURRENCY", 1, 1000, true) ?? 4,
  };
  const prices = (["MODEL_PRICE_INPUT", "MODEL_PRICE_OUTPUT"] as const).filter((name) => read(name) !== null);
  if (prices.length === 1) {
    problems.push(
      "MODEL_PRICE_INPUT and MODEL_PRICE_OUTPUT: expected both or none, found one; set the other too, 0 if it costs nothing.",
    );
  }
  const price = input === null || output === null ? null : { input, output };
  if (prices.length === 0 && Object.values(budgets).some(({ cost }) => cost !== null)) {
    problems.push(
      "BUDGET_COST_PER_…: expected prices beside a budget in money, found none; set MODEL_PRICE_INPUT and MODEL_PRICE_OUTPUT, or limit tokens.",
    );
  }
  if (read("MODEL") === null && checks !== null) {
    problems.push("CHECK_MODEL: expected MODEL beside it, found nothing; set MODEL, or leave CHECK_MODEL out.");
  }
  return answers === null ? null : { answers, checks, price, budgets, ...limits };
}

/** `PROVIDER:MODEL` of LangChain, or a model of OpenAI or an OpenAI-compatible server, with or without `openai:`. */
function readPlace(name: "MODEL" | "CHECK_MODEL", read: ReadSetting, problems: Problems): ModelPlace | null {
  const value = read(name);
  if (value === null) {
    return null;
  }
  const model = value.replace(/^openai:/u, "").trim();
  if (model === "" || /\s/u.test(model) || model.endsWith(":")) {
    problems.push(
      `${name}: expected a model's name such as openai:gpt-5-mini, llama3:8b or anthropic:claude-sonnet-4-5, found "${value}"; correct it or leave it out.`,
    );
    return null;
  }
  if (knownProvider(value) !== null) {
    return { kind: "langchain", model: value };
  }
  const apiKey = readKey(`${name}=${value}`, `leave ${name} out`, read, problems);
  // Whether the address is one is said once, where the embedder is read.
  return { kind: "openai", model, apiKey, baseURL: readServer(read, []) };
}
