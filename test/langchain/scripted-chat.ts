import { AIMessageChunk, type BaseMessage } from "@langchain/core/messages";
import { ChatGenerationChunk } from "@langchain/core/outputs";
import { FakeStreamingChatModel } from "@langchain/core/utils/testing";

/** What a scripted model says: pieces of text or whole chunks, and how it ends. */
export interface Script {
  readonly pieces: readonly (string | AIMessageChunk)[];
  readonly last?: "end" | "wait";
  /** Thrown after the pieces. */
  readonly failure?: unknown;
}

/** What was asked of scripted models, by what they were asked with. */
interface Asked {
  readonly messages: readonly BaseMessage[];
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Log {
  readonly asked: Asked[];
  ended: number;
}

/** LangChain's fake model, which listens to the signal as the integrations do, and notes its runs. */
export class ScriptedChatModel extends FakeStreamingChatModel {
  readonly #script: Script;
  readonly #log: Log;

  constructor(script: Script, log: Log = { asked: [], ended: 0 }) {
    super({});
    this.#script = script;
    this.#log = log;
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    options: this["ParsedCallOptions"],
  ): AsyncGenerator<ChatGenerationChunk> {
    this.#log.asked.push({ messages, options: { ...options } });
    const { pieces, last = "end", failure } = this.#script;
    try {
      for (const piece of pieces) {
        const message = typeof piece === "string" ? new AIMessageChunk(piece) : piece;
        yield new ChatGenerationChunk({ message, text: "" });
      }
      if (last === "wait") await abortionOf(options.signal);
      if (failure !== undefined) throw failure;
    } finally {
      this.#log.ended += 1;
    }
  }
}

function abortionOf(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
