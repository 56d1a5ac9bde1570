import { describe, expect, test } from "vitest";
import { replayJson } from "#terminal/json.ts";
import { type Replay, showReplay } from "#terminal/replay.ts";
import type { ModelCall, Trace } from "#types.ts";
import { answered, article, plain } from "./fixtures.ts";

const call: ModelCall = {
  purpose: "draft",
  model: "openai:tiny",
  output: '{"statement": "A week later"}\n\u001B[2J{"missing": ""}\n',
  finish: "stop",
  usage: { inputTokens: 2345, outputTokens: 67, isEstimate: false, cost: 0.001234 },
  milliseconds: 1812,
};
const passage = { passageId: "p1", shelf: "main", articleId: "never-say-never", version: 1, start: 120, end: 480 };
const trace: Trace = {
  model: "openai:tiny",
  prompts: "3",
  offered: ["pa1f0", "p77c2", "p0b2e"].map((label) => ({ label, ...passage })),
  calls: [
    call,
    {
      ...{ ...call, purpose: "repair", output: "", finish: "failed", usage: null, milliseconds: 30_000 },
      error: "Expected a first word within 30 s, found none.",
    },
    {
      ...call,
      output: "no",
      finish: "length",
      usage: { inputTokens: 9, outputTokens: 1, isEstimate: true, cost: null },
    },
  ],
};
const [text] = answered.statements.map((statement) => statement.text);
const replay: Replay = {
  record: {
    id: "Xy12",
    answer: { ...answered, answeredBy: "model", question: "and who freed her?", trace },
    shelves: ["main"],
    parent: null,
    askedAt: "2026-11-24T11:59:23.000Z",
    place: "terminal",
    asker: null,
  },
  offered: trace.offered.map((one, index) => ({
    passage: one,
    article: index === 2 ? null : article,
    newest: [1, 4, null][index] ?? null,
  })),
  again: {
    answer: { ...answered, answeredBy: "model" },
    same: true,
    statements: [
      { text: text ?? "", kept: true, complaint: null },
      { text: "Trump paid 5 million.", kept: false, complaint: "The number 5 million is not in its quotes." },
    ],
  },
};

describe("how an answer came about", () => {
  test("is what was asked, what the model was offered and wrote, and what came of it, now and then", () => {
    expect(showReplay(replay, plain)).toBe(
      [
        "Answer         Xy12",
        "Question       and who freed her?",
        "Understood as  Who freed Alice Johnson?",
        "Asked          24 November 2026, 11:59 UTC, terminal",
        "Model          openai:tiny, version 3 of the prompts",
        "",
        "Passages the model was offered",
        "  pa1f0  Kim Kardashian West on a run for office: “Never say never” · The",
        "         Example · 15 June 2018 · version 1, characters 120 to 480",
        "  p77c2  Kim Kardashian West on a run for office: “Never say never” · The",
        "         Example · 15 June 2018 · version 1, characters 120 to 480, changed",
        "         since (now version 4)",
        "  p0b2e  never-say-never · version 1, characters 120 to 480, removed since",
        "",
        "Calls of the model",
        " 1. draft · openai:tiny · 2,345 tokens in, 67 out · cost 0.00123 · 1,812 ms ·",
        "    ended by itself",
        '    {"statement": "A week later"}',
        '    ␛[2J{"missing": ""}',
        " 2. repair · openai:tiny · nothing counted · 30,000 ms · failed",
        "    (nothing came)",
        "    Expected a first word within 30 s, found none.",
        " 3. draft · openai:tiny · about 9 tokens in, 1 out · 1,812 ms · cut off at its",
        "    limit",
        "    no",
        "",
        "Gone through again, without the model",
        " 1. kept      A week later Trump commuted the life sentence, and Johnson was",
        "              released.",
        " 2. left out  Trump paid 5 million.",
        "              The number 5 million is not in its quotes.",
        "",
        "It comes to the same answer as was given:",
        "",
        " 1. A week later Trump commuted the life sentence, and Johnson was released. [1]",
        "",
        "Sources",
        "[1] Kim Kardashian West on a run for office: “Never say never” · The Example ·",
        "    15 June 2018",
        "    https://news.example/never",
        "    “A week later Trump commuted the life sentence, and Johnson was released.”",
        "",
        "Written by a language model from these sources · as of 15 June 2018",
      ].join("\n"),
    );
  });

  test("without a model is the statements gone through again, and says where another answer comes of it", () => {
    const shown = showReplay(
      {
        record: { ...replay.record, answer: answered },
        offered: [],
        again: { answer: answered, same: false, statements: [] },
      },
      plain,
    );
    expect(shown).toMatch(
      /\nModel {10}none was asked\n\nGone through again, without the model\n {2}No statement was drafted\.\n\nIt comes to another answer than was given:\n\n 1\. /u,
    );
  });

  test("is one object for scripts, with everything that the model wrote", () => {
    expect(replayJson(replay)).toMatchObject({
      answerId: "Xy12",
      question: "and who freed her?",
      understoodAs: "Who freed Alice Johnson?",
      askedAt: "2026-11-24T11:59:23.000Z",
      place: "terminal",
      model: "openai:tiny",
      prompts: "3",
      offered: [
        { label: "pa1f0", version: 1, title: article.title, newestVersion: 1 },
        { label: "p77c2", newestVersion: 4 },
        { label: "p0b2e", title: null, newestVersion: null },
      ],
      calls: trace.calls,
      statements: [{ kept: true, complaint: null }, { kept: false }],
      same: true,
      answer: { kind: "answered", answeredBy: "model", answerId: "Xy12" },
    });
  });
});
