import { ConfigurationError } from "#errors.ts";
import type { ChatModel, ChatRequest } from "#ports.ts";
import type { MessageLike } from "./chunk.ts";
import { toEvents } from "./events.ts";
import { type Environment, toModelError } from "./failure.ts";
import { type Choice, making } from "./load.ts";
import { type LoadChat, loadChat, parametersFor } from "./load-chat.ts";
import { chatProviders, knownProvider } from "./providers.ts";
import { type Attempt, heldToSchema } from "./schema.ts";
import { itemsUntilAborted } from "./until-aborted.ts";

export interface LangChainChatOptions {
  /** Provider and model, as LangChain's `initChatModel` takes them: `anthropic:claude-sonnet-4-5`. */
  readonly name: string;
  /** Where the provider's key stands; left out: the integration package looks for it by itself. */
  readonly environment?: Environment;
  /** Left out: LangChain's `initChatModel`. */
  readonly load?: LoadChat;
}

/**
 * Any chat model of LangChain. Rejects with `ConfigurationError` where the provider is not known, its package is not
 * installed or its key is missing. A `schema` is given to the provider where it has a way for that, else the prompt
 * alone holds the model to it.
 */
export async function createLangChainChat(options: LangChainChatOptions): Promise<ChatModel> {
  const { name, environment = {}, load = loadChat } = options;
  const provider = chatProviders[knownProvider(name) ?? ""];
  if (provider === undefined && options.load === undefined) throw unknownProvider(name);
  const choice: Choice = { name, environment, setting: "MODEL", keys: provider?.keys ?? [] };

  // One for each call: the signal of a call is built into some, and Ollama's, once aborted, aborts all its calls.
  const make = (maxTokens: number, signal: AbortSignal) =>
    making(() => load(name, parametersFor(choice, maxTokens), signal), choice);
  const attempt: Attempt = (request, callOptions, signal) => {
    const pieces = stream(() => make(request.maxTokens, signal), request, { ...callOptions, signal });
    return toEvents(itemsUntilAborted(pieces, signal), request);
  };
  // What is missing is said now, not at the first question.
  await make(1, new AbortController().signal);
  return withErrors(name, heldToSchema(attempt, provider?.schema ?? null), (error) => toModelError(error, choice));
}

type StreamingModel = Awaited<ReturnType<LoadChat>>;

async function* stream(
  make: () => Promise<StreamingModel>,
  { messages }: ChatRequest,
  options: { readonly signal: AbortSignal },
): AsyncGenerator<MessageLike> {
  const model = await make();
  yield* await model.stream(
    messages.map(({ role, content }) => ({ role, content })),
    options,
  );
}

/** Ends the call when it is aborted or left, and tells failures in our own words. */
function withErrors(
  id: string,
  answer: ReturnType<typeof heldToSchema>,
  toError: (error: unknown) => Error,
): ChatModel {
  return {
    id,
    async *complete(request, signal) {
      signal?.throwIfAborted();
      const call = new AbortController();
      const abort = (): void => call.abort(signal?.reason);
      signal?.addEventListener("abort", abort, { once: true });
      try {
        yield* answer(request, call.signal);
      } catch (error) {
        signal?.throwIfAborted();
        throw toError(error);
      } finally {
        signal?.removeEventListener("abort", abort);
        call.abort();
      }
    },
  };
}

function unknownProvider(name: string): ConfigurationError {
  const known = Object.keys(chatProviders).join(", ");
  return new ConfigurationError([
    `MODEL: expected a provider that LangChain knows in front of the model's name (${known}), found "${name}"; correct it.`,
  ]);
}
