import { EventEmitter } from "node:events";
import fc from "fast-check";
import { expect, describe as group, test } from "vitest";
import { ConfigurationError, InputError, UsageError } from "#errors.ts";
import { parseBatch } from "#terminal/batch.ts";
import { answerJson, doneJson, failedJson, jsonLine, receiptJson, searchJson } from "#terminal/json.ts";
import { describe, type HostProcess, run } from "#terminal/run.ts";
import { abstained, answered, article, source } from "./fixtures.ts";

group("the JSON of", () => {
  const passage = source.passages[0];

  test("an answer has the shape people script against", () => {
    expect(JSON.parse(JSON.stringify(answerJson(answered)))).toEqual({
      question: "Who freed Alice Johnson?",
      understoodAs: "Who freed Alice Johnson?",
      kind: "answered",
      answeredBy: "extractive",
      asOf: "2018-06-15",
      statements: [
        { text: "A week later Trump commuted the life sentence, and Johnson was released.", citations: [1] },
      ],
      sources: [
        {
          number: 1,
          articleId: "never-say-never",
          title: "Kim Kardashian West on a run for office: “Never say never”",
          url: "https://news.example/never",
          outlet: "The Example",
          publishedAt: "2018-06-15",
          passages: [passage],
        },
      ],
      removed: 0,
      confidence: 0.83,
      milliseconds: 12,
    });
  });

  test("an answer of a model has what it adds, and never how the model was asked", () => {
    const [statement] = answered.statements;
    if (!statement) throw new Error("the fixture has a statement");
    const json = answerJson(
      {
        ...answered,
        answeredBy: "model",
        statements: [statement, { ...statement, disagreesWith: 0 }],
        sources: [{ ...source, isOlder: true, alsoCarriedBy: [article] }],
        missing: "what it cost",
        instead: "The model was busy.",
        isCutOff: true,
        trace: { model: "openai:tiny", prompts: "1", offered: [], calls: [] },
      },
      "Xy12",
    );
    expect(json).toMatchObject({
      statements: [{ citations: [1] }, { citations: [1], disagreesWith: 0 }],
      missing: "what it cost",
      instead: "The model was busy.",
      cutOff: true,
      model: "openai:tiny",
      answerId: "Xy12",
    });
    const { sources } = json as { sources: unknown[] };
    const { title, outlet, publishedAt, url } = article;
    expect(sources).toMatchObject([
      { older: true, alsoCarriedBy: [{ articleId: article.id, title, outlet, publishedAt, url }] },
    ]);
    expect(JSON.stringify(json)).not.toContain("prompts");
    expect(answerJson({ ...abstained, isSmallTalk: true })).toMatchObject({ kind: "abstained", smallTalk: true });
    for (const name of ["missing", "instead", "cutOff", "model", "answerId", "smallTalk", "older", "disagreesWith"]) {
      expect(JSON.stringify([answerJson(answered), answerJson(abstained)])).not.toContain(`"${name}"`);
    }
  });

  test("an abstention names the nearest articles and the coverage", () => {
    expect(answerJson(abstained)).toEqual({
      question: "Who won the match?",
      understoodAs: "Who won the match?",
      kind: "abstained",
      reason: "The articles do not say.",
      nearest: [
        { articleId: article.id, title: article.title, publishedAt: "2018-06-15", url: "https://news.example/never" },
      ],
      coverage: { articles: 1, from: "2018-06-15", to: "2018-06-15" },
      confidence: 0.12,
      milliseconds: 9,
    });
  });

  test("a search lists passages with both ranks", () => {
    const found = {
      article,
      passage: {
        id: "p1",
        articleId: article.id,
        shelf: "main",
        version: 1,
        ordinal: 0,
        start: 0,
        end: 5,
        text: "Words",
      },
      score: 1.5,
      ranks: { lexical: 2, dense: null },
    };
    expect(searchJson("q", [found], 3)).toEqual({
      question: "q",
      passages: [
        {
          passageId: "p1",
          articleId: "never-say-never",
          title: article.title,
          start: 0,
          end: 5,
          text: "Words",
          score: 1.5,
          lexicalRank: 2,
          denseRank: null,
        },
      ],
      milliseconds: 3,
    });
  });

  test("receipts leave out what they do not have, the summary has every count, a failure its id", () => {
    expect(JSON.stringify(receiptJson({ source: "a", status: "failed", error: "no" }))).toBe(
      '{"source":"a","status":"failed","error":"no"}',
    );
    const counts = { added: 1, updated: 2, unchanged: 3, duplicate: 4, removed: 5, failed: 6 };
    expect(doneJson({ ...counts, batch: "b", articles: 7, passages: 8, seconds: 0.5 })).toEqual({
      status: "done",
      batch: "b",
      ...counts,
      articles: 7,
      passages: 8,
      seconds: 0.5,
    });
    expect(failedJson(undefined, "no")).toEqual({ id: null, kind: "failed", error: "no" });
  });
});

