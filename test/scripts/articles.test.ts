import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { createLibrary } from "#store/library.ts";
import { articleOf, requestFor } from "../store/material.ts";
import { fillLibrary, writeArticles } from "./articles.ts";
import { command, ended, jsonLines, start, temporaryFolder } from "./commands.ts";
import { madeUpNews, writeLines } from "./made-up-news.ts";
import { shelfContents } from "./shelf-contents.ts";

// Each command takes a second or so, several on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const odd = [
  { id: "../../etc/passwd", title: "../../../escape", text: "A text that would leave its folder." },
  {
    id: "a b\u00a0c/🙂",
    title: "Ĺódź: “déjà vu” 🙂",
    text: "Första stycket.\r\n\r\nAndra\tstycket  med   mellanrum. \n\n\n 終わり。",
  },
  { id: "blank", title: "  ", text: "\n\n  A text without a title, with space before it.\n" },
  {
    title: "By its address",
    text: "Found by address.",
    url: "https://post.example/a?b=1&a=2#part",
    author: 'A. \\ "Writer"',
  },
  { title: "", text: "Nothing but a text: 1 < 2 & 3 > 2.", publishedAt: "2019-05-06T07:08:09+02:00" },
  { id: "yaml", title: "---\n# : [x] {y} 'z' \"q\"", text: "---\n\nid: other\n\n---\n\nText.", outlet: "- no: yes" },
];

async function filled(): Promise<{ home: string; cwd: string }> {
  const [home, cwd] = [temporaryFolder(), writeArticles(temporaryFolder())];
  writeLines(cwd, "odd.jsonl", odd);
  await fillLibrary(home, cwd, ["lighthouse.md", "ferry.txt", "odd.jsonl"]);
  return { home, cwd };
}

const shelfOf = (home: string) => join(home, "shelves", "main", "shelf.sqlite");

test("what is exported and ingested elsewhere is the same library: ids, texts, hashes, passages, vectors", async () => {
  const { home, cwd } = await filled();
  const other = temporaryFolder();
  const exported = await command("articles", ["export", "--out", "all.jsonl"], { cwd, env: { FOOTNOTE_HOME: home } });
  expect(exported).toMatchObject({ status: 0, stderr: "" });
  expect(exported.stdout).toBe(`8 articles exported to ${join(cwd, "all.jsonl")}.\n`);
  await fillLibrary(other, cwd, ["all.jsonl"]);
  expect(shelfContents(shelfOf(other))).toEqual(shelfContents(shelfOf(home)));

  const printed = await command("articles", ["export"], { env: { FOOTNOTE_HOME: other } });
  expect(printed.stdout).toBe(readFileSync(join(cwd, "all.jsonl"), "utf8"));
  expect(Object.keys(jsonLines(printed.stdout)[0] ?? {})).toEqual([
    "id",
    "title",
    "text",
    "url",
    "outlet",
    "author",
    "publishedAt",
  ]);
  const again = await command("articles", ["export", "--out", "all.jsonl"], { cwd, env: { FOOTNOTE_HOME: home } });
  expect(again).toMatchObject({ status: 1, stdout: "" });
  expect(again.stderr).toMatch(/all\.jsonl is there already\. .*--force/u);
});

test("as Markdown, a file each within the folder whatever ids and titles say; none is replaced without --force", async () => {
  const { home, cwd } = await filled();
  const setting = { cwd, env: { FOOTNOTE_HOME: home } };
  const args = ["export", "--format", "markdown", "--out", "out/md"];
  expect(await command("articles", args, setting)).toMatchObject({ status: 0, stderr: "" });
  const names = readdirSync(join(cwd, "out", "md"));
  expect(names).toHaveLength(8);
  for (const name of names) expect(name).toMatch(/^[a-z0-9][a-z0-9-]*-[0-9a-f]{12}\.md$/u);
  expect(readdirSync(cwd).sort()).toEqual(["ferry.txt", "lighthouse.md", "odd.jsonl", "out"]);
  const hostile = names.find((name) => name.startsWith("escape-")) ?? "";
  expect(readFileSync(join(cwd, "out", "md", hostile), "utf8")).toBe(
    '---\nid: "../../etc/passwd"\ntitle: "../../../escape"\n---\n\nA text that would leave its folder.\n',
  );

  writeFileSync(join(cwd, "out", "md", hostile), "mine");
  const second = await command("articles", args, setting);
  expect(second.status).toBe(1);
  expect(second.stdout).toMatch(/^0 articles exported to .*\n8 left alone, because a file is there already/u);
  expect(readFileSync(join(cwd, "out", "md", hostile), "utf8")).toBe("mine");
  const forced = await command("articles", [...args, "--force"], setting);
  expect(forced.status).toBe(0);
  expect(readFileSync(join(cwd, "out", "md", hostile), "utf8")).toContain("would leave its folder");

  // The front matter is read as it was written.
  const other = temporaryFolder();
  await fillLibrary(other, cwd, ["out/md"]);
  const titles = (home: string) =>
    (shelfContents(shelfOf(home)).versions as { id: string; title: string; outlet: string | null }[])
      .filter(({ title }) => title !== "")
      .map(({ id, title, outlet }) => [id, title, outlet]);
  expect(titles(other)).toEqual(expect.arrayContaining(titles(home)));
});

