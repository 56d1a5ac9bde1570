import { createInterface, type Interface } from "node:readline/promises";
import { type AskInChat, answerLine } from "./chat-answer.ts";
import { type ChatLibrary, obey } from "./chat-commands.ts";
import { type ChatTally, counted, failed, type Memory, nothingYet, remember } from "./chat-memory.ts";
import { clean } from "./clean.ts";
import { type Paint, type TerminalStream, textWidth } from "./colour.ts";
import { greeting } from "./greeting.ts";
import type { Look } from "./look.ts";

/** What a chat can do; everything arrives from outside. */
export interface ChatOptions {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & TerminalStream;
  readonly paint: Paint;
  readonly ask: AskInChat;
  readonly library: ChatLibrary;
  /** Questions the articles answer, for the greeting. */
  readonly suggestions: () => Promise<readonly string[]>;
  /** What to say about an error. */
  readonly describe: (error: unknown) => string;
  /** Ends the chat. */
  readonly signal: AbortSignal;
}

/**
 * Answers one line after the other until the input ends, `/quit` or the signal. On a terminal it greets and prompts,
 * shows an answer while it is written, and Ctrl-C ends the answer that is under way, otherwise the chat; elsewhere it
 * prints each question above its answer.
 */
export async function chat(options: ChatOptions): Promise<ChatTally> {
  const { input, output, signal } = options;
  const interactive = input.isTTY === true && output.isTTY === true;
  const lines = createInterface({ input, output, terminal: interactive, prompt: options.paint.accent("> ") });
  const controller = new AbortController();
  const end = (): void => {
    controller.abort();
    lines.close();
  };
  const underWay: UnderWay = { controller: null };
  lines.on("SIGINT", () => (underWay.controller?.signal.aborted === false ? underWay.controller.abort() : end()));
  signal.addEventListener("abort", end, { once: true });
  try {
    // The reader is asked for before anything is awaited: lines that arrive in between would be lost.
    const reader = lines[Symbol.asyncIterator]();
    if (interactive) {
      write(options, await greeting(options.library, await options.suggestions(), look(options)));
    }
    return await converse(options, { lines, reader, interactive, underWay, signal: controller.signal });
  } finally {
    signal.removeEventListener("abort", end);
    lines.close();
  }
}

/** What Ctrl-C ends first; `null` while nothing is asked. */
interface UnderWay {
  controller: AbortController | null;
}

interface Conversation {
  readonly lines: Interface;
  readonly reader: AsyncIterator<string>;
  readonly interactive: boolean;
  readonly underWay: UnderWay;
  readonly signal: AbortSignal;
}

async function converse(options: ChatOptions, conversation: Conversation): Promise<ChatTally> {
  const { lines, reader, interactive, signal } = conversation;
  let memory = nothingYet;
  while (!signal.aborted) {
    if (interactive) {
      lines.prompt();
    }
    const next = await reader.next();
    if (next.done === true) {
      if (interactive) {
        options.output.write("\n");
      }
      break;
    }
    const line = next.value.trim();
    if (/^(?:\/quit|\/exit|quit|exit)$/iu.test(line)) {
      break;
    }
    if (line !== "") {
      memory = await respond(line, counted(memory), options, conversation);
    }
  }
  return memory.tally;
}

async function respond(
  line: string,
  memory: Memory,
  options: ChatOptions,
  conversation: Conversation,
): Promise<Memory> {
  if (!line.startsWith("/")) {
    return answer(line, memory, options, conversation);
  }
  write(options, await obey(line, memory.answer, options.library, look(options)));
  return memory;
}

async function answer(
  question: string,
  memory: Memory,
  options: ChatOptions,
  { interactive, underWay, signal }: Conversation,
): Promise<Memory> {
  if (!interactive) {
    write(options, options.paint.bold(clean(question)));
  }
  const controller = new AbortController();
  underWay.controller = controller;
  const asked = { question, history: memory.history, signal: AbortSignal.any([signal, controller.signal]) };
  try {
    const given = await answerLine(asked, options.ask, {
      look: look(options),
      live: interactive,
      write: (text) => options.output.write(text),
    });
    return remember(memory, question, given);
  } catch (error) {
    return signal.aborted ? memory : withoutAnswer(error, memory, options, controller.signal);
  } finally {
    underWay.controller = null;
  }
}

function withoutAnswer(error: unknown, memory: Memory, options: ChatOptions, given: AbortSignal): Memory {
  if (given.aborted) {
    write(options, options.paint.dim("Stopped. Ctrl-C once more ends the chat."));
    return memory;
  }
  write(options, options.paint.bad(options.describe(error)));
  return failed(memory);
}

function look({ output, paint }: ChatOptions): Look {
  return { width: textWidth(output), paint };
}

function write({ output }: ChatOptions, text: string): void {
  output.write(`${text}\n\n`);
}
