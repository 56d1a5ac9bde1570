import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { writeArticles } from "./articles.ts";
import { command, jsonLines, temporaryFolder } from "./commands.ts";

// Each command takes a second or so, several on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

test("good and broken files: a receipt each, paths from where the person stands, the good ones kept, exit 1", async () => {
  const [home, cwd] = [temporaryFolder(), writeArticles(temporaryFolder())];
  writeFileSync(join(cwd, "news.jsonl"), '{"id":"n1","title":"One","text":"A text."}\n{broken\n');
  const setting = { cwd, env: { FOOTNOTE_HOME: home } };

  const first = await command("ingest", ["--json", "lighthouse.md", "news.jsonl", "missing.txt", "."], setting);
  expect(first.status).toBe(1);
  const receipts = jsonLines(first.stdout);
  expect(receipts.map(({ source, status }) => [source, status])).toEqual([
    ["lighthouse.md", "added"],
    ["news.jsonl:1", "added"],
    ["news.jsonl:2", "failed"],
    ["missing.txt", "failed"],
    ["ferry.txt", "added"],
    ["lighthouse.md", "unchanged"],
    ["news.jsonl:1", "unchanged"],
    ["news.jsonl:2", "failed"],
    [undefined, "done"],
  ]);
  expect(receipts[1]).toEqual({ source: "news.jsonl:1", status: "added", articleId: "n1", title: "One", passages: 1 });
  expect(receipts[2]?.error).toMatch(/JSON/u);
  expect(receipts.at(-1)).toEqual({
    status: "done",
    batch: expect.any(String),
    added: 3,
    updated: 0,
    unchanged: 2,
    duplicate: 0,
    removed: 0,
    failed: 3,
    articles: 3,
    passages: 3,
    seconds: expect.any(Number),
  });

  const again = await command("ingest", ["ferry.txt"], setting);
  expect(again.status).toBe(0);
  expect(again.stdout).toMatch(
    /^unchanged ferry\.txt: The ferry to Lund\n1 unchanged in \d\.\d s\. The shelf holds 3 articles in 3 passages\.\n$/u,
  );

  const removal = await command("ingest", ["--json", "--remove", "n1", "nobody"], setting);
  expect(removal.status).toBe(1);
  const [removed, unknown, done] = jsonLines(removal.stdout);
  expect(removed).toMatchObject({ status: "removed", articleId: "n1", title: "One" });
  expect(unknown).toMatchObject({ source: "nobody", status: "failed" });
  expect(done).toMatchObject({ removed: 1, failed: 1, articles: 2 });

  const undone = await command("ingest", ["--json", "--undo", String(done?.batch)], setting);
  expect(undone.status).toBe(0);
  expect(jsonLines(undone.stdout).at(-1)).toMatchObject({ status: "done", added: 1, articles: 3 });
});

test("--dry-run says what would happen and writes nothing at all, not even the folder of the library", async () => {
  const [parent, cwd] = [temporaryFolder(), writeArticles(temporaryFolder())];
  const home = join(parent, "library");
  const { status, stdout } = await command("ingest", ["--dry-run", "."], { cwd, env: { FOOTNOTE_HOME: home } });
  expect(status).toBe(0);
  expect(stdout).toMatch(/\nDry run, nothing was written: 2 added\.\n$/u);
  expect(existsSync(home)).toBe(false);
});

test("standard input is a source", async () => {
  const setting = { env: { FOOTNOTE_HOME: temporaryFolder() }, input: "A title\n\nA text from a pipe.\n" };
  const { status, stdout } = await command("ingest", ["--json", "-"], setting);
  expect(status).toBe(0);
  expect(jsonLines(stdout)[0]).toMatchObject({ source: "-", status: "added", title: "A title" });
});

test("wrong usage is one clear message and exit 2, also where npm kept an option for itself", async () => {
  const env = { FOOTNOTE_HOME: temporaryFolder() };
  const [nothing, unknown, kept] = await Promise.all([
    command("ingest", [], { env }),
    command("ingest", ["--foo", "a.txt"], { env }),
    command("ingest", ["a.txt"], { env: { ...env, npm_config_dry_run: "true" } }),
  ]);
  expect(nothing).toEqual({
    status: 2,
    stdout: "",
    stderr: "Expected at least one SOURCE, --remove ID or --undo BATCH, such as: npm run ingest -- article.md\n",
  });
  expect(unknown).toMatchObject({ status: 2, stdout: "" });
  expect(unknown?.stderr).toBe("unknown option '--foo'\nnpm run ingest -- --help explains the options.\n");
  expect(kept).toMatchObject({ status: 2, stdout: "" });
  expect(kept?.stderr).toMatch(/^npm kept --dry-run for itself; put two dashes before the options: /u);
});
