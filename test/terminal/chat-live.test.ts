import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { chat } from "#terminal/chat.ts";
import type { AskInChat } from "#terminal/chat-answer.ts";
import { createPaint } from "#terminal/colour.ts";
import type { Answer, Answered, Trace } from "#types.ts";
import { abstained, answered, article } from "./fixtures.ts";

const trace: Trace = { model: "openai:tiny", prompts: "1", offered: [], calls: [] };
const [first] = answered.statements;
const whole: Answered = {
  ...answered,
  answeredBy: "model",
  statements: [first, { text: "She was free.", citations: first?.citations ?? [] }].filter((one) => one !== undefined),
  trace,
};
const soFar = (count: number): Answered => ({ ...whole, statements: whole.statements.slice(0, count) });

const sources = [
  "Sources",
  "[1] Kim Kardashian West on a run for office: “Never say never” · The Example ·",
  "    15 June 2018",
  "    https://news.example/never",
  "    “A week later Trump commuted the life sentence, and Johnson was released.”",
];
const statement = " 1. A week later Trump commuted the life sentence, and Johnson was released. [1]";

/** A chat on a terminal, at which a person types; `screen` is what was written since the last look. */
function open(ask: AskInChat) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  let text = "";
  output.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  const tally = chat({
    input,
    output,
    paint: createPaint(false),
    ask,
    library: {
      articles: async () => [article],
      coverage: async () => ({ articles: 0, passages: 0, from: null, to: null }),
    },
    suggestions: async () => [],
    describe: (error) => (error instanceof Error ? error.message : "?"),
    signal: new AbortController().signal,
  });
  const screen = (): string => text.replaceAll(/\p{Cc}\[[0-9;]*[A-Za-z]/gu, "").replaceAll("\r", "");
  const until = async (pattern: RegExp): Promise<void> => {
    for (const since = Date.now(); !pattern.test(screen()); ) {
      if (Date.now() - since > 5000) throw new Error(`Expected ${pattern}, found: ${screen()}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  /** Types at the prompt. */
  const asks = async (line: string): Promise<void> => {
    await until(/> $/u);
    input.write(`${line}\n`);
  };
  const presses = (key: string): void => void input.write(key);
  return { tally, screen, until, asks, presses, end: () => void input.end() };
}

/** What stands on the screen under a question whose answer comes so. */
async function shown(steps: readonly number[], answer: Answer, answerId: string | null = "Xy12"): Promise<string> {
  const terminal = open(async ({ onProgress }) => {
    for (const count of steps) onProgress?.(soFar(count));
    return { answer, answerId };
  });
  await terminal.asks("Who freed Alice Johnson?");
  await terminal.until(/Johnson\?\n[\s\S]+\n\n> $/u);
  terminal.end();
  await terminal.tally;
  return terminal
    .screen()
    .replace(/^[\s\S]*?Johnson\?\n/u, "")
    .replace(/\n\n> \n$/u, "");
}

describe("an answer in a chat on a terminal", () => {
  test("shows each statement once it has passed, then the sources, the labels and the id", async () => {
    const text = await shown([1, 2], whole);
    expect(text).toBe(
      [
        statement,
        " 2. She was free. [1]",
        "",
        ...sources,
        "",
        "Written by a language model from these sources · as of 15 June 2018",
        "Answer ID: Xy12  (npm run replay -- Xy12)",
      ].join("\n"),
    );
    expect(await shown([1], whole)).toBe(text);
    expect(await shown([], whole)).toBe(text);
  });

  test("stands before the next one comes", async () => {
    let finish: () => void = () => {};
    const terminal = open(async ({ onProgress }) => {
      onProgress?.(soFar(1));
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return { answer: whole, answerId: null };
    });
    await terminal.asks("Who freed Alice Johnson?");
    await terminal.until(/ 1\. A week later/u);
    expect(terminal.screen()).not.toContain("Sources");
    finish();
    await terminal.until(/ 2\. She was free\. \[1\]\n\nSources\n/u);
    terminal.end();
    await terminal.tally;
  });

  test("that turns out to be another one is shown in full, with a line that says so", async () => {
    const instead = "The language model broke off, so these are the articles' own words.";
    const other = { ...answered, instead, statements: [{ text: "Trump did.", citations: first?.citations ?? [] }] };
    expect(await shown([1], other, null)).toBe(
      [
        statement,
        "",
        "What stands above did not hold to the end; this is the answer:",
        "",
        " 1. Trump did. [1]",
        "",
        ...sources,
        "",
        instead,
        "In the articles' own words · as of 15 June 2018",
      ].join("\n"),
    );
    expect(await shown([1], abstained, null)).toBe(
      [
        statement,
        "",
        "What stands above did not hold to the end; this is the answer:",
        "",
        "The articles do not say.",
        "",
        "Nearest to your question:",
        "  - Kim Kardashian West on a run for office: “Never say never” · The Example ·",
        "    15 June 2018",
        "",
        "Searched: 1 article, dated 15 June 2018.",
      ].join("\n"),
    );
  });
});

describe("Ctrl-C", () => {
  test("ends the answer that is under way, though it does not listen, and the chat the second time", async () => {
    let given: AbortSignal | null = null;
    const terminal = open(({ signal, onProgress }) => {
      given = signal;
      onProgress?.(soFar(1));
      return new Promise(() => {});
    });
    await terminal.asks("Who freed Alice Johnson?");
    await terminal.until(/ 1\. A week later/u);
    terminal.presses("\u0003");
    await terminal.until(/\n\nStopped\. Ctrl-C once more ends the chat\.\n\n> $/u);
    expect(given).toMatchObject({ aborted: true });
    terminal.presses("\u0003");
    expect(await terminal.tally).toEqual({ lines: 1, failures: 0 });
  });

  test("leaves the next question alone", async () => {
    const answers: (Answer | null)[] = [null, whole];
    const terminal = open(({ signal }) => {
      const answer = answers.shift() ?? null;
      return answer === null
        ? new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))
        : Promise.resolve({ answer, answerId: null });
    });
    await terminal.asks("Who?");
    await terminal.until(/Who\?\n$/u);
    terminal.presses("\u0003");
    await terminal.until(/Stopped\./u);
    await terminal.asks("Who freed Alice Johnson?");
    await terminal.until(/She was free/u);
    terminal.end();
    expect(await terminal.tally).toEqual({ lines: 2, failures: 0 });
  });
});
