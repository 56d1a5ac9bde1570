import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { command, jsonLines, temporaryFolder } from "./commands.ts";
import { madeUpNews, writeLines } from "./made-up-news.ts";
import { shelfChanges, shelfContents, shelfFaults } from "./shelf-contents.ts";

// Commands that run at once take several seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const shelfOf = (home: string) => join(home, "shelves", "main", "shelf.sqlite");
const ingest = (home: string, ...files: string[]) =>
  command("ingest", ["--json", ...files], { env: { FOOTNOTE_HOME: home } });

test("two ingesters of overlapping files into one new shelf: no failure, nothing twice, the library as one would make it", async () => {
  const [folder, home, single] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  const news = madeUpNews(260, 2);
  // Every third without an id: it is named by its address.
  const articles = news.map(({ id, ...article }, index) => (index % 3 === 0 ? article : { id, ...article }));
  const [first, both, second] = [
    writeLines(folder, "first.jsonl", articles.slice(0, 60)),
    writeLines(folder, "both.jsonl", articles.slice(60, 200)),
    writeLines(folder, "second.jsonl", articles.slice(200)),
  ];
  const outcomes = await Promise.all([ingest(home, both, first), ingest(home, both, second)]);
  for (const { status, stdout, stderr } of outcomes) {
    expect([status, stderr]).toEqual([0, ""]);
    expect(jsonLines(stdout).at(-1)).toMatchObject({ status: "done", failed: 0, updated: 0 });
  }
  await ingest(single, first, both, second);
  expect(shelfFaults(shelfOf(home), "main")).toEqual([]);
  expect(shelfContents(shelfOf(home))).toEqual(shelfContents(shelfOf(single)));
  const again = await ingest(home, first, both, second);
  expect(jsonLines(again.stdout).at(-1)).toMatchObject({ unchanged: 260, articles: 260 });
});

test("two ingesters that say different things about the same articles: one of the two stands, whole, and none fails", async () => {
  const [folder, home] = [temporaryFolder(), temporaryFolder()];
  const news = madeUpNews(120, 3);
  const files = ["north", "south"].map((side) =>
    writeLines(
      folder,
      `${side}.jsonl`,
      news.map((article) => ({ ...article, outlet: side })),
    ),
  );
  const outcomes = await Promise.all(files.map((file) => ingest(home, file)));
  for (const { status, stdout, stderr } of outcomes) {
    expect([status, stderr]).toEqual([0, ""]);
    expect(jsonLines(stdout).at(-1)).toMatchObject({ status: "done", failed: 0 });
  }
  expect(shelfFaults(shelfOf(home), "main")).toEqual([]);
  expect(shelfContents(shelfOf(home)).articles).toHaveLength(120);
  expect(shelfChanges(shelfOf(home))).toBeGreaterThanOrEqual(120);
});

test("two ingesters of the same articles without ids, from two files: each is stored once, and is a duplicate to the other", async () => {
  const [folder, home] = [temporaryFolder(), temporaryFolder()];
  const articles = madeUpNews(120, 4).map(({ title, text }) => ({ title, text }));
  const files = ["north.jsonl", "south.jsonl"].map((name) => writeLines(folder, name, articles));
  const outcomes = await Promise.all(files.map((file) => ingest(home, file)));
  const done = outcomes.map(({ stdout }) => jsonLines(stdout).at(-1) as { added: number; duplicate: number });
  expect(outcomes.map(({ status, stderr }) => [status, stderr])).toEqual([
    [0, ""],
    [0, ""],
  ]);
  expect(done.map(({ added, duplicate }) => added + duplicate)).toEqual([120, 120]);
  expect(done.reduce((sum, { added }) => sum + added, 0)).toBe(120);
  expect(shelfFaults(shelfOf(home), "main")).toEqual([]);
  expect(shelfContents(shelfOf(home)).articles).toHaveLength(120);
});
