import { describe, expect, test } from "vitest";
import { canonicalAddress } from "#ingest/address.ts";
import { createIdentifier } from "#ingest/identify.ts";
import { undoBatch } from "#ingest/undo.ts";
import { sha256 } from "#text/hash.ts";
import { createBench, held, jsonLine, page } from "./harness.ts";

const idOfUrl = (url: string) => sha256(`url:${url}`).slice(0, 16);

describe("the canonical address of an article", () => {
  test.each([
    ["HTTP://News.Example.org:80/a#top", "https://news.example.org/a"],
    ["http://news.example.org:8080/a", "https://news.example.org:8080/a"],
    ["https://news.example.org:443/a?", "https://news.example.org/a"],
    ["https://news.example.org./a", "https://news.example.org/a"],
    ["https://www.example.org/a", "https://www.example.org/a"],
    ["https://example.org/a/", "https://example.org/a/"],
    ["https://example.org/%c3%a9t%c3%A9?q=%e2%82%ac", "https://example.org/%C3%A9t%C3%A9?q=%E2%82%AC"],
    ["https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"],
    [
      "https://example.org/a?id=7&utm_source=x&fbclid=y&at_medium=z&ns_campaign=q&_ga=1&spm=2",
      "https://example.org/a?id=7",
    ],
    [
      "https://example.org/a?gclid=1&dclid=2&msclkid=3&yclid=4&mc_cid=5&igshid=6&cmp=7&ref_src=8",
      "https://example.org/a",
    ],
    ["https://example.org/a?ref=rss", "https://example.org/a"],
    ["https://example.org/a?ref=t.co", "https://example.org/a"],
    ["https://example.org/a?ref=20180615", "https://example.org/a?ref=20180615"],
    ["https://example.org/a?id=3&sid=4&page=2", "https://example.org/a?id=3&page=2&sid=4"],
    ["https://bücher.example/a", "https://xn--bcher-kva.example/a"],
  ])("of %s is %s", (address, canonical) => {
    expect(canonicalAddress(address)).toBe(canonical);
    expect(canonicalAddress(canonical)).toBe(canonical);
  });
});

describe("the id of an article", () => {
  const identified = (address: string, url: string | null) => {
    const document = page(address, {});
    const extracted = { givenId: null, title: "T", text: "Text.", outlet: null, author: null, publishedAt: null, url };
    return createIdentifier()(document, extracted);
  };

  test("of addresses that were stored before is what it was", () => {
    for (const [url, id] of [
      ["https://example.org/x?id=1", "bfd6e2ae4fa1037a"],
      ["https://www.bbc.co.uk/news/world-44474304", "6bd985b09a8eef26"],
      ["https://edition.cnn.com/2018/06/06/politics/alice-johnson-kim-kardashian/index.html", "e89f9ea30a59c137"],
    ] as const) {
      expect(identified("https://elsewhere.example/", url).id).toBe(id);
    }
  });

  test("is that of the address it was fetched from where the page names none", () => {
    expect(identified("http://example.org/a?utm_source=x", null).id).toBe(idOfUrl("https://example.org/a"));
    expect(identified("https://example.org/feed", "https://example.org/b").id).toBe(idOfUrl("https://example.org/b"));
  });
});

describe("an article at http and at https", () => {
  test("is one article, and keeps the address that was read last", async () => {
    const bench = createBench();
    bench.files.set("a", [page("http://example.org/a", { title: "T", text: "One.", url: "http://example.org/a" })]);
    bench.files.set("b", [page("https://example.org/a", { title: "T", text: "Two.", url: "https://example.org/a" })]);
    await bench.ingest();
    expect(bench.receipts.map(({ status }) => status)).toEqual(["added", "updated"]);
    const [article] = await bench.library.within(["main"]).articles({ limit: 5, offset: 0 });
    expect(article).toMatchObject({ id: idOfUrl("https://example.org/a"), url: "https://example.org/a", version: 2 });
  });

  test.each(["http://example.org/a", "https://example.org/a?cmp=x", "https://example.org/%c3%a9"])(
    "keeps the id of an earlier Footnote where it was stored under that: %s",
    async (url) => {
      const bench = createBench();
      const id = idOfUrl(url);
      bench.files.set("old", [jsonLine("old:1", { id, title: "T", text: "One.", url })]);
      await bench.ingest();
      bench.files.clear();
      bench.files.set("new", [page(url, { title: "T", text: "Two.", url })]);
      await bench.ingest();
      expect(bench.receipts).toMatchObject([{ status: "updated", articleId: id }]);
      if (url.startsWith("http:")) {
        bench.files.set("new", [page(url, { title: "T", text: "Three.", url: url.replace("http:", "https:") })]);
        await bench.ingest();
        expect(bench.receipts).toMatchObject([{ status: "updated", articleId: id }]);
      }
      expect(await bench.library.within(["main"]).coverage()).toMatchObject({ articles: 1 });
    },
  );
});