test("a line of JSON holds no character that controls a terminal, and says the same", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const line = jsonLine({ text });
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
      expect(JSON.parse(line)).toEqual({ text });
    }),
  );
});

test("a batch gives one result per line in order: questions, and for other lines what was wrong and where", () => {
  const text = [
    '\uFEFF{"id":"a","question":"Who?","history":[{"role":"user","text":"Hi"}]}',
    "",
    "{not json",
    "[1]",
    '{"id":4,"question":" "}',
    '{"id":"e","question":"Who?","history":[{"role":"bot","text":"Hi"}]}',
    '{"question":"Who?"}\r',
  ].join("\n");
  expect(parseBatch(text)).toEqual([
    { id: "a", question: "Who?", history: [{ role: "user", text: "Hi" }] },
    { id: null, error: expect.stringMatching(/^Line 3: expected one JSON object with id and question, found /u) },
    { id: null, error: "Line 4: expected one JSON object with id and question, found a list" },
    { id: 4, error: "Line 5: expected a question in words, found an empty text" },
    { id: "e", error: 'Line 6: expected each turn of history as {"role": "user" or "assistant", "text": "..."}' },
    { id: null, question: "Who?", history: [] },
  ]);
});

group("running a command", () => {
  function host() {
    const written: string[] = [];
    const stream = () => Object.assign(new EventEmitter(), { write: (text: string) => written.push(text) });
    const exits: number[] = [];
    const process = Object.assign(new EventEmitter(), {
      stdout: stream(),
      stderr: stream(),
      exitCode: undefined,
      exit: (code: number) => void exits.push(code),
    });
    return { process: process as unknown as HostProcess & EventEmitter, written, exits };
  }

  test("sets the status that the work gives", async () => {
    const { process, written } = host();
    await run(async () => 1, process, false);
    expect(process.exitCode).toBe(1);
    expect(written).toEqual([]);
  });

  test("turns errors into one message and a status: 2 for usage and configuration, 1 for the rest", async () => {
    const statusOf = async (error: Error) => {
      const { process, written } = host();
      await run(async () => Promise.reject(error), process, false);
      return [process.exitCode, written.join("")];
    };
    expect(await statusOf(new UsageError("Say what."))).toEqual([2, "Say what.\n"]);
    expect(await statusOf(new ConfigurationError(["a: b"]))).toEqual([
      2,
      "The configuration has a problem:\n  - a: b\n",
    ]);
    expect(await statusOf(new InputError("No such shelf."))).toEqual([1, "No such shelf.\n"]);
    expect(await statusOf(new TypeError("x is not a function"))).toEqual([
      1,
      "Unexpected error: x is not a function\nRun again with FOOTNOTE_DEBUG=1 to see where it arose.\n",
    ]);
  });

  test("aborts the signal at Ctrl-C and then says that it stopped", async () => {
    const { process, written } = host();
    const done = run(
      (signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
      process,
      false,
    );
    process.emit("SIGINT");
    await done;
    expect(process.exitCode).toBe(130);
    expect(written).toEqual(["Stopped.\n"]);
  });

  test("ends quietly when the reader of its output is gone", async () => {
    const { process, written, exits } = host();
    await run(
      async () => {
        process.stdout.emit("error", Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
        return 0;
      },
      process,
      false,
    );
    expect(exits).toEqual([0]);
    expect(written).toEqual([]);
  });

  test("shows stacks and causes only for debugging", () => {
    const error = new InputError("No.", { cause: new Error("deeper") });
    expect(describe(error, false)).toBe("No.");
    expect(describe(error, true)).toMatch(
      /^No\.\nInputError: No\.\n {4}at [\s\S]*\nCaused by: Error: deeper\n {4}at /u,
    );
  });
});
