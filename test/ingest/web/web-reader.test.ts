import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { FetchError } from "#errors.ts";
import type { MemoryPage } from "../../support/memory-fetcher.ts";
import { html, readAll, rss, site, sitemap, sitemapIndex, sources, textOf, webOf } from "./pages.ts";

const denied = new FetchError("Expected the article, but the site wants subscribers (402).", { trouble: "denied" });
const closed = new FetchError("Expected the article, but robots.txt forbids it.", { trouble: "forbidden" });
const gone = new FetchError("Expected the article, found that it is gone (410).", { trouble: "gone" });

describe("an address", () => {
  test("of an article is one document, known by where redirects end, named as the person wrote it", async () => {
    const page = { ...html("Ferry"), address: `${site}/ferry#top`, charset: "koi8-r" };
    const { reader, fetcher } = webOf({ [`${site}/f`]: page });
    expect(await readAll(reader, `${site}/f`)).toEqual([
      {
        source: `${site}/f`,
        identity: `${site}/ferry`,
        format: "html",
        bytes: expect.anything(),
        address: `${site}/ferry#top`,
        charset: "koi8-r",
      },
    ]);
    expect(fetcher.requests).toEqual([{ address: `${site}/f`, request: { purpose: "article" } }]);
  });

  test("that gives nothing is a failure; that is gone for good says what is withdrawn", async () => {
    const { reader } = webOf({ [`${site}/gone`]: gone });
    expect(await readAll(reader, `${site}/none`)).toEqual([
      { source: `${site}/none`, error: `Expected an article at ${site}/none, found nothing there (404).` },
    ]);
    expect(await readAll(reader, `${site}/gone`)).toEqual([
      { source: `${site}/gone`, error: gone.message, withdrawn: { identity: `${site}/gone` } },
    ]);
  });

  test("that is none is a failure, and no crash", async () => {
    const { reader } = webOf({});
    for (const source of ["http://", "https://[::", "http://a b/", "http://%zz/", "HTTP://?x"]) {
      expect(await readAll(reader, source)).toEqual([{ source, error: expect.any(String) }]);
    }
  });

  test("of a broken feed says what is wrong with it", async () => {
    const { reader } = webOf({ [`${site}/feed`]: '<!DOCTYPE rss [<!ENTITY a "b">]><rss/>' });
    const [failure] = await readAll(reader, `${site}/feed`);
    expect(textOf(failure)).toMatch(/^Expected XML without declarations of its own/);
  });
});

describe("documents are told apart by their bytes before what the server says", () => {
  const zip = (name: string) => Uint8Array.from(Buffer.from(`PK\u0003\u0004……${name}`, "latin1"));
  const cases: [string, MemoryPage, string | null][] = [
    ["pdf", { body: "%PDF-1.7 …", mediaType: "text/html" }, "pdf"],
    ["docx", { body: zip("word/document.xml"), mediaType: "application/octet-stream" }, "docx"],
    ["zip", { body: zip("photos/1.jpg"), mediaType: "application/zip" }, null],
    ["picture", { body: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16), mediaType: "image/jpeg" }, null],
    ["xhtml", { body: '<?xml version="1.0"?>\n<!-- x --><html><p>x</p></html>', mediaType: "application/xml" }, "html"],
    ["fragment", { body: "<p>Words</p>", mediaType: "text/html" }, "html"],
    ["mislabelled", { body: "<!DOCTYPE html><p>x</p>", mediaType: "text/plain" }, "html"],
    ["notes.md", { body: "# Title\n\nText", mediaType: "text/plain" }, "markdown"],
    ["markdown", { body: "# Title\n\nText", mediaType: "text/markdown" }, "markdown"],
    ["plain", { body: "Title\n\nText", mediaType: "text/plain" }, "text"],
    ["unsaid", { body: "Title\n\nText", mediaType: null }, "text"],
    ["wide", { body: Buffer.from("\ufeffTitle\n\nText", "utf16le"), mediaType: "text/plain" }, "text"],
    ["article", { body: '{"title":"T",\n"text":"x"}', mediaType: "application/json" }, "json"],
    ["svg", { body: "<svg/>", mediaType: "image/svg+xml" }, null],
    ["script", { body: "alert(1)", mediaType: "text/javascript" }, null],
  ];

  test.each(cases)("%s", async (name, page, format) => {
    const { reader } = webOf({ [`${site}/${name}`]: page });
    const [found, ...others] = await readAll(reader, `${site}/${name}`);
    expect(others).toEqual([]);
    if (format === null) {
      expect(textOf(found)).toMatch(
        /^Expected an article as HTML, PDF, DOCX, markdown, text or JSON lines, .* found \S/,
      );
    } else {
      expect(found).toMatchObject({ format });
    }
  });

  test("JSON lines are an article each", async () => {
    const body = '{"title":"A","text":"x"}\n\n{"title":"B","text":"y"}\n';
    const { reader } = webOf({ [`${site}/news.jsonl`]: { body, mediaType: "text/plain" } });
    const found = await readAll(reader, `${site}/news.jsonl`);
    expect(sources(found)).toEqual([`${site}/news.jsonl:1`, `${site}/news.jsonl:3`]);
    expect(textOf(found[1])).toBe('{"title":"B","text":"y"}');
  });
});