describe("the time of the last change", () => {
  const address = "https://example.org/a";

  test("is stored with the version, and alone makes no new one", async () => {
    const bench = createBench();
    const found = { title: "T", text: "One.", modifiedAt: "2018-06-15T10:00:00Z" };
    bench.files.set("a", [page(address, found)]);
    await bench.ingest();
    const id = idOfUrl(address);
    bench.files.set("a", [
      page(address, { ...found, modifiedAt: "2018-06-16T10:00:00Z", originalUrl: "https://o.example/" }),
    ]);
    await bench.ingest();
    expect(bench.receipts).toMatchObject([{ status: "unchanged", articleId: id }]);
    expect(await bench.library.within(["main"]).article("main", id)).toMatchObject({ version: 1, ...found });
    bench.files.set("a", [page(address, { title: "T", text: "Two." })]);
    await bench.ingest();
    expect(await bench.library.within(["main"]).article("main", id)).not.toHaveProperty("modifiedAt");
  });
});

describe("an exact duplicate from another address", () => {
  const found = { title: "T", text: "The same words.", outlet: "Wire" };
  const copy = { ...found, outlet: "Post", url: "https://post.example/a", author: "A", publishedAt: "2018-06-15" };

  async function twice() {
    const bench = createBench();
    bench.files.set("wire", [page("https://wire.example/a", found)]);
    await bench.ingest();
    bench.files.clear();
    bench.files.set("post", [page("https://post.example/a", copy)]);
    const summary = await bench.ingest();
    const id = idOfUrl("https://wire.example/a");
    const carriers = () => bench.library.within(["main"]).carriers("main", id);
    return { bench, id, summary, carriers };
  }
  const carrier = {
    kind: "same",
    article: {
      ...{ id: idOfUrl("https://post.example/a"), shelf: "main", version: 0, title: "T" },
      ...{ url: "https://post.example/a", outlet: "Post", author: "A", publishedAt: "2018-06-15" },
    },
  };

  test("is not stored, but its outlet is kept, once", async () => {
    const { bench, id, carriers } = await twice();
    const receipt = { source: "https://post.example/a", status: "duplicate", title: "T", duplicateOf: id };
    expect(bench.receipts).toEqual([receipt]);
    expect(await carriers()).toEqual([carrier]);
    expect(await bench.ingest()).toMatchObject({ duplicate: 1, articles: 1 });
    expect(bench.receipts).toEqual([receipt]);
    expect(await carriers()).toEqual([carrier]);
  });

  test("that names neither outlet nor address is noted, and no carrier", async () => {
    const { bench, carriers } = await twice();
    const { address: _, ...file } = page("https://else.example/a", { ...found, outlet: null });
    bench.files.set("post", [file]);
    await bench.ingest();
    expect(bench.receipts).toMatchObject([{ status: "duplicate" }]);
    expect(await carriers()).toEqual([carrier]);
  });

  test("is forgotten when its batch is undone, and known again when that is undone", async () => {
    const { bench, id, summary, carriers } = await twice();
    bench.receipts.length = 0;
    const undone = await undoBatch(bench, { batch: summary.batch, shelf: "main" }, bench.report);
    expect(bench.receipts).toEqual([
      { source: "https://post.example/a", status: "removed", title: "T", duplicateOf: id },
    ]);
    expect(await carriers()).toEqual([]);
    expect(await held(bench.library)).toEqual({ T: "The same words." });
    await undoBatch(bench, { batch: undone.batch, shelf: "main" }, bench.report);
    expect(await carriers()).toEqual([carrier]);
    expect(bench.receipts.at(-1)).toMatchObject({ status: "duplicate", duplicateOf: id });
    await undoBatch(bench, { batch: undone.batch, shelf: "main" }, bench.report);
    await undoBatch(bench, { batch: summary.batch, shelf: "main" }, bench.report);
    await undoBatch(bench, { batch: summary.batch, shelf: "main" }, bench.report);
    expect(bench.receipts.at(-1)).toMatchObject({
      status: "failed",
      error: `Expected the duplicate of "${id}" to be noted, as batch ${summary.batch} left it, but it is not. It was taken back before and was left alone.`,
    });
  });

  test("goes with the article, and with the words it shared", async () => {
    const { bench, id, carriers } = await twice();
    bench.files.set("wire", [page("https://wire.example/a", { ...found, text: "Other words." })]);
    const { batch } = await bench.ingest({ sources: ["wire"] });
    expect(await carriers()).toEqual([]);
    await undoBatch(bench, { batch, shelf: "main" }, bench.report);
    expect(await carriers()).toEqual([carrier]);
    const shelf = await bench.library.shelf("main");
    const removal = await shelf.beginBatch("remove");
    await shelf.remove(id, removal, { source: id, status: "removed", articleId: id });
    expect(await carriers()).toEqual([]);
    await undoBatch(bench, { batch: removal, shelf: "main" }, bench.report);
    expect(await carriers()).toEqual([carrier]);
  });

  test("that comes to say something else is an article of its own, and no carrier", async () => {
    const { bench, carriers } = await twice();
    bench.files.set("post", [page("https://post.example/a", { ...copy, text: "Its own words." })]);
    await bench.ingest();
    expect(bench.receipts).toMatchObject([{ status: "added", articleId: carrier.article.id }]);
    expect(await carriers()).toEqual([]);
  });
});
