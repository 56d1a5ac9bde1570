import type { ChatEvent, ChatRequest } from "#ports.ts";
import type { Capabilities } from "./capabilities.ts";
import type { Piece, TokenCounts } from "./chat-piece.ts";
import { finishOf, isBreak, usageOf } from "./chat-usage.ts";
import { BrokenAnswer } from "./failure.ts";

/** What one attempt has brought so far. */
export interface Tally {
  readonly capabilities: Capabilities;
  add(piece: Piece): void;
  /** The answer came in one piece. */
  cameWhole(): void;
  hasText(): boolean;
  /** The server has said why the answer ends, and not that it broke off. */
  isFinished(): boolean;
  /** Throws `BrokenAnswer` where the server ended an answer that had not come to its end. */
  check(): void;
  /** What is known of the server now. */
  found(request: ChatRequest): Capabilities;
  end(request: ChatRequest): ChatEvent;
}

export function createTally(capabilities: Capabilities): Tally {
  let text = "";
  let usage: TokenCounts | null = null;
  let finish: string | null = null;
  let isRefusal = false;
  let isThinking = false;
  let isWhole = false;
  return {
    capabilities,
    add: (piece) => {
      text += piece.text;
      usage = piece.usage ?? usage;
      finish = piece.finish ?? finish;
      isRefusal ||= piece.isRefusal;
      isThinking ||= piece.isThought || (piece.usage?.thinking ?? 0) > 0;
    },
    cameWhole: () => {
      isWhole = true;
    },
    hasText: () => text !== "",
    isFinished: () => finish !== null && !isBreak(finish),
    check: () => {
      if (isBreak(finish)) throw new BrokenAnswer(`The server ended the answer: ${finish}.`);
    },
    found: ({ schema }) => ({
      ...capabilities,
      stream: capabilities.stream === "refused" ? "refused" : isWhole ? "ignored" : "yes",
      counts: usage !== null,
      schema: schema !== undefined && capabilities.schema === "untried" ? "json_schema" : capabilities.schema,
      thinks: capabilities.thinks || isThinking || /^\s*<think/.test(text),
    }),
    end: ({ messages }) => ({
      kind: "end",
      finish: isRefusal ? "refused" : finishOf(finish),
      usage: usageOf(usage, messages, text),
    }),
  };
}
