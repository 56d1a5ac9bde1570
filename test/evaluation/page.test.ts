import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareRuns } from "#evaluation/comparison.ts";
import type { Outcome } from "#evaluation/outcome.ts";
import { reportOf } from "#evaluation/report.ts";
import type { EvaluatedFolder } from "../../scripts/support/evaluation-figures.ts";
import { html } from "../../scripts/support/evaluation-markup.ts";
import { showPage } from "../../scripts/support/evaluation-page.ts";
import { outcome, unanswerable } from "./outcomes.ts";

const asked = { part: "all", every: 1, lower: false } as const;

function evaluated(outcomes: readonly Outcome[], over: Partial<EvaluatedFolder> = {}): EvaluatedFolder {
  return { folder: "my/set", asked, report: reportOf(outcomes), outcomes, comparison: null, ...over };
}

/** Opens and closes every element in order. Throws where one is not closed, or a tag is none. */
function parseElements(page: string): { readonly names: readonly string[]; readonly text: string } {
  const names: string[] = [];
  const open: string[] = [];
  const body = page.slice(page.indexOf("<html"));
  const tag = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s+[a-zA-Z0-9:-]+="[^"<>]*")*\s*(\/?)>/gu;
  for (const [, closes, name = "", empty] of body.matchAll(tag)) {
    if (closes === "/") expect(open.pop()).toBe(name);
    else names.push(name);
    if (closes === "" && empty === "") open.push(name);
  }
  expect(open).toEqual([]);
  const text = body.replace(tag, "");
  expect(text).not.toContain("<");
  return { names, text };
}

describe("the page", () => {
  const missed = [
    outcome("lost", { ranks: [{ articleId: "a", rank: null }], cited: false, first: false }),
    outcome("silent", { abstained: true, cited: false, first: false, quotes: [] }),
    outcome("beside", { cited: false, first: false, quotes: ["There is silver."], kind: "what" }),
    unanswerable("bold", { abstained: false, foreign: true, quotes: ["Perhaps."], confidence: 0.8 }),
  ];
  const outcomes = [outcome("good"), unanswerable("quiet"), ...missed];
  const comparison = {
    file: "old.jsonl",
    ...compareRuns([outcome("extra"), ...outcomes.map((item) => ({ ...item, cited: false }))], outcomes),
  };
  const page = showPage([
    evaluated(outcomes, { comparison }),
    evaluated(outcomes, {
      folder: "other",
      asked: { part: "held-out", every: 3, lower: true, foreign: { folder: "nq", questions: 1 } },
    }),
  ]);
  const { names, text } = parseElements(page);

  test("is well-formed and needs nothing from elsewhere", () => {
    expect(page.startsWith('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>')).toBe(true);
    expect(new Set(names).has("script")).toBe(false);
    expect(page).not.toMatch(/\s(?:src|href)=|url\(|@import|https?:/u);
    expect(page).toContain("default-src 'none'");
    expect(names.filter((name) => name === "figure")).toHaveLength(6);
  });

  test("says how the questions were asked", () => {
    expect(text).toContain("6 questions, 4 of them answerable\n");
    expect(text).toContain(
      "6 questions, 4 of them answerable · the held-out part · every 3rd question only · " +
        "in lower case, without the question mark at the end · 1 questions of nq as the unanswerable ones",
    );
  });

  test("lists each missed question once, under what went wrong, with what was shown", () => {
    const [, lists = ""] = text.split("Missed questions");
    expect(lists).toMatch(/4 of 6, each/u);
    expect(lists).toMatch(
      /No evidence among the first ten articles 1.*lost · confidence 0\.900 · evidence not found.*Abstained though there is an answer 1.*silent.*The quotes do not hold the answer 1.*Who is beside\?.*beside · what · .*wanted: gold.*There is silver\..*Answered though there is no answer 1.*bold · from the foreign folder · confidence 0\.800.*Perhaps\./su,
    );
  });

  test("tells what changed from an earlier run", () => {
    expect(text).toMatch(/Against old\.jsonl\s+6 questions of both runs, 1 of the earlier one alone left out/u);
    expect(text).toMatch(/answerInCitation0\.0000\.250\+0\.2500\.000 to \+0\.\d{3}/u);
    expect(text).toMatch(/Became better 1\s+Who is good\?good · the answer is quoted now\s+Became worse 0/u);
  });

  test("of no questions is a page all the same", () => {
    expect(parseElements(showPage([evaluated([])])).names).toContain("figure");
    expect(showPage([evaluated([])])).not.toMatch(/NaN|Infinity|undefined/u);
  });

  test("takes every text for text", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(
        "</style><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "'; &lt; <!--",
        "\u202Eevil\u0000",
      ),
    );
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const list = [
          outcome(one, { question: other, answers: [one], quotes: [other], cited: false, kind: one }),
          unanswerable(other, { question: one, abstained: false, quotes: [one, other] }),
        ];
        const versus = {
          file: other,
          ...compareRuns(
            list,
            list.map((item) => ({ ...item, cited: true })),
          ),
        };
        const made = showPage([evaluated(list, { folder: one, comparison: versus })]);
        const plain = showPage([evaluated([outcome("a", { cited: false }), unanswerable("b", { abstained: false })])]);
        const allowed = new Set([...parseElements(plain).names, "ol", "li", "blockquote"]);
        expect(parseElements(made).names.filter((name) => !allowed.has(name))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

test("markup stays markup, numbers keep two decimals, and nothing writes nothing", () => {
  const inner = html`<b>${"a < b & c"}</b>`;
  expect(html`<p title="${'"'}">${inner}${[inner, null]}${null}${1.23456}${2}</p>`.markup).toBe(
    '<p title="&#34;"><b>a &#60; b &#38; c</b><b>a &#60; b &#38; c</b>1.232</p>',
  );
});
