import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { closingParameters, mended } from "./connection.ts";
import type { CallContext } from "./failure.ts";
import { chatProviders, knownProvider } from "./providers.ts";

/**
 * Makes a chat model for one call from its name (`anthropic:…`) and what its constructor takes. `signal` ends the call;
 * it is also given to the model's `stream`.
 */
export type LoadChat = (
  name: string,
  parameters: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
) => Promise<BaseChatModel>;

/** By LangChain itself, which imports the integration package. */
export const loadChat: LoadChat = async (name, parameters, signal) => {
  const { initChatModel } = await import("langchain/chat_models/universal");
  const provider = knownProvider(name);
  const configurable = await initChatModel(name, { ...closingParameters(provider, signal), ...parameters });
  return mended(await configurable._getModelInstance(), provider, signal);
};

/** What a constructor takes. The key is handed over, as it may stand in a file that the packages do not read. */
export function parametersFor(
  { name, environment }: CallContext,
  maxTokens: number,
): Readonly<Record<string, unknown>> {
  const provider = knownProvider(name) ?? "";
  const { keys = [], maxTokens: limit = "maxTokens" } = chatProviders[provider] ?? {};
  const key = keys.map((each) => environment[each]?.trim()).find(Boolean);
  const baseUrl = provider === "ollama" ? environment.OLLAMA_BASE_URL?.trim() : undefined;
  return {
    maxRetries: provider === "cohere" ? 0 : RETRIES,
    ...(key ? { apiKey: key } : {}),
    ...(baseUrl ? { baseUrl } : {}),
    ...(limit === null ? {} : { [limit]: maxTokens }),
  };
}

/** After one and two seconds, at most doubled. Cohere's client retries as often by itself. */
const RETRIES = 2;