test("lists are narrowed by outlet, dates and words of the title; one line each, JSON on request", async () => {
  const { home, cwd } = await filled();
  const setting = { cwd, env: { FOOTNOTE_HOME: home } };
  const [all, narrowed, json, none] = await Promise.all([
    command("articles", ["list"], setting),
    command(
      "articles",
      ["list", "--outlet", "farwick", "--since", "2019-04", "--until", "2019", "--search", "OF lighthouse"],
      setting,
    ),
    command("articles", ["list", "--json", "--limit", "1"], setting),
    command("articles", ["list", "--since", "2020"], setting),
  ]);
  expect(all.stdout.split("\n")).toHaveLength(8 + 2);
  expect(all.stdout).toMatch(/\n8 articles\n$/u);
  expect(all.stdout).not.toContain("\t");
  expect(narrowed.stdout).toMatch(
    /^The lighthouse of Farwick · Farwick Post · 2 April 2019 · 1 passage · [0-9a-f]{16}\n1 of 8 articles\n$/u,
  );
  expect(jsonLines(json.stdout)).toEqual([
    {
      articleId: expect.any(String),
      shelf: "main",
      title: "",
      url: null,
      outlet: null,
      author: null,
      publishedAt: "2019-05-06T07:08:09+02:00",
      version: 1,
      passages: 1,
      fetchedAt: expect.stringMatching(/^\d{4}-/u),
    },
  ]);
  expect(none.stdout).toBe("0 of 8 articles\n");
});

test("an article is shown by its id or its beginning, with its versions; what fits none or several is said", async () => {
  const [home, cwd] = [temporaryFolder(), temporaryFolder()];
  const news = { id: "harbour-1", title: "The harbour", text: "It is closed.\n\nNobody was hurt." };
  writeLines(cwd, "a.jsonl", [news, { id: "harbour-2", title: "The bridge", text: "It is open." }]);
  await fillLibrary(home, cwd, ["a.jsonl"]);
  writeLines(cwd, "b.jsonl", [{ ...news, text: "It is open again.", author: "A. Writer" }]);
  await fillLibrary(home, cwd, ["b.jsonl"]);
  const setting = { cwd, env: { FOOTNOTE_HOME: home } };
  const show = (...args: string[]) => command("articles", ["show", ...args], setting);
  const [current, older, prefix, ambiguous, slip, unknown, noVersion] = await Promise.all([
    show("harbour-1"),
    show("harbour-1", "--version", "1", "--passages", "--json"),
    show("harbour-2…", "--json"),
    show("harb"),
    show("habour-2"),
    show("bridge"),
    show("harbour-2", "--version", "9"),
  ]);
  expect(current.stdout).toMatch(
    /^The harbour\n {2}id {9}harbour-1\n {2}shelf {6}main\n {2}author {5}A\. Writer\n[\s\S]*\n {2}version 1 {2}read .* UTC\n {2}version 2 {2}read .* UTC \(current, shown\)\n\nIt is open again\.\n$/u,
  );
  expect(jsonLines(older.stdout)).toMatchObject([
    {
      articleId: "harbour-1",
      version: 1,
      passages: 1,
      text: news.text,
      versions: [{ version: 1 }, { version: 2 }],
      passageList: [{ passageId: "main/harbour-1@1#0", ordinal: 0, start: 0, end: news.text.length, text: news.text }],
    },
  ]);
  expect(jsonLines(prefix.stdout)).toMatchObject([{ articleId: "harbour-2" }]);
  expect([ambiguous.status, slip.status, unknown.status, noVersion.status]).toEqual([1, 1, 1, 1]);
  expect(ambiguous.stderr).toBe(
    'Expected an id that fits one article, found "harb", which fits 2: harbour-2 (The bridge, main), harbour-1 (The harbour, main); give more of it.\n',
  );
  expect(slip.stderr).toBe(
    'Expected the id of an article, found "habour-2", which no article has. Near it: harbour-2 (The bridge, main).\n',
  );
  expect(unknown.stderr).toMatch(/Near it: harbour-2 \(The bridge, main\)\.\n$/u);
  expect(noVersion.stderr).toBe("Expected a version of harbour-2 (1), found 9. Choose one of these.\n");
});

