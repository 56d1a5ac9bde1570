import { describe, expect, test } from "vitest";
import { showArticles } from "#terminal/articles.ts";
import { createPaint } from "#terminal/colour.ts";
import { createProgress } from "#terminal/progress.ts";
import { showReceipt, showSummary } from "#terminal/receipts.ts";
import { showEvidence } from "#terminal/search.ts";
import type { Evidence, Receipt } from "#types.ts";
import { article, plain } from "./fixtures.ts";

test("articles are listed with title, outlet, date, id, author and address, and the rest is counted", () => {
  expect(showArticles([{ ...article, author: "A. Writer" }], 3, { ...plain, width: 100 })).toBe(
    [
      "  - Kim Kardashian West on a run for office: “Never say never” · The Example · 15 June 2018",
      "    id never-say-never · A. Writer · https://news.example/never",
      "  … and 2 more",
    ].join("\n"),
  );
  expect(showArticles([], 0, plain)).toBe("The library holds no article yet. Add some with: npm run ingest -- FILE");
});

describe("receipts", () => {
  const line = (receipt: Receipt): string => showReceipt(receipt, createPaint(false));

  test("are one line each, with what matters for their status", () => {
    expect(line({ source: "a.txt", status: "added", articleId: "x", title: "A", passages: 1 })).toBe(
      "added     a.txt: A (1 passage)",
    );
    expect(line({ source: "b.jsonl:3", status: "failed", error: "Expected JSON,\nfound none." })).toBe(
      "failed    b.jsonl:3: Expected JSON, found none.",
    );
    expect(line({ source: "c.md", status: "duplicate", title: "A", duplicateOf: "x" })).toBe(
      "duplicate c.md: A (same content as x)",
    );
  });

  test("end in a summary that counts, says what the shelf holds and how to take the batch back", () => {
    const counts = { added: 1200, updated: 0, unchanged: 2, duplicate: 0, removed: 0, failed: 1 };
    const summary = { ...counts, batch: "b7", articles: 1202, passages: 4000, seconds: 2.345 };
    expect(showSummary(summary, { dryRun: false })).toBe(
      "1,200 added, 2 unchanged, 1 failed in 2.3 s. The shelf holds 1,202 articles in 4,000 passages. Take this back with: npm run ingest -- --undo b7",
    );
    expect(showSummary({ ...summary, added: 0 }, { dryRun: false })).not.toContain("--undo");
    expect(showSummary(summary, { dryRun: true })).toBe(
      "Dry run, nothing was written: 1,200 added, 2 unchanged, 1 failed.",
    );
  });
});

describe("progress", () => {
  function record(isTTY: boolean): {
    written: string[];
    stream: { isTTY: boolean; columns: number; write(text: string): void };
  } {
    const written: string[] = [];
    return { written, stream: { isTTY, columns: 60, write: (text) => void written.push(text) } };
  }

  test("on a terminal is a bar with rate and time left that redraws itself and can be cleared", () => {
    const { written, stream } = record(true);
    let time = 0;
    const progress = createProgress({ stream, noun: "passages", total: 100, now: () => time });
    for (time of [1000, 1050, 2000]) {
      progress.at(time / 40);
    }
    progress.clear();
    expect(written).toEqual([
      "\r\u001B[K[#####               ] 25 of 100 passages, 25 a second, 3 s",
      "\r\u001B[K[##########          ] 50 of 100 passages, 25 a second, 2 s",
      "\r\u001B[K",
    ]);
  });

  test("elsewhere is a plain line every five seconds, none for short work", () => {
    const { written, stream } = record(false);
    let time = 0;
    const progress = createProgress({ stream, noun: "articles", total: null, now: () => time });
    for (time of [1000, 4000, 6000, 7000, 12_000]) {
      progress.at(time / 100);
    }
    progress.clear();
    expect(written).toEqual(["60 articles, 10 a second\n", "120 articles, 10 a second\n"]);
  });
});

test("found passages show their place, article, score, ranks and text", () => {
  const evidence: Evidence = {
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
    score: 1.23456,
    ranks: { lexical: 2, dense: null },
  };
  expect(showEvidence([evidence], { ...plain, width: 100 })).toBe(
    [
      " 1. Kim Kardashian West on a run for office: “Never say never” · The Example · 15 June 2018",
      "    score 1.235, words 2",
      "    Words",
    ].join("\n"),
  );
  expect(showEvidence([], plain)).toBe("No passage shares a word with the question or comes near it.");
});
