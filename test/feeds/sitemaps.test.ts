import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { entriesOf, parse } from "./parsing.ts";
import { addressList, newsSitemap, sitemapIndex } from "./samples.ts";

test("a news sitemap gives titles, outlets and dates; pictures are not taken for articles", async () => {
  expect(await parse(newsSitemap)).toEqual({
    kind: "sitemap",
    title: null,
    minutes: null,
    entries: [
      {
        address: "https://post.example/a?x=1&y=2",
        hints: { title: "Ferry & tide", outlet: "The Harbour Post", publishedAt: "2026-11-24T08:00:00+01:00" },
        updatedAt: null,
        content: null,
      },
      { address: "https://post.example/b", hints: {}, updatedAt: "2026-11-01", content: null },
    ],
  });
});

test("an index names sitemaps", async () => {
  expect(await parse(sitemapIndex)).toMatchObject({
    kind: "sitemap-index",
    entries: [
      { address: "https://post.example/sitemap-1.xml.gz", updatedAt: "2026-11-24" },
      { address: "https://post.example/sitemap-2.xml", updatedAt: null },
    ],
  });
});

test("a compressed sitemap is read as it is plain, prefixed names too", async () => {
  expect(await parse(gzipSync(newsSitemap))).toEqual(await parse(newsSitemap));
  const prefixed =
    '<sm:urlset xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9"><sm:url><sm:loc>https://a.example/</sm:loc></sm:url></sm:urlset>';
  expect(await entriesOf(prefixed)).toMatchObject([{ address: "https://a.example/" }]);
});

test("a list of addresses is every line one, comments and blank lines aside", async () => {
  expect(await parse(addressList)).toMatchObject({
    kind: "addresses",
    entries: [{ address: "https://post.example/ferry" }, { address: "https://sea.example/2" }],
  });
  expect(await parse(`${addressList}and this`)).toBeNull();
  expect(await parse("https://post.example/a b")).toBeNull();
  expect(await parse("ftp://post.example/a")).toBeNull();
});

test("fifty thousand entries are read, one more is refused", async () => {
  const urls = Array.from({ length: 50_000 }, (_, index) => `https://a.example/${index}`);
  expect(await entriesOf(urls.join("\n"))).toHaveLength(50_000);
  await expect(parse(`${urls.join("\n")}\nhttps://a.example/last`)).rejects.toThrow(/at most 50,000 addresses/);
  const sitemap = (count: number) =>
    `<urlset>${urls.map((url) => `<url><loc>${url}</loc></url>`).join("")}${"<url><loc>https://a.example/x</loc></url>".repeat(count)}</urlset>`;
  expect(await entriesOf(sitemap(0))).toHaveLength(50_000);
  await expect(parse(sitemap(1))).rejects.toThrow(/at most 50,000 entries/);
});