describe("a feed", () => {
  test("gives its articles in its order, four fetched at once, each with what the feed says", async () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7];
    const items = numbers.map((id) => `<link>${site}/${id}</link><title>Title ${id}</title>`);
    const pages = numbers.map((id) => [`${site}/${id}`, { ...html(`Page ${id}`), delay: id % 3 === 1 ? 30 : 1 }]);
    const { reader, fetcher } = webOf({ [`${site}/feed`]: rss(...items), ...Object.fromEntries(pages) });
    const found = await readAll(reader, `${site}/feed`);
    expect(sources(found)).toEqual(numbers.map((id) => `${site}/${id}`));
    expect(found[2]).toMatchObject({ isListed: true, hints: { title: "Title 3", outlet: "Post" } });
    expect(fetcher.most()).toBe(4);
    expect(fetcher.requests[1]?.request).toEqual({ purpose: "article" });
  });

  test("names each article once, whatever stands behind #", async () => {
    const items = ["/1", "/1#comments", "/2", "/1"].map((path) => `<link>${site}${path}</link>`);
    const { reader, fetcher } = webOf({
      [`${site}/feed`]: rss(...items),
      [`${site}/1`]: html("A"),
      [`${site}/2`]: html("B"),
    });
    expect(sources(await readAll(reader, `${site}/feed`))).toEqual([`${site}/1`, `${site}/2`]);
    expect(fetcher.requests).toHaveLength(3);
  });

  test("stands in for pages that are not given to us, and says so", async () => {
    const full = "<content:encoded>&lt;p&gt;All of it.&lt;/p&gt;</content:encoded>";
    const { reader } = webOf({
      [`${site}/feed`]: rss(
        `<link>${site}/paid</link><title>Paid &amp;lt;now&amp;gt;</title>${full}`,
        `<link>${site}/closed</link>${full}`,
        `<link>${site}/teaser</link><description>Only a teaser</description>`,
        `<link>${site}/missing</link>${full}`,
      ),
      [`${site}/paid`]: denied,
      [`${site}/closed`]: closed,
      [`${site}/teaser`]: denied,
    });
    const [paid, robots, teaser, missing] = await readAll(reader, `${site}/feed`);
    expect(paid).toEqual({
      source: `${site}/paid`,
      identity: `${site}/paid`,
      format: "html",
      bytes: expect.anything(),
      address: `${site}/paid`,
      charset: "utf-8",
      hints: { url: `${site}/paid`, title: "Paid <now>", outlet: "Post" },
      isListed: true,
      notices: [{ kind: "feed-text", message: "the page is not given to us, so the text is the one its feed carries" }],
    });
    expect(textOf(paid)).toContain("<h1>Paid &lt;now></h1><p>All of it.</p>");
    expect(robots).toMatchObject({ source: `${site}/closed`, notices: [{ kind: "feed-text" }] });
    expect(teaser).toEqual({ source: `${site}/teaser`, error: denied.message });
    expect(missing).toMatchObject({ source: `${site}/missing`, error: expect.stringContaining("404") });
  });

  test("says what was taken back, and nothing is fetched for it", async () => {
    const feed = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>P</title>
      <at:deleted-entry ref="x" href="${site}/libel"/></feed>`;
    const { reader, fetcher } = webOf({ [`${site}/feed`]: feed });
    expect(await readAll(reader, `${site}/feed`)).toEqual([
      {
        source: `${site}/libel`,
        error: "Its feed says that this article was taken back.",
        withdrawn: { identity: `${site}/libel` },
      },
    ]);
    expect(fetcher.requests).toHaveLength(1);
  });

  test("is not believed where it speaks for another site: no text in its name, no outlet, nothing taken back", async () => {
    const other = "https://times.example";
    const { reader } = webOf({
      [`${site}/feed`]: `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>Post</title>
        <entry><title>Paid</title><link href="${other}/paid"/><content type="html">&lt;p&gt;Invented.&lt;/p&gt;</content></entry>
        <entry><title>Free</title><link href="${other}/free"/></entry>
        <at:deleted-entry ref="x" href="${other}/libel"/></feed>`,
      [`${other}/paid`]: denied,
      [`${other}/free`]: html("Free"),
    });
    expect(await readAll(reader, `${site}/feed`)).toEqual([
      { source: `${other}/paid`, error: denied.message },
      expect.objectContaining({ address: `${other}/free`, hints: expect.not.objectContaining({ outlet: "Post" }) }),
    ]);
  });

  test("does not lead on to other feeds", async () => {
    const { reader } = webOf({
      [`${site}/feed`]: rss(`<link>${site}/other</link>`),
      [`${site}/other`]: rss(`<link>${site}/1</link>`),
    });
    const [found] = await readAll(reader, `${site}/feed`);
    expect(textOf(found)).toMatch(/found application\/rss\+xml/);
  });
});

describe("sitemaps", () => {
  test("within indexes are read in order, compressed ones too, those that are missing are said", async () => {
    const { reader } = webOf({
      [`${site}/index`]: sitemapIndex(`${site}/a.xml.gz`, `${site}/none.xml`, `${site}/inner`),
      [`${site}/a.xml.gz`]: {
        body: gzipSync(String(sitemap(`${site}/1`, `${site}/2`).body)),
        mediaType: "application/gzip",
      },
      [`${site}/inner`]: sitemapIndex(`${site}/b.xml`),
      [`${site}/b.xml`]: sitemap(`${site}/3`, `${site}/1`),
      [`${site}/1`]: html("1"),
      [`${site}/2`]: html("2"),
      [`${site}/3`]: html("3"),
    });
    expect(sources(await readAll(reader, `${site}/index`))).toEqual([
      `${site}/1`,
      `${site}/2`,
      `! ${site}/none.xml`,
      `${site}/3`,
    ]);
  });

  test("that lead in a circle, or too deep, come to an end", async () => {
    const { reader } = webOf({
      [`${site}/0`]: sitemapIndex(`${site}/0`, `${site}/1`),
      [`${site}/1`]: sitemapIndex(`${site}/0`, `${site}/2`),
      [`${site}/2`]: sitemapIndex(`${site}/3`, `${site}/1`),
      [`${site}/3`]: sitemapIndex(`${site}/4`),
      [`${site}/4`]: sitemap(`${site}/article`),
      [`${site}/article`]: html("x"),
    });
    const found = await readAll(reader, `${site}/0`);
    expect(sources(found)).toEqual([`! ${site}/4`]);
    expect(textOf(found[0])).toBe("Expected listings at most 3 deep within each other, found a deeper one.");
  });

  test("give at most fifty thousand articles", async () => {
    const addresses = (letter: string) => Array.from({ length: 30_000 }, (_, index) => `${site}/${letter}${index}`);
    const { reader } = webOf({
      [`${site}/index`]: sitemapIndex(`${site}/a`, `${site}/b`),
      [`${site}/a`]: sitemap(...addresses("a")),
      [`${site}/b`]: sitemap(...addresses("b")),
    });
    let count = 0;
    let last = "";
    for await (const found of reader.read(`${site}/index`)) {
      count += 1;
      last = textOf(found);
    }
    expect(count).toBe(50_001);
    expect(last).toBe("Expected at most 50,000 articles of one source, found more; the rest is left out.");
  });
});

test("a list may name articles and feeds; pages are fetched once", async () => {
  const { reader, fetcher } = webOf({
    [`${site}/list.txt`]: { body: `# read\n${site}/1\n${site}/feed\n${site}/gone\n`, mediaType: "text/plain" },
    [`${site}/1`]: html("1"),
    [`${site}/feed`]: rss(`<link>${site}/2</link>`, `<link>${site}/1</link>`),
    [`${site}/2`]: html("2"),
    [`${site}/gone`]: gone,
  });
  const found = await readAll(reader, `${site}/list.txt`);
  expect(sources(found)).toEqual([`${site}/1`, `${site}/2`, `! ${site}/gone`]);
  expect(found[0]).toMatchObject({ isListed: true });
  expect(found[2]).toMatchObject({ withdrawn: { identity: `${site}/gone` } });
  expect(fetcher.requests).toHaveLength(5);
});

