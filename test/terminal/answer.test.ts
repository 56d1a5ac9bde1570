import { describe, expect, test } from "vitest";
import { showAnswer, showCoverage, showSources } from "#terminal/answer.ts";
import { abstained, answered, article, coloured, plain, source } from "./fixtures.ts";

const ESC = String.fromCharCode(27);

describe("an answer in a terminal", () => {
  test("has numbered statements with the number of their source, and sources with title, outlet, date, address and the quoted words", () => {
    expect(showAnswer(answered, plain)).toBe(
      [
        " 1. A week later Trump commuted the life sentence, and Johnson was released. [1]",
        "",
        "Sources",
        "[1] Kim Kardashian West on a run for office: “Never say never” · The Example ·",
        "    15 June 2018",
        "    https://news.example/never",
        "    “A week later Trump commuted the life sentence, and Johnson was released.”",
        "",
        "In the articles' own words · as of 15 June 2018",
      ].join("\n"),
    );
  });

  test("names a source once behind a statement that quotes it twice, and every source it quotes", () => {
    const [statement] = answered.statements;
    const [citation] = statement?.citations ?? [];
    if (!statement || !citation) throw new Error("the fixture has a citation");
    const twice = { ...statement, citations: [citation, citation, { ...citation, source: 2 }] };
    expect(showAnswer({ ...answered, statements: [twice] }, { ...plain, width: 100 }).split("\n")[0]).toBe(
      " 1. A week later Trump commuted the life sentence, and Johnson was released. [1][2]",
    );
  });

  test("says how a follow-up was understood, and how many statements verification removed", () => {
    const text = showAnswer({ ...answered, question: "why?", removed: 2 }, plain);
    expect(text).toMatch(/^Understood as: Who freed Alice Johnson\?\n\n/u);
    expect(text).toMatch(/2018 · 2 statements left out, not\nborne out by the articles$/u);
  });

  test("of a model says so, what is missing, what differs, which sources are older or printed elsewhere, and its id", () => {
    const [statement] = answered.statements;
    const [citation] = statement?.citations ?? [];
    if (!statement || !citation) throw new Error("the fixture has a citation");
    const elsewhere = (outlet: string | null) => ({ ...article, outlet });
    const second = { ...statement, text: "It was in May.", citations: [{ ...citation, source: 2 }], disagreesWith: 0 };
    const text = showAnswer(
      {
        ...answered,
        answeredBy: "model",
        statements: [statement, second, { ...statement, text: "It was in July.", disagreesWith: 0 }],
        sources: [
          { ...source, alsoCarriedBy: ["The Post", "Courier", "Echo"].map(elsewhere) },
          { ...source, number: 2, url: null, isOlder: true, alsoCarriedBy: [elsewhere(null)] },
        ],
        missing: "what it cost",
        isCutOff: true,
        removed: 1,
        trace: { model: "openai:tiny", prompts: "1", offered: [], calls: [] },
      },
      { ...plain, width: 100 },
      "Xy12",
    );
    expect(text).toBe(
      [
        " 1. A week later Trump commuted the life sentence, and Johnson was released. [1]",
        " 2. Unlike [1], [2] says: It was in May. [2]",
        " 3. But [1] also says: It was in July. [1]",
        "",
        "Sources",
        "[1] Kim Kardashian West on a run for office: “Never say never” · The Example · 15 June 2018",
        "    https://news.example/never",
        "    Also carried by The Post, Courier and 1 more",
        "    “A week later Trump commuted the life sentence, and Johnson was released.”",
        "[2] Kim Kardashian West on a run for office: “Never say never” · The Example · 15 June 2018 (older)",
        "    Also carried by 1 other article",
        "    “A week later Trump commuted the life sentence, and Johnson was released.”",
        "",
        "Not in these articles: what it cost",
        "Written by a language model from these sources · as of 15 June 2018 · cut off before the end · 1",
        "statement left out, not borne out by the articles",
        "Answer ID: Xy12  (npm run replay -- Xy12)",
      ].join("\n"),
    );
  });

  test("of the articles' own words says why a model did not write it; no id where no model was asked", () => {
    const instead = "The model is too busy at the moment, so these are the articles' own words.";
    expect(showAnswer({ ...answered, instead }, plain, "Xy12")).toMatch(
      /\n\nThe model is too busy at the moment, so these are the articles' own words\.\nIn the articles' own words · as of 15 June 2018$/u,
    );
  });

  test("that abstains though a model was to answer says why it did not, with the id of what was tried", () => {
    const trace = { model: "openai:tiny", prompts: "1", offered: [], calls: [] };
    expect(showAnswer({ ...abstained, instead: "The model took too long.", trace }, plain, "Xy12")).toMatch(
      /\n\nThe model took too long\.\nSearched: 1 article, dated 15 June 2018\.\nAnswer ID: Xy12 {2}\(npm run replay -- Xy12\)$/u,
    );
  });

  test("to thanks is the word alone", () => {
    expect(showAnswer({ ...abstained, reason: "You are welcome.", nearest: [], isSmallTalk: true }, plain)).toBe(
      "You are welcome.",
    );
  });

  test("that abstains gives the reason, the nearest articles and what was searched", () => {
    expect(showAnswer(abstained, plain)).toBe(
      [
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

  test("never fills a line beyond the width, at any width, colours or not", () => {
    for (const look of [plain, coloured]) {
      for (const width of [40, 57, 80]) {
        const lines = showAnswer(answered, { ...look, width })
          .replaceAll(/\p{Cc}\[[0-9;]*m/gu, "")
          .split("\n");
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      }
    }
  });

  test("shows escape sequences in titles, addresses and quotes instead of obeying them", () => {
    const hostile = `Clear${ESC}[2Jscreen\u0007 and \u202Egnihsilbup\u009B31m`;
    const text = showSources(
      [{ ...source, title: hostile, url: `https://x.example/${ESC}]0;t`, outlet: hostile }],
      plain,
    );
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202E]/u);
    expect(text).toContain("Clear␛[2Jscreen␇ and �gnihsilbup�31m");
  });

  test("describes coverage with as much as is known", () => {
    expect(showCoverage({ articles: 0, from: null, to: null })).toBe("0 articles");
    expect(showCoverage({ articles: 2600, from: "2018-05-01T09:00:00Z", to: "2018-06-15" })).toBe(
      "2,600 articles, from 1 May 2018 to 15 June 2018",
    );
  });
});
