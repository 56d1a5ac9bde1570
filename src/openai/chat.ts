import type { OpenAI } from "openai";
import type { ChatEvent, ChatModel, ChatRequest } from "#ports.ts";
import { type Capabilities, startingCapabilities } from "./capabilities.ts";
import { type CapabilityCache, type CapabilityMemory, createCapabilityMemory } from "./capability-memory.ts";
import { chatParameters } from "./chat-parameters.ts";
import type { Piece } from "./chat-piece.ts";
import { readPieces } from "./chat-stream.ts";
import { createTally, type Tally } from "./chat-tally.ts";
import { createClient, OPENAI_BASE_URL, type ServerOptions } from "./client.ts";
import { type Deadlines, startDeadlines } from "./deadlines.ts";
import { type CallContext, timedOut, toModelError } from "./failure.ts";
import { type Negotiation, negotiate } from "./negotiate.ts";
import { createRetries, type Patience, type Retries, sleep } from "./retry.ts";

export interface OpenAIChatOptions extends ServerOptions, Partial<Patience> {
  readonly model: string;
  /**
   * From the call to the first token (thoughts count), attempts and rests included. `timeoutMilliseconds`, likewise, to
   * the end. A server that does not stream has the whole time.
   */
  readonly firstTokenMilliseconds?: number;
  /** Where it is kept what the server was found to take; left out: found out anew after each start. */
  readonly capabilities?: CapabilityCache;
}

export interface OpenAIChat extends ChatModel {
  /** What is known of the server: from its answers, else from the cache, else what is tried first. */
  capabilities(): Promise<Capabilities>;
}

/**
 * A chat model of OpenAI or of any server that speaks its API (Ollama, vLLM, LM Studio, llama.cpp, …). What a server
 * does not take is found out by its refusals and kept. Before the first token lost connections, 408, 409, 429 and 5xx
 * are tried again, four times in all; afterwards they are errors.
 */
export function createOpenAIChat(options: OpenAIChatOptions): OpenAIChat {
  const server = createServer(options);
  return {
    id: server.id,
    capabilities: server.capabilities,
    async *complete(request, signal) {
      signal?.throwIfAborted();
      const known = await server.capabilities();
      signal?.throwIfAborted();
      const deadlines = startDeadlines(
        { first: known.stream === "yes" ? server.first : null, whole: server.whole },
        signal,
      );
      try {
        yield* converse(server, negotiate(known, server.fresh), request, deadlines);
      } catch (error) {
        signal?.throwIfAborted();
        throw failureOf(error, deadlines.missed(), server.context);
      } finally {
        deadlines.stop();
      }
    },
  };
}

/** After the answer, usage and `[DONE]` may still come, for this many milliseconds. */
const GRACE = 2000;

/** Attempts until one has begun; that one to its end. */
async function* converse(
  server: ChatServer,
  negotiation: Negotiation,
  request: ChatRequest,
  deadlines: Deadlines,
): AsyncGenerator<ChatEvent> {
  const retries = createRetries(server.retry);
  const known = negotiation.capabilities;
  for (;;) {
    const tally = createTally(negotiation.capabilities);
    try {
      yield* textOf(ask(server, request, tally, deadlines));
      tally.check();
    } catch (error) {
      if (!isAnswered(error, tally, deadlines)) {
        if (!negotiation.adapt(error)) await restAfter(error, retries, deadlines);
        continue;
      }
    }
    await server.learn(known, tally.found(request));
    yield tally.end(request);
    return;
  }
}

async function* textOf(pieces: AsyncIterable<Piece>): AsyncGenerator<ChatEvent> {
  for await (const { text } of pieces) {
    if (text !== "") yield { kind: "text", text };
  }
}

/** Whether the answer was complete before this went wrong. Throws the error where another attempt is out of place. */
function isAnswered(error: unknown, tally: Tally, { signal, missed }: Deadlines): boolean {
  if (signal.aborted && missed() === null) throw error;
  if (tally.isFinished()) return true;
  if (tally.hasText()) throw error;
  return false;
}

async function restAfter(error: unknown, retries: Retries, { signal, left }: Deadlines): Promise<void> {
  const rest = signal.aborted ? null : retries.restAfter(error);
  if (rest === null || rest >= left()) throw error;
  await sleep(rest, signal);
}

/** One request. Leaving the loop closes its connection. */
async function* ask(
  { client, context, whole }: ChatServer,
  request: ChatRequest,
  tally: Tally,
  deadlines: Deadlines,
): AsyncGenerator<Piece> {
  const connection = new AbortController();
  const close = () => connection.abort();
  deadlines.signal.addEventListener("abort", close, { once: true });
  try {
    deadlines.signal.throwIfAborted();
    const parameters = chatParameters(context.model, request, tally.capabilities);
    const response = await client.chat.completions
      .create(parameters, { signal: connection.signal, timeout: Math.ceil(whole) })
      .asResponse();
    for await (const piece of readPieces(response, { client, connection, context, onWhole: tally.cameWhole })) {
      tally.add(piece);
      if (piece.text !== "" || piece.isThought) deadlines.began();
      if (piece.finish !== null) deadlines.ending(GRACE);
      yield piece;
    }
    // The SDK ends a stream quietly when its connection is aborted.
    deadlines.signal.throwIfAborted();
  } finally {
    deadlines.signal.removeEventListener("abort", close);
    close();
  }
}

function failureOf(error: unknown, missed: "first" | "whole" | null, context: CallContext): unknown {
  if (missed === "first") return timedOut(context, undefined, "the first word of an answer");
  return missed === "whole" ? timedOut(context, undefined, "the whole answer") : toModelError(error, context);
}

interface ChatServer extends CapabilityMemory {
  readonly id: string;
  readonly client: OpenAI;
  readonly context: CallContext;
  readonly first: number;
  readonly whole: number;
  readonly retry: number;
  /** What is tried with a server nobody knows. */
  readonly fresh: Capabilities;
}

function createServer(options: OpenAIChatOptions): ChatServer {
  const address = new URL(options.baseURL ?? OPENAI_BASE_URL);
  const isOpenAI = address.host === new URL(OPENAI_BASE_URL).host;
  const context = { server: `${address.origin}${address.pathname}`, model: options.model, apiKey: options.apiKey };
  const fresh = startingCapabilities(isOpenAI);
  return {
    id: `openai:${options.model}${isOpenAI ? "" : `@${address.host}`}`,
    client: createClient(options),
    context,
    first: options.firstTokenMilliseconds ?? 20_000,
    whole: options.timeoutMilliseconds ?? 120_000,
    retry: options.retryMilliseconds ?? 500,
    fresh,
    ...createCapabilityMemory(options.capabilities, `chat:${context.server}:${options.model}`, fresh),
  };
}
