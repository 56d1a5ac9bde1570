import { APIError, type OpenAI } from "openai";
import { Stream } from "openai/streaming";
import { field, type Piece, readPiece } from "./chat-piece.ts";
import { BrokenAnswer, type CallContext, wrongAnswer } from "./failure.ts";

/**
 * The pieces of an answer as they arrive, whether the server streams it or gives it in one piece; `onWhole` is called in
 * the second case. Throws `BrokenAnswer` when it ends without saying that this is the end, and what the SDK throws.
 */
export async function* readPieces(
  response: Response,
  { client, connection, context, onWhole }: Reading,
): AsyncGenerator<Piece> {
  const body = await open(response);
  if (body.start.startsWith("{")) {
    onWhole();
    yield readWhole(JSON.parse(await new Response(body.bytes).text()), context);
  } else if (body.start.startsWith("<")) {
    throw wrongAnswer(context);
  } else {
    yield* readEvents(Stream.fromSSEResponse<unknown>(new Response(body.bytes), connection, client), body);
  }
}

interface Reading {
  readonly client: OpenAI;
  /** Aborted when the stream is left early. */
  readonly connection: AbortController;
  readonly context: CallContext;
  readonly onWhole: () => void;
}

async function* readEvents(events: AsyncIterable<unknown>, body: Body): AsyncGenerator<Piece> {
  let isFinished = false;
  for await (const event of events) {
    const piece = readPiece(event);
    if (piece === null) continue;
    isFinished ||= piece.finish !== null;
    yield piece;
  }
  if (!isFinished && !body.isDone()) throw new BrokenAnswer("The stream ended before the answer did.");
}

function readWhole(answer: unknown, context: CallContext): Piece {
  const error = field(answer, "error");
  if (error !== undefined && error !== null) throw new APIError(undefined, error, undefined, undefined);
  const piece = readPiece(answer);
  if (piece === null) throw wrongAnswer(context);
  return piece;
}

interface Body {
  /** The first bytes, trimmed: servers do not always say what they send. */
  readonly start: string;
  readonly bytes: ReadableStream<Uint8Array>;
  /** Whether `[DONE]` has gone by, which the SDK keeps to itself. */
  isDone(): boolean;
}

async function open({ body }: Response): Promise<Body> {
  if (body === null) throw new BrokenAnswer("The answer is empty.");
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let start = "";
  // Some servers send white space until the answer is there.
  while (start === "") {
    const { value, done } = await reader.read();
    if (done) break;
    parts.push(value);
    start = Buffer.from(value).toString("utf8").trimStart();
  }
  let tail = "";
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (let part = parts.shift(); part !== undefined; part = parts.shift() ?? (await reader.read()).value) {
      tail = (tail + Buffer.from(part).toString("latin1")).slice(-40);
      yield part;
    }
  }
  return { start, bytes: ReadableStream.from(bytes()), isDone: () => /data: ?\[DONE\]/.test(tail) };
}
