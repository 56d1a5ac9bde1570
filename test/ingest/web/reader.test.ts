import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createListingParser } from "#feeds/parser.ts";
import { createFileReader } from "#files/reader.ts";
import { createReader } from "#ingest/web/reader.ts";
import { html, readAll, rss, site, sources, textOf, webOf } from "./pages.ts";

const pages = { [`${site}/1`]: html("1"), [`${site}/2`]: html("2"), [`${site}/feed`]: rss(`<link>${site}/2</link>`) };

function readerOf(content: Readonly<Record<string, string>>, input = "") {
  const cwd = mkdtempSync(join(tmpdir(), "footnote-lists-"));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(content)) writeFileSync(join(cwd, name), text);
  const stdin = (async function* () {
    yield new TextEncoder().encode(input);
  })();
  const { reader: web, fetcher } = webOf(pages);
  const reader = createReader({
    files: createFileReader({ cwd, stdin }),
    web: async () => web,
    listings: async () => createListingParser(),
  });
  return { reader, fetcher };
}

test("an address goes to the web, a path to the files", async () => {
  const { reader, fetcher } = readerOf({ "a.txt": "Title\n\nText." });
  expect(sources(await readAll(reader, "HTTPS://post.example/1"))).toEqual(["! HTTPS://post.example/1"]);
  expect(sources(await readAll(reader, `${site}/feed`))).toEqual([`${site}/2`]);
  expect(sources(await readAll(reader, "a.txt"))).toEqual(["a.txt"]);
  expect(fetcher.requests).toHaveLength(3);
});

test("an address of another kind is refused with what would do", async () => {
  const { reader } = readerOf({});
  expect(await readAll(reader, "ftp://post.example/1")).toEqual([
    {
      source: "ftp://post.example/1",
      error:
        "Expected a file, a folder or an address that begins with http:// or https://, found ftp://. Save the article and name the file.",
    },
  ]);
});

test("a text file whose lines are addresses is what they name, in a folder too", async () => {
  const { reader } = readerOf({ "list.txt": `# ours\n\n${site}/1\n${site}/feed\n`, "b.txt": "Title\n\nText." });
  expect(sources(await readAll(reader, "list.txt"))).toEqual([`${site}/1`, `${site}/2`]);
  expect(sources(await readAll(reader, "."))).toEqual(["b.txt", `${site}/1`, `${site}/2`]);
});

test("standard input may be a list", async () => {
  const { reader } = readerOf({}, `${site}/2\r\n${site}/none`);
  expect(sources(await readAll(reader, "-"))).toEqual([`${site}/2`, `! ${site}/none`]);
});

test("an article never is one: with other lines, as markdown, too long, only comments", async () => {
  const long = `${site}/1\n`.repeat(60_000);
  const { reader, fetcher } = readerOf({
    "source.txt": `${site}/1\n\nThe ferry runs again.`,
    "links.md": `${site}/1\n`,
    "long.txt": long,
    "comments.txt": "# a\n# b\n",
  });
  for (const name of ["source.txt", "links.md", "long.txt", "comments.txt"]) {
    expect(sources(await readAll(reader, name))).toEqual([name]);
  }
  expect(fetcher.requests).toEqual([]);
});

test("a list with too many addresses is a failure that says so", async () => {
  const { reader } = readerOf({ "many.txt": "http://a.b/\n".repeat(50_001) });
  const [failure] = await readAll(reader, "many.txt");
  expect(failure).toMatchObject({ source: "many.txt" });
  expect(textOf(failure)).toMatch(/^Expected at most 50,000 addresses in one list, found more/);
});
