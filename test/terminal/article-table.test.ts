import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listedJson, pageJson } from "#terminal/article-json.ts";
import { showArticle } from "#terminal/article-page.ts";
import { articleLine, createArticleTable } from "#terminal/article-table.ts";
import { showBatchNote } from "#terminal/batch-list.ts";
import { columns } from "#terminal/wrap.ts";
import type { Article, Passage } from "#types.ts";
import { article, plain } from "./fixtures.ts";

const listed = { ...article, id: "3f2a91c05577aa01", passages: 7, fetchedAt: "2018-06-16T08:00:00.000Z" };

describe("a table of articles", () => {
  test("fits 80 columns, and a narrow terminal without the outlets", () => {
    const table = createArticleTable(plain);
    expect([
      table.head(),
      table.row(listed),
      table.row({ ...listed, title: "", outlet: null, publishedAt: null }),
    ]).toEqual([
      "Title                          Outlet            Date        Pass.  ID",
      "Kim Kardashian West on a run…  The Example       2018-06-15      7  3f2a91c0557…",
      "(no title)                                       undated         7  3f2a91c0557…",
    ]);
    const narrow = createArticleTable({ ...plain, width: 60 });
    expect(narrow.head()).toBe("Title                        Date        Pass.  ID");
  });

  test("never breaks a line nor lets an article speak to the terminal, whatever it is called", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 80 });
    fc.assert(
      fc.property(text, text, text, fc.integer({ min: 50, max: 100 }), (title, outlet, id, width) => {
        const row = createArticleTable({ ...plain, width }).row({ ...listed, title, outlet, id });
        expect(columns(row)).toBeLessThanOrEqual(width);
        expect(row).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  test("is one whole line each elsewhere", () => {
    expect(articleLine(listed)).toBe(`${article.title} · The Example · 15 June 2018 · 7 passages · 3f2a91c05577aa01`);
  });
});

const text = "It is closed.\n\nNobody was hurt, \u001B[2Jthe port master said, and the ferry sails again.";
const whole: Article = {
  ...article,
  version: 2,
  text,
  paragraphs: [
    { start: 0, end: 13 },
    { start: 15, end: text.length },
  ],
  fetchedAt: "2018-06-16T08:00:00.000Z",
  contentHash: "abc123",
};
const passage: Passage = {
  ...{ id: "main/never-say-never@2#0", articleId: article.id, shelf: "main", version: 2, ordinal: 0 },
  ...{ start: 0, end: text.length, text },
};
const page = {
  article: whole,
  versions: [{ version: 1, fetchedAt: "2018-06-15T08:00:00.000Z" }, whole],
  currentVersion: 2,
  passages: [passage],
};

describe("an article", () => {
  const facts = [
    article.title,
    "  id         never-say-never",
    "  shelf      main",
    "  outlet     The Example",
    "  published  15 June 2018",
    "  address    https://news.example/never",
    "  content    sha256:abc123",
    "  length     84 characters, 1 passage",
    "  version 1  read 15 June 2018, 08:00 UTC",
    "  version 2  read 16 June 2018, 08:00 UTC (current, shown)",
    "",
  ];

  test("is shown with all that is known of it, wrapped on a terminal, a line a paragraph elsewhere", () => {
    expect(showArticle(page, { ...plain, width: 40 }, { passages: false }).split("\n")).toEqual([
      ...facts,
      "It is closed.",
      "",
      "Nobody was hurt, ␛[2Jthe port master",
      "said, and the ferry sails again.",
    ]);
    expect(showArticle(page, { ...plain, width: null }, { passages: true }).split("\n")).toEqual([
      ...facts,
      `Passage 1, characters 0 to ${text.length}, main/never-say-never@2#0`,
      "It is closed.",
      "",
      "Nobody was hurt, ␛[2Jthe port master said, and the ferry sails again.",
    ]);
  });

  test("is JSON with the fields of a list, its versions and its text; passages where asked for", () => {
    const json = pageJson(page, { passages: true });
    expect(json).toMatchObject(listedJson({ ...whole, passages: 1 }));
    expect(json).toMatchObject({
      contentHash: "abc123",
      text,
      versions: [
        { version: 1, fetchedAt: "2018-06-15T08:00:00.000Z" },
        { version: 2, fetchedAt: whole.fetchedAt },
      ],
      passageList: [{ passageId: passage.id, ordinal: 0, start: 0, end: text.length, text }],
    });
    expect(pageJson(page, { passages: false })).not.toHaveProperty("passageList");
  });
});

test("a batch says when, what came of it, what undoing it does, and that it never ended", () => {
  const batch = { id: "b1", command: "ingest a.md", beganAt: "2026-01-02T03:04:05.000Z", endedAt: null };
  const counts = { added: 1200, updated: 0, unchanged: 3, duplicate: 0, removed: 0, failed: 1 };
  const undo = { removes: 1199, restores: 1, bringsBack: 0, leaves: 1 };
  expect(showBatchNote({ batch, counts, undo }, { ...plain, width: 100 })).toBe(
    [
      "b1  2 January 2026, 03:04 UTC",
      "    ingest a.md",
      "    1,200 added, 3 unchanged, 1 failed",
      "    unfinished: still at work, or killed. What it stored stays; run the command again to go on.",
      "    --undo would take out 1,199 articles and give 1 article the earlier text; 1 article changed",
      "    since and would be left alone",
    ].join("\n"),
  );
  const done = { ...batch, endedAt: "2026-01-02T03:05:00.000Z" };
  const none = { removes: 0, restores: 0, bringsBack: 0, leaves: 0 };
  expect(showBatchNote({ batch: done, counts: { ...counts, added: 0, failed: 0 }, undo: none }, plain)).toBe(
    "b1  2 January 2026, 03:04 UTC\n    ingest a.md\n    3 unchanged\n    nothing to undo",
  );
});