const nothing = { added: 0, updated: 0, unchanged: 0, duplicate: 0, removed: 0, failed: 0 };

test("batches tell what came of them and what --undo takes back, and that one was killed", async () => {
  const [home, cwd] = [temporaryFolder(), writeArticles(temporaryFolder())];
  await fillLibrary(home, cwd, ["lighthouse.md", "ferry.txt"]);
  writeFileSync(
    join(cwd, "lighthouse.md"),
    "---\ntitle: The lighthouse\nurl: https://post.example/lighthouse\n---\n\nIt is dark.\n",
  );
  await fillLibrary(home, cwd, ["lighthouse.md", "missing.txt"]);
  const library = createLibrary({ home, clock: { now: () => new Date() }, warn: () => {} });
  const shelf = await library.shelf("main");
  const [{ id: removed = "" } = {}] = await library.within(["main"]).articles({ limit: 1, offset: 0 });
  const removal = await shelf.beginBatch("remove");
  await shelf.remove(removed, removal, { source: removed, status: "removed", articleId: removed });
  await shelf.endBatch(removal, { ...nothing, batch: removal, removed: 1, articles: 1, passages: 1, seconds: 0 });
  const killed = await shelf.beginBatch("ingest much.jsonl");
  await shelf.save(requestFor(articleOf({ id: "vell", paragraphs: ["A report."] }), killed));
  await library.close();

  const setting = { cwd, env: { FOOTNOTE_HOME: home } };
  const [shown, text, json] = await Promise.all([
    command("articles", ["show", removed], setting),
    command("articles", ["batches"], setting),
    command("articles", ["batches", "--json"], setting),
  ]);
  expect(jsonLines(json.stdout)).toMatchObject([
    { batch: killed, finished: false, added: 1, undo: { removes: 1, restores: 0, bringsBack: 0, leaves: 0 } },
    { finished: true, removed: 1, undo: { removes: 0, restores: 0, bringsBack: 1, leaves: 0 } },
    { finished: true, updated: 1, failed: 1, undo: { removes: 0, restores: 1, bringsBack: 0, leaves: 0 } },
    { finished: true, added: 2, undo: { removes: 0, restores: 0, bringsBack: 0, leaves: 2 } },
  ]);
  expect(shown).toMatchObject({ status: 1, stdout: "" });
  expect(shown.stderr).toMatch(/which was removed from the shelf main\. .*--undo/u);
  expect(text.stdout).toMatch(
    /^\S+ {2}\d.* UTC\n {4}ingest much\.jsonl\n {4}1 added\n {4}unfinished: still at work, or killed\./u,
  );
  expect(text.stdout).toContain("--undo would give 1 article the earlier text\n");
  expect(text.stdout).toContain("--undo would bring back 1 article\n");
  expect(text.stdout).toMatch(/nothing to undo: 2 articles changed since and would be left alone\n$/u);
});

test("a reader that has seen enough ends an export quietly, and wrong usage is said", async () => {
  const [home, cwd] = [temporaryFolder(), temporaryFolder()];
  mkdirSync(join(cwd, "in"));
  writeLines(join(cwd, "in"), "news.jsonl", madeUpNews(400, 4));
  await fillLibrary(home, cwd, ["in"]);
  const child = start("articles", ["export"], { cwd, env: { FOOTNOTE_HOME: home } });
  child.stdout.once("data", () => child.stdout.destroy());
  const closed = ended(child);
  const [unknown, noShelf, date] = await Promise.all(
    [["remove"], ["list", "--shelf", "other"], ["list", "--since", "2018-02-30"]].map((args) =>
      command("articles", args, { cwd, env: { FOOTNOTE_HOME: home } }),
    ),
  );
  expect(await closed).toMatchObject({ status: 0, stderr: "" });
  expect(unknown).toMatchObject({ status: 2 });
  expect(unknown?.stderr).toMatch(/^Expected list, show, export or batches, found "remove"\./u);
  expect(noShelf).toMatchObject({ status: 1 });
  expect(noShelf?.stderr).toContain('"other", which does not exist. There are: main.');
  expect(date).toMatchObject({ status: 2 });
  expect(date?.stderr).toContain("Expected a date such as 2018-06-15");
});
