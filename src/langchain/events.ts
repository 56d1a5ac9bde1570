import type { ChatEvent, ChatRequest } from "#ports.ts";
import type { Finish } from "#types.ts";
import { finishOf, type MessageLike, textOf, tokensOf } from "./chunk.ts";
import { isRefusal } from "./failure.ts";
import { usageOf } from "./usage.ts";

/** The pieces of an answer as the events of our port: its words as they come, and last one end. */
export async function* toEvents(pieces: AsyncIterable<MessageLike>, request: ChatRequest): AsyncGenerator<ChatEvent> {
  const heard: Heard = { written: "", finish: null, tokens: null };
  try {
    for await (const piece of pieces) {
      const text = hear(heard, piece);
      if (text !== "") yield { kind: "text", text };
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
    heard.finish = "refused";
  }
  const asked = request.messages.map(({ content }) => content).join("\n");
  const usage = usageOf(heard.tokens, { asked, written: heard.written });
  yield { kind: "end", finish: heard.finish ?? "stop", usage };
}

interface Heard {
  written: string;
  finish: Finish | null;
  tokens: { readonly input: number; readonly output: number } | null;
}

/** Takes note of a piece; its words. */
function hear(heard: Heard, piece: MessageLike): string {
  const text = textOf(piece);
  const { input, output } = tokensOf(piece) ?? { input: 0, output: 0 };
  heard.written += text;
  heard.finish = finishOf(piece) ?? heard.finish;
  if (input + output > 0) {
    heard.tokens = { input: (heard.tokens?.input ?? 0) + input, output: (heard.tokens?.output ?? 0) + output };
  }
  return text;
}