test("an abort ends what is under way at once", async () => {
  const slow = { ...html("slow"), delay: 60_000 };
  const { reader } = webOf({
    [`${site}/feed`]: rss(`<link>${site}/1</link>`, `<link>${site}/2</link>`),
    [`${site}/1`]: html("1"),
    [`${site}/2`]: slow,
  });
  const stop = new AbortController();
  const began = performance.now();
  setTimeout(() => stop.abort(new Error("enough")), 20);
  await expect(readAll(reader, `${site}/feed`, stop.signal)).rejects.toThrow("enough");
  expect(performance.now() - began).toBeLessThan(1000);
});

test("who stops reading ends the fetching ahead", async () => {
  const slow = { ...html("slow"), delay: 60_000 };
  const { reader, fetcher } = webOf({
    [`${site}/feed`]: rss(`<link>${site}/1</link>`, `<link>${site}/2</link>`, `<link>${site}/3</link>`),
    [`${site}/1`]: html("1"),
    [`${site}/2`]: slow,
    [`${site}/3`]: slow,
  });
  for await (const found of reader.read(`${site}/feed`)) {
    expect(found.source).toBe(`${site}/1`);
    break;
  }
  expect(fetcher.requests).toHaveLength(4);
  await new Promise((resolve) => setImmediate(resolve));
  expect(fetcher.running()).toBe(0);
});

test.each([
  ["/feed", "listing"],
  ["/blog/rss.xml", "listing"],
  ["/atom/", "listing"],
  ["/?feed=rss2", "listing"],
  ["/sitemap-news.xml.gz", "listing"],
  ["/sitemap_index", "listing"],
  ["/list.txt", "listing"],
  ["/2026/11/24/ferry", "article"],
  ["/feeding-the-ducks", "article"],
  ["/atomic-power.html", "article"],
])("%s is asked for as what it is named like", async (path, purpose) => {
  const { reader, fetcher } = webOf({});
  await readAll(reader, `${site}${path}`);
  expect(fetcher.requests).toEqual([{ address: `${site}${path}`, request: { purpose } }]);
});
