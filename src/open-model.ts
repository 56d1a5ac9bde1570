import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { parsePrompts } from "#ask/model/prompts.ts";
import type { ModelDependencies } from "#ask/walk.ts";
import type { Budget } from "#models/ledger.ts";
import type { OpenAIChat } from "#openai/chat.ts";
import type { ChatModel, Clock, Settings, SpendLog } from "#ports.ts";
import type { ModelConfig, ModelPlace } from "#settings/model.ts";

/** The configured models, guarded, and what is known of them. */
export interface OpenModel extends ModelDependencies {
  /** What the server of the answering model was found to take, in a sentence; `null` where nothing is negotiated. */
  describe(): Promise<string | null>;
}

interface Surroundings {
  /** File of the prompts. */
  readonly prompts: string;
  readonly spend: SpendLog;
  readonly settings: Settings;
  readonly clock: Clock;
}

/** Failures in a row after which a model is left alone, and for how long (milliseconds). */
const BREAKER = { failures: 4, restMilliseconds: 30_000 } as const;
/** Calls that wait for their turn. */
const WAITING = 32;

/**
 * Opens the models of the configuration. Throws `ConfigurationError` where a package is missing, `InputError` where the
 * prompts are broken.
 */
export async function openModel(config: ModelConfig, around: Surroundings): Promise<OpenModel> {
  const answers = await reach(config.answers, config, around);
  const checks = config.checks === null ? null : await reach(config.checks, config, around);
  return {
    chat: await guard(answers, config, around),
    checker: checks === null ? null : await guard(checks, config, around),
    prompts: parsePrompts(readFileSync(around.prompts, "utf8")),
    code: () => randomBytes(16).toString("hex"),
    describe: answers.describe,
  };
}

interface Reached {
  readonly chat: ChatModel;
  /** It sees to the time for the first token itself: it hears thoughts, and knows which server does not stream. */
  readonly timesFirstToken: boolean;
  describe(): Promise<string | null>;
}

async function reach(place: ModelPlace, config: ModelConfig, { settings }: Surroundings): Promise<Reached> {
  const { firstTokenMilliseconds, totalMilliseconds } = config;
  if (place.kind === "langchain") {
    const { createLangChainChat } = await import("#langchain/chat-model.ts");
    const chat = await createLangChainChat({ name: place.model });
    return { chat, timesFirstToken: false, describe: async () => null };
  }
  const { createOpenAIChat } = await import("#openai/chat.ts");
  const { describeCapabilities } = await import("#openai/capabilities.ts");
  const timing = { firstTokenMilliseconds, timeoutMilliseconds: totalMilliseconds };
  const chat: OpenAIChat = createOpenAIChat({ ...place, ...timing, capabilities: settings });
  return { chat, timesFirstToken: true, describe: async () => describeCapabilities(await chat.capabilities()) };
}

/** The budget stands nearest to the model, so that only what was sent to it is written down. */
async function guard(
  { chat, timesFirstToken }: Reached,
  config: ModelConfig,
  { spend, clock }: Surroundings,
): Promise<ChatModel> {
  const { withBreaker } = await import("#models/breaker.ts");
  const { withBudget } = await import("#models/budget.ts");
  const { withLimits } = await import("#models/limits.ts");
  const { person, server, day } = config.budgets;
  const budgets = { person: limit(person), server: limit(server), everyone: limit(day) };
  const { price, concurrency, totalMilliseconds } = config;
  const firstTokenMilliseconds = timesFirstToken ? totalMilliseconds : config.firstTokenMilliseconds;
  const budgeted = withBudget(chat, { spend, budgets, clock, price });
  const limited = withLimits(budgeted, { concurrency, waiting: WAITING, firstTokenMilliseconds, totalMilliseconds });
  return withBreaker(limited, { ...BREAKER, clock });
}

function limit({ tokens, cost }: ModelConfig["budgets"]["day"]): Budget {
  return { ...(tokens !== null && { tokens }), ...(cost !== null && { money: cost }) };
}
