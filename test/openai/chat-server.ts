import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** The body of a chat request as it arrived, parsed. */
export interface ReceivedBody extends Readonly<Record<string, unknown>> {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
}

interface ReceivedChat {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: ReceivedBody;
  /** `performance.now()` when the body had arrived. */
  readonly at: number;
}

/** Answers one request its own way; it sees what was asked. */
export type Answering = (response: ServerResponse, request: ReceivedChat) => void | Promise<void>;

export interface ChatServer {
  readonly baseURL: string;
  readonly received: readonly ReceivedChat[];
  /** When connections were closed before they were answered, by `performance.now()`. */
  readonly drops: readonly number[];
  /** Everything that was sent as JSON: whole answers, and each chunk of a stream. */
  readonly sent: readonly unknown[];
  /** Answers the next request that nobody else answers. */
  next(answering: Answering): void;
  /** Answers every request without a `next`; at first with a short text. */
  otherwise(answering: Answering): void;
  stop(): Promise<void>;
}

/** A server on loopback that speaks the chat part of OpenAI's API. */
export async function startChatServer(): Promise<ChatServer> {
  const received: ReceivedChat[] = [];
  const drops: number[] = [];
  const sent: unknown[] = [];
  const scripted: Answering[] = [];
  let fallback: Answering = streamText("Hello there.");
  const server = createServer(async (request, response) => {
    record(response, sent);
    response.on("close", () => {
      if (!response.writableFinished) drops.push(performance.now());
    });
    const asked = await readRequest(request);
    received.push(asked);
    await (scripted.shift() ?? fallback)(response, asked);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    received,
    drops,
    sent,
    next: (answering) => void scripted.push(answering),
    otherwise: (answering) => {
      fallback = answering;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface StreamTextOptions {
  /** Characters in a chunk. */
  readonly chunk?: number;
  /** Milliseconds before each chunk after the first. */
  readonly delay?: number;
  /** Milliseconds before the first chunk. */
  readonly firstDelay?: number;
  /** Left out: counted, where the request asks for it. `null`: never sent. */
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number } | null;
  readonly finish?: string | null;
}

/** Streams the text, or gives it in one piece where the request does not ask for a stream. */
export function streamText(text: string, options: StreamTextOptions = {}): Answering {
  return async (response, request) => {
    const { body } = request;
    const usage = usageOf(text, body, options);
    if (body.stream !== true) return sendJson(response, 200, completionOf(body, text, options.finish, usage));
    await wait(options.firstDelay ?? 0);
    const asksForUsage = body.stream_options?.include_usage === true && options.usage !== null;
    const rest = asksForUsage ? { usage: null } : {};
    const events: unknown[] = [chunkOf(body, { role: "assistant", content: "" }, null, rest)];
    for (const content of pieces(text, options.chunk ?? 8)) events.push(chunkOf(body, { content }, null, rest));
    events.push(chunkOf(body, {}, options.finish === undefined ? "stop" : options.finish, rest));
    if (asksForUsage) events.push({ ...chunkOf(body, {}, null), choices: [], usage });
    await streamEvents(events, { delay: options.delay ?? 0 })(response, request);
  };
}

export interface StreamEventsOptions {
  /** Milliseconds before each event after the first. */
  readonly delay?: number;
  /** After the last: the usual `[DONE]`, a clean end without it, a cut connection, or nothing more. */
  readonly end?: "done" | "close" | "cut" | "stall";
}

/** Streams these as they are: text as the data of an event, anything else as JSON. */
export function streamEvents(events: readonly unknown[], options: StreamEventsOptions = {}): Answering {
  return async (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.flushHeaders();
    for (const [i, event] of events.entries()) {
      if (i > 0 && options.delay) await wait(options.delay);
      if (response.destroyed) return;
      writeEvent(response, event);
    }
    endStream(response, options.end ?? "done");
  };
}

function endStream(response: ServerResponse, end: StreamEventsOptions["end"]): void {
  if (end === "done") response.write("data: [DONE]\n\n");
  if (end === "done" || end === "close") response.end();
  // What was written must have left before the connection goes.
  if (end === "cut") setTimeout(() => response.destroy(), 20);
}

/** One chunk of a stream. */
export function chunkOf(body: ReceivedBody, delta: object, finish: string | null = null, rest: object = {}): object {
  return {
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1_700_000_000,
    model: body.model,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    ...rest,
  };
}

/** A whole answer in one piece. */
export function completionOf(
  body: ReceivedBody,
  content: string,
  finish: string | null = "stop",
  usage: object | null = usageOf(content, body, {}),
): object {
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1_700_000_000,
    model: body.model,
    choices: [
      { index: 0, message: { role: "assistant", content, refusal: null }, logprobs: null, finish_reason: finish },
    ],
    ...(usage === null ? {} : { usage }),
  };
}

/** An error in OpenAI's shape; `error` adds `code`, `param`, another `message`. */
export function sendError(status: number, error: object = {}, headers: Record<string, string> = {}): Answering {
  return (response) =>
    sendJson(
      response,
      status,
      { error: { message: "no", type: "invalid_request_error", param: null, code: null, ...error } },
      headers,
    );
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  if (status < 400) recorders.get(response)?.push(body);
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

const recorders = new WeakMap<ServerResponse, unknown[]>();

function record(response: ServerResponse, sent: unknown[]): void {
  recorders.set(response, sent);
}

function writeEvent(response: ServerResponse, event: unknown): void {
  if (typeof event !== "string") recorders.get(response)?.push(event);
  response.write(`data: ${typeof event === "string" ? event : JSON.stringify(event)}\n\n`);
}

function usageOf(text: string, body: ReceivedBody, { usage }: StreamTextOptions): object | null {
  if (usage === null) return null;
  const prompt = usage?.prompt_tokens ?? Math.ceil(JSON.stringify(body.messages).length / 4);
  const completion = usage?.completion_tokens ?? Math.ceil(text.length / 4);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

function pieces(text: string, size: number): readonly string[] {
  const characters = [...text];
  const count = Math.ceil(characters.length / size);
  return Array.from({ length: count }, (_, i) => characters.slice(i * size, (i + 1) * size).join(""));
}

async function readRequest(request: IncomingMessage): Promise<ReceivedChat> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return {
    path: request.url ?? "",
    authorization: request.headers.authorization,
    body: JSON.parse(Buffer.concat(parts).toString("utf8")) as ReceivedBody,
    at: performance.now(),
  };
}
