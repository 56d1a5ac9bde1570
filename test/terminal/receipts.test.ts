import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPaint } from "#terminal/colour.ts";
import { receiptJson } from "#terminal/json.ts";
import { createProgress } from "#terminal/progress.ts";
import { createReceiptList } from "#terminal/receipt-list.ts";
import { showReceipt } from "#terminal/receipts.ts";
import { cutEnd, cutMiddle } from "#terminal/shorten.ts";
import { columns } from "#terminal/wrap.ts";
import type { Receipt } from "#types.ts";

const plain = createPaint(false);
const noticed: Receipt = {
  source: "https://news.example/2018/06/15/politics/kim-kardashian-west-on-a-run-for-office.html",
  status: "added",
  articleId: "a1",
  title: "Kim Kardashian West on a run for office: “Never say never”",
  passages: 7,
  nearDuplicateOf: "b2",
  notices: [
    { kind: "hidden-text", message: "3 hidden passages (412 characters) were left out" },
    { kind: "instructions", message: "1 passage\nspeaks to a model" },
  ],
};

describe("a receipt", () => {
  test("has what should be known below it, a line each, and is never cut in a pipe", () => {
    expect(showReceipt(noticed, plain)).toBe(
      [
        `added     ${noticed.source}: ${noticed.title} (7 passages)`,
        "          nearly the same as b2; both are kept",
        "          3 hidden passages (412 characters) were left out",
        "          1 passage speaks to a model",
      ].join("\n"),
    );
    const said = {
      ...noticed,
      notices: [{ kind: "near-duplicate", message: "nearly the same as The harbour" }],
    } as const;
    expect(showReceipt(said, plain).split("\n").slice(1)).toEqual(["          nearly the same as The harbour"]);
  });

  test("fits its terminal: what is too long for one line goes on below", () => {
    expect(showReceipt(noticed, plain, 60)).toBe(
      [
        "added     https://news.example/2018…on-a-run-for-office.html",
        "          Kim Kardashian West on a run for off… (7 passages)",
        "          nearly the same as b2; both are kept",
        "          3 hidden passages (412 characters) were left out",
        "          1 passage speaks to a model",
      ].join("\n"),
    );
    expect(showReceipt({ ...noticed, notices: [] }, plain, 100)).toBe(
      [
        `added     ${noticed.source}`,
        `          ${noticed.title} (7 passages)`,
        "          nearly the same as b2; both are kept",
      ].join("\n"),
    );
    expect(showReceipt({ source: "harbour.txt", status: "added", title: "Short", passages: 1 }, plain, 60)).toBe(
      "added     harbour.txt: Short (1 passage)",
    );
    const message = "says nearly the same as “Council votes to rebuild the north quay”; both are kept and grouped";
    const long = { source: "a.txt", status: "added", notices: [{ kind: "near-duplicate", message }] } as const;
    expect(showReceipt(long, plain, 60).split("\n").slice(1)).toEqual([
      "          says nearly the same as “Council votes to rebuild",
      "          the north quay”; both are kept and grouped",
    ]);
    const failed: Receipt = {
      source: noticed.source,
      status: "failed",
      error: "Expected an article, found a list of others.",
    };
    expect(showReceipt(failed, plain, 60)).toBe(
      [
        "failed    https://news.example/201…on-a-run-for-office.html:",
        "          Expected an article, found a list of others.",
      ].join("\n"),
    );
  });

  test("takes two lines at most of any terminal of 50 columns or more, whatever source and title are", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 150 });
    fc.assert(
      fc.property(text, text, fc.integer({ min: 50, max: 100 }), (source, title, width) => {
        const lines = showReceipt({ source, status: "updated", title, passages: 12 }, plain, width).split("\n");
        expect(lines.length).toBeLessThanOrEqual(2);
        for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  test("is JSON with its notices, and without the field where there are none", () => {
    expect(JSON.parse(JSON.stringify(receiptJson(noticed)))).toEqual({
      source: noticed.source,
      status: "added",
      articleId: "a1",
      title: noticed.title,
      passages: 7,
      nearDuplicateOf: "b2",
      notices: noticed.notices,
    });
    const bare = JSON.stringify(receiptJson({ source: "a", status: "unchanged", notices: [] }));
    expect(bare).toBe('{"source":"a","status":"unchanged"}');
  });
});

describe("a list of receipts", () => {
  function listOf(receipts: readonly Receipt[]): string[] {
    const lines: string[] = [];
    const list = createReceiptList(plain, (line) => lines.push(line));
    for (const receipt of receipts) list.add(receipt);
    list.end();
    return lines;
  }
  const added = (count: number): Receipt[] =>
    Array.from({ length: count }, (_, index) => ({ source: `${index}.txt`, status: "added" }));
  const failed: Receipt = { source: "x.txt", status: "failed", error: "Expected text, found none." };

  test("of a long run shows twenty, says how many it hides, and says once more what failed", () => {
    const hidden: Receipt = { ...noticed, source: "n.txt" };
    expect(listOf([...added(22), failed, hidden, ...added(1000), failed]).slice(20)).toEqual([
      "failed    x.txt: Expected text, found none.",
      "failed    x.txt: Expected text, found none.",
      "… and 1,003 more (1 with notices; --json prints them)",
      "2 failed:",
      "failed    x.txt: Expected text, found none.",
      "failed    x.txt: Expected text, found none.",
    ]);
  });

  test("of a short run shows everything once", () => {
    expect(listOf([failed, ...added(2)])).toHaveLength(3);
  });

  test("repeats fifty failures at most", () => {
    const lines = listOf(Array.from({ length: 60 }, () => failed));
    expect(lines).toHaveLength(60 + 1 + 50 + 1);
    expect(lines.at(-1)).toBe("… and 10 more that failed");
  });
});

describe("shortened text", () => {
  test("keeps within its columns and both of its ends, wide characters and emoji counted", () => {
    expect(cutMiddle("news/2018/june/harbour.html", 16)).toBe("news/201…ur.html");
    expect(cutEnd("終わりの始まり", 6)).toBe("終わ…");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        expect(columns(cutMiddle(text, width))).toBeLessThanOrEqual(width);
        expect(columns(cutEnd(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe("progress", () => {
  test("goes by the last seconds: a slow start is forgotten, and the end says that something is still done", () => {
    const written: string[] = [];
    const stream = { isTTY: true, columns: 100, write: (text: string) => written.push(text.replace("\r\u001B[K", "")) };
    let time = 0;
    const progress = createProgress({ stream, noun: "articles", total: 3000, now: () => time });
    // Nothing for 20 s, then 100 a second, 200 a second from 30 s on.
    for (time = 20_000; time <= 30_000; time += 500) progress.at((time - 20_000) / 10);
    expect(written.at(-1)).toBe("[#######             ] 1,000 of 3,000 articles, 100 a second, 20 s left");
    for (time = 30_500; time <= 39_500; time += 500) progress.at(1000 + (time - 30_000) / 5);
    expect(written.at(-1)).toBe("[################### ] 2,900 of 3,000 articles, 200 a second, 1 s left");
    progress.at(3000);
    expect(written.at(-1)).toBe("[####################] 3,000 of 3,000 articles, finishing");
  });

  test("elsewhere goes by the last lines", () => {
    const written: string[] = [];
    let time = 0;
    const stream = { isTTY: false, write: (text: string) => written.push(text) };
    const progress = createProgress({ stream, noun: "articles", total: null, now: () => time });
    for (time = 1000; time <= 15_000; time += 1000) progress.at(time <= 5000 ? 0 : (time - 5000) / 10);
    expect(written).toEqual(["0 articles\n", "500 articles, 100 a second\n", "1,000 articles, 100 a second\n"]);
  });
});
