import { createInterface, type Interface } from "node:readline/promises";
import type { Answer, Answered, Turn } from "#types.ts";
import { type Look, showAnswer, showCoverage } from "./answer.ts";
import { type ChatLibrary, obey } from "./chat-commands.ts";
import { clean } from "./clean.ts";
import { type Paint, type TerminalStream, textWidth } from "./colour.ts";
import { wrap } from "./wrap.ts";

/** What a chat can do; everything arrives from outside. */
export interface ChatOptions {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & TerminalStream;
  readonly paint: Paint;
  readonly ask: (question: string, history: readonly Turn[], signal: AbortSignal) => Promise<Answer>;
  readonly library: ChatLibrary;
  /** Questions the articles answer, for the greeting. */
  readonly suggestions: () => Promise<readonly string[]>;
  /** What to say about an error. */
  readonly describe: (error: unknown) => string;
  /** Ends the chat. */
  readonly signal: AbortSignal;
}

/** What the chat remembers between two lines. */
interface Memory {
  readonly history: readonly Turn[];
  /** The last that has sources: a question without an answer leaves them in reach. */
  readonly answer: Answered | null;
  readonly tally: ChatTally;
}

/** What a chat came to. */
interface ChatTally {
  /** Lines that were not empty. */
  readonly lines: number;
  /** Questions that failed. */
  readonly failures: number;
}

/** Older turns are forgotten: a question seldom refers to what was said ten turns ago. */
const rememberedTurns = 10;

/**
 * Answers one line after the other until the input ends, `/quit` or the signal. On a terminal it greets and prompts;
 * otherwise it prints each question above its answer.
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
  lines.on("SIGINT", end);
  signal.addEventListener("abort", end, { once: true });
  try {
    // The reader is asked for before anything is awaited: lines that arrive in between would be lost.
    const reader = lines[Symbol.asyncIterator]();
    if (interactive) {
      write(options, await greeting(options));
    }
    return await converse(options, { lines, reader, interactive, signal: controller.signal });
  } finally {
    signal.removeEventListener("abort", end);
    lines.close();
  }
}

interface Conversation {
  readonly lines: Interface;
  readonly reader: AsyncIterator<string>;
  readonly interactive: boolean;
  readonly signal: AbortSignal;
}

async function converse(options: ChatOptions, conversation: Conversation): Promise<ChatTally> {
  const { lines, reader, interactive, signal } = conversation;
  let memory: Memory = { history: [], answer: null, tally: { lines: 0, failures: 0 } };
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

function counted({ tally, ...memory }: Memory): Memory {
  return { ...memory, tally: { ...tally, lines: tally.lines + 1 } };
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
  { interactive, signal }: Conversation,
): Promise<Memory> {
  if (!interactive) {
    write(options, options.paint.bold(clean(question)));
  }
  try {
    const given = await options.ask(question, memory.history, signal);
    write(options, showAnswer(given, look(options)));
    const turns: Turn[] = [...memory.history, { role: "user", text: question }, ...said(given)];
    return {
      ...memory,
      history: turns.slice(-rememberedTurns),
      answer: given.kind === "answered" ? given : memory.answer,
    };
  } catch (error) {
    if (signal.aborted) {
      return memory;
    }
    write(options, options.paint.bad(options.describe(error)));
    return { ...memory, tally: { ...memory.tally, failures: memory.tally.failures + 1 } };
  }
}

/** The assistant's turn; why it knew nothing is not part of the conversation, its words would mislead the next question. */
function said(given: Answer): Turn[] {
  return given.kind === "answered"
    ? [{ role: "assistant", text: given.statements.map((statement) => statement.text).join(" ") }]
    : [];
}

async function greeting(options: ChatOptions): Promise<string> {
  const [coverage, suggestions] = [await options.library.coverage(), await options.suggestions()];
  const { width, paint } = look(options);
  if (coverage.articles === 0) {
    return "The library holds no article yet, so there is nothing to ask about. Add some with: npm run ingest -- FILE";
  }
  const knows = wrap(
    `Footnote knows ${showCoverage(coverage)}. Every sentence it answers with is a footnoted quote.`,
    width,
  );
  const questions = suggestions.flatMap((question) => wrap(clean(question), width, { first: "  - ", rest: "    " }));
  const ask = questions.length === 0 ? [] : ["", "You could ask:", ...questions];
  return [...knows, ...ask, "", paint.dim("/help lists the commands, /quit ends.")].join("\n");
}

function look({ output, paint }: ChatOptions): Look {
  return { width: textWidth(output), paint };
}

function write({ output }: ChatOptions, text: string): void {
  output.write(`${text}\n\n`);
}
