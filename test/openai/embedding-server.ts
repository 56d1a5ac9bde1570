import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fakeVector } from "../support/fake-embedder.ts";

/** A request as the server got it. */
interface ReceivedRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: { readonly input: readonly string[]; readonly dimensions?: number } & Readonly<
    Record<string, unknown>
  >;
}

/** Answers one request its own way. */
type Answering = (response: ServerResponse, request: ReceivedRequest) => void;

export interface EmbeddingServer {
  readonly baseURL: string;
  readonly received: readonly ReceivedRequest[];
  /** Requests whose connection was closed before they were answered. */
  readonly dropped: () => number;
  /** Answers the next request this way; those that nobody scripted get vectors, last text first. */
  next(answering: Answering): void;
  stop(): Promise<void>;
}

/** A server on loopback that speaks the embeddings part of OpenAI's API. */
export async function startEmbeddingServer(dimensions = 8): Promise<EmbeddingServer> {
  const received: ReceivedRequest[] = [];
  const scripted: Answering[] = [];
  let dropped = 0;
  const server = createServer(async (request, response) => {
    response.on("close", () => {
      if (!response.writableFinished) dropped++;
    });
    const asked: ReceivedRequest = {
      path: request.url ?? "",
      authorization: request.headers.authorization,
      body: JSON.parse(await text(request)) as ReceivedRequest["body"],
    };
    received.push(asked);
    const answering = scripted.shift() ?? sendVectors(dimensions);
    answering(response, asked);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    received,
    dropped: () => dropped,
    next: (answering) => void scripted.push(answering),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Vectors for the texts, in an order that is not theirs. */
export function sendVectors(dimensions: number): Answering {
  return (response, { body }) => {
    const data = body.input.map((input, index) => ({
      object: "embedding",
      index,
      // Not of length 1, so that it shows who brings them to it.
      embedding: [...fakeVector(input, body.dimensions ?? dimensions)].map((value) => value * 3),
    }));
    const answer = {
      object: "list",
      model: "fake",
      data: data.toReversed(),
      usage: { prompt_tokens: 1, total_tokens: 1 },
    };
    sendJson(response, 200, answer);
  };
}

export function sendError(status: number, error: object = {}, headers: Record<string, string> = {}): Answering {
  return (response) => sendJson(response, status, { error: { message: "no", ...error } }, headers);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
