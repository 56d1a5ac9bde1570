import { describe, expect, test } from "vitest";
import { showAnswer, showCoverage, showSources } from "#terminal/answer.ts";
import { abstained, answered, coloured, plain, source } from "./fixtures.ts";

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
    expect(text).toMatch(/\n\n2 drafted statements were left out because their quotes did not support them\.$/u);
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
