import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { chat } from "#terminal/chat.ts";
import { createPaint } from "#terminal/colour.ts";
import type { Answer, Turn } from "#types.ts";
import { abstained, answered, article } from "./fixtures.ts";

interface Scene {
  readonly lines?: readonly string[];
  readonly answers?: readonly (Answer | Error)[];
  readonly terminal?: boolean;
  readonly suggestions?: readonly string[];
  readonly articles?: number;
}

/** Runs a whole chat: what was written, what was asked with which history, and how many questions failed. */
async function play({ lines = [], answers = [], terminal = false, suggestions = [], articles = 1 }: Scene) {
  const input = Object.assign(new PassThrough(), { isTTY: terminal });
  const output = Object.assign(new PassThrough(), { isTTY: terminal, columns: 80 });
  const asked: { question: string; history: readonly Turn[] }[] = [];
  input.end(lines.map((line) => `${line}\n`).join(""));
  const tally = await chat({
    input,
    output,
    paint: createPaint(false),
    ask: async ({ question, history }) => {
      asked.push({ question, history });
      const answer = answers[asked.length - 1] ?? answered;
      if (answer instanceof Error) throw answer;
      return { answer: { ...answer, question, understoodAs: question }, answerId: null };
    },
    library: {
      articles: async () => [article],
      coverage: async () => ({ articles, passages: 9, from: "2018-06-15", to: "2018-06-15" }),
    },
    suggestions: async () => suggestions,
    describe: (error) => (error instanceof Error ? error.message : "?"),
    signal: new AbortController().signal,
  });
  return { ...tally, asked, written: String(output.read() ?? "") };
}

describe("a chat with piped input", () => {
  test("answers every line in turn under its question, without greeting or prompt", async () => {
    const { written, lines, failures, asked } = await play({
      lines: ["Who freed Alice Johnson?", "", "  Who won the match?  "],
      answers: [answered, abstained],
    });
    expect({ lines, failures }).toEqual({ lines: 2, failures: 0 });
    expect(asked.map(({ question }) => question)).toEqual(["Who freed Alice Johnson?", "Who won the match?"]);
    expect(written).toBe(
      [
        "Who freed Alice Johnson?",
        "",
        " 1. A week later Trump commuted the life sentence, and Johnson was released. [1]",
        "",
        "Sources",
        "[1] Kim Kardashian West on a run for office: “Never say never” · The Example ·",
        "    15 June 2018",
        "    https://news.example/never",
        "    “A week later Trump commuted the life sentence, and Johnson was released.”",
        "",
        "In the articles' own words · as of 15 June 2018",
        "",
        "Who won the match?",
        "",
        "The articles do not say.",
        "",
        "Nearest to your question:",
        "  - Kim Kardashian West on a run for office: “Never say never” · The Example ·",
        "    15 June 2018",
        "",
        "Searched: 1 article, dated 15 June 2018.",
        "",
        "",
      ].join("\n"),
    );
  });

  test("hands the conversation on with each question, the ten newest turns of it, without why nothing was known", async () => {
    const { asked } = await play({
      lines: ["one?", "why?", "3?", "4?", "5?", "6?", "7?"],
      answers: [answered, abstained],
    });
    expect(asked[0]?.history).toEqual([]);
    expect(asked[2]?.history).toEqual([
      { role: "user", text: "one?" },
      { role: "assistant", text: "A week later Trump commuted the life sentence, and Johnson was released." },
      { role: "user", text: "why?" },
    ]);
    expect(asked[6]?.history).toHaveLength(10);
    expect(asked[6]?.history[0]?.role).toBe("assistant");
  });

  test("says what went wrong with a question, counts it, and goes on with the next", async () => {
    const { failures, asked, written } = await play({ lines: ["a?", "b?"], answers: [new Error("The disk is gone.")] });
    expect(failures).toBe(1);
    expect(written).toContain("a?\n\nThe disk is gone.\n\nb?\n\n 1. A week later");
    expect(asked[1]?.history).toEqual([]);
  });

  test("ends at /quit and leaves the lines behind it alone", async () => {
    const { asked } = await play({ lines: ["a?", "/quit", "b?"] });
    expect(asked).toHaveLength(1);
  });
});

describe("the commands of a chat", () => {
  const replyTo = async (...lines: string[]): Promise<string> => {
    const { written } = await play({ lines: ["a?", ...lines] });
    return written.slice(written.indexOf("2018\n\n") + "2018\n\n".length);
  };

  test("show the cited passages in full, by the number in brackets", async () => {
    const shown = await replyTo("/passage 1");
    expect(shown).toContain("in May. »A week later");
    expect(await replyTo("/passage [1]")).toBe(shown);
    expect(await replyTo("/PASSAGE")).toBe(shown);
    expect(await replyTo("/passage 7")).toBe("The last answer has one source; say for instance /passage 1.\n\n");
  });

  test("show the sources again, the articles and the help", async () => {
    expect(await replyTo("/sources")).toContain("[1] Kim Kardashian West on a run for office");
    expect(await replyTo("/articles")).toMatch(/^ {2}- Kim Kardashian West/u);
    expect(await replyTo("/help")).toMatch(/^Type a question, or one of:\n {2}\/passage N {2}/u);
  });

  test("say what to do before the first answer and when mistyped, and keep the sources through a question without an answer", async () => {
    expect((await play({ lines: ["/passage 1"] })).written).toBe(
      "There is no answer with sources yet; ask something first.\n\n",
    );
    const { written } = await play({ lines: ["a?", "b?", "/sources"], answers: [answered, abstained] });
    expect(written).toMatch(
      /Searched: 1 article, dated 15 June 2018\.\n\n\[1\] Kim Kardashian West on a run for office/u,
    );
    expect(await replyTo("/pasage 1")).toBe("There is no command /pasage; did you mean /passage?\n\n");
    expect(await replyTo("/weather")).toBe("There is no command /weather; /help lists them.\n\n");
  });
});

describe("a chat on a terminal", () => {
  test("greets with what it knows and what to ask, prompts, and ends with the input", async () => {
    const { written } = await play({ terminal: true, suggestions: ["Who freed Alice Johnson?"], lines: [] });
    expect(written.replaceAll(/\p{Cc}\[[0-9;]*[A-Za-z]/gu, "").replaceAll("\r", "")).toBe(
      [
        "Footnote knows 1 article, dated 15 June 2018. Every sentence it answers with is",
        "a footnoted quote.",
        "",
        "You could ask:",
        "  - Who freed Alice Johnson?",
        "",
        "/help lists the commands, /quit ends.",
        "",
        "> ",
        "",
      ].join("\n"),
    );
  });

  test("says how to fill an empty library", async () => {
    const { written } = await play({ terminal: true, articles: 0 });
    expect(written).toContain("The library holds no article yet, so there is nothing to ask about. Add some with");
  });
});
