import { describe, expect, test } from "vitest";
import { entriesOf, parse } from "./parsing.ts";
import { atom, jsonFeed, opml, rss1, rss2, rss091 } from "./samples.ts";

describe("RSS", () => {
  test("2.0 gives title, author, outlet, date, address and the article in full", async () => {
    expect(await parse(rss2)).toEqual({
      kind: "feed",
      title: "The Harbour Post & Courier",
      minutes: 30,
      entries: [
        {
          address: "https://post.example/ferry?id=7&page=1",
          hints: {
            title: "Ferry to Lund runs again",
            author: "Ada Holm",
            outlet: "The Harbour Post & Courier",
            publishedAt: "2026-11-24T09:05:00+01:00",
          },
          updatedAt: null,
          content: "<p>The ferry runs again.</p><p>It had lain still for a year.</p>",
        },
        {
          address: "https://post.example/council",
          hints: {
            title: "Mayor & council: “No” to café",
            author: "Ben Roe",
            outlet: "The Harbour Post & Courier",
            publishedAt: "2026-11-23T18:00:00-05:00",
          },
          updatedAt: null,
          content: null,
        },
        {
          address: "https://post.example/only-guid",
          hints: { title: "Without a link", outlet: "The Wire" },
          updatedAt: null,
          content: null,
        },
      ],
    });
  });

  test("0.91 with its document type is read, and its relative addresses are resolved", async () => {
    expect(await parse(rss091)).toMatchObject({
      title: "Old news",
      minutes: null,
      entries: [{ address: "https://post.example/modem.html", hints: { title: "A modem", outlet: "Old news" } }],
    });
  });

  test("1.0 is RDF with the dates and names of Dublin Core", async () => {
    expect(await parse(rss1)).toEqual({
      kind: "feed",
      title: "Journal of Tides",
      minutes: 1440,
      entries: [
        {
          address: "https://journal.example/1",
          hints: {
            title: "On ebb",
            author: "C. Moon",
            outlet: "Journal of Tides",
            publishedAt: "2026-11-20T10:00:00+00:00",
          },
          updatedAt: null,
          content: null,
        },
      ],
    });
  });

  test("minutes come from ttl before anything else, and never beyond a day", async () => {
    expect(await parse(rss2.replace("<item>", "<ttl>45</ttl><item>"))).toMatchObject({ minutes: 45 });
    expect(await parse(rss2.replace("<item>", "<ttl>99999</ttl><item>"))).toMatchObject({ minutes: 1440 });
    expect(await parse(rss2.replace("<item>", "<ttl>0</ttl><item>"))).toMatchObject({ minutes: null });
  });

  test("a feed without items is a feed", async () => {
    expect(await parse('<rss version="2.0"><channel><title>New</title></channel></rss>')).toMatchObject({
      entries: [],
    });
  });
});

describe("Atom", () => {
  test("entries keep their outlet on a planet, relative addresses follow xml:base, xhtml is HTML", async () => {
    const [first, second] = await entriesOf(atom);
    expect(first).toEqual({
      address: "https://planet.example/blog/1",
      hints: {
        title: "Ships & <b> tags",
        author: "Dora Quay",
        outlet: "Sea Notes",
        publishedAt: "2026-11-21T08:00:00Z",
      },
      updatedAt: "2026-11-22T09:30:00+02:00",
      content: "<p>A <b>ship</b> &amp; a sea.</p>",
    });
    expect(second).toEqual({
      address: "https://sea.example/2",
      hints: { title: "Nets & lines", author: "The planet", outlet: "Planet <Sea>" },
      updatedAt: "2026-11-20T00:00:00Z",
      content: "<p>Nets.</p>",
    });
  });

  test("a tombstone names the address of what was taken back", async () => {
    expect((await entriesOf(atom)).slice(2)).toEqual([
      { address: "https://sea.example/0", hints: {}, updatedAt: null, content: null, isWithdrawn: true },
    ]);
    const byRef =
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><at:deleted-entry xmlns:at="x" ref="https://sea.example/r"/></feed>';
    expect(await entriesOf(byRef)).toMatchObject([{ address: "https://sea.example/r", isWithdrawn: true }]);
  });
});

describe("JSON Feed", () => {
  test("gives its entries, and text as paragraphs", async () => {
    expect(await parse(jsonFeed)).toEqual({
      kind: "feed",
      title: "Weather <desk>",
      minutes: null,
      entries: [
        {
          address: "https://post.example/storm",
          hints: {
            title: "Storm & calm",
            author: "Eve Frost",
            outlet: "Weather <desk>",
            publishedAt: "2026-11-19T07:00:00-05:00",
          },
          updatedAt: null,
          content: "<p>It blew.</p>",
        },
        {
          address: "https://weather.example/2",
          hints: { author: "Eve Frost", outlet: "Weather <desk>" },
          updatedAt: "2026-11-18",
          content: "<p>Rain &lt; snow.</p>\n<p>Later sun.</p>",
        },
      ],
    });
  });

  test("other JSON is no listing, a broken JSON Feed says so", async () => {
    expect(await parse('{"title":"An article","text":"Of words."}')).toBeNull();
    await expect(parse(jsonFeed.slice(0, -5))).rejects.toThrow(/^Expected a JSON Feed, found one that cannot be read/);
  });
});

test("OPML is a list of the feeds it subscribes to", async () => {
  expect(await parse(opml)).toEqual({
    kind: "addresses",
    title: "My feeds",
    minutes: null,
    entries: ["https://post.example/feed.xml", "https://sea.example/atom.xml"].map((address) => ({
      address,
      hints: {},
      updatedAt: null,
      content: null,
    })),
  });
});

describe("what readers forgive", () => {
  const feed = (inside: string) => `<rss version="2.0"><channel><title>P</title>${inside}</channel></rss>`;

  test("a bare ampersand, in an address too", async () => {
    const item =
      "<item><title>Fish & chips &co; &nbsp;more</title><link>https://p.example/?a=1&b=2&copy=3</link></item>";
    const [entry] = await entriesOf(feed(`${item}<item><title>Next</title><link>https://p.example/2</link></item>`));
    expect(entry).toMatchObject({
      address: "https://p.example/?a=1&b=2&copy=3",
      hints: { title: "Fish & chips &co; more" },
    });
    expect(await entriesOf(feed(item + item))).toHaveLength(2);
  });

  test("HTML that nobody escaped", async () => {
    const item =
      "<item><link>https://p.example/1</link><description><p>One<br>two</description><title>T</title></item>";
    expect(await entriesOf(feed(item))).toMatchObject([{ address: "https://p.example/1", hints: { title: "T" } }]);
  });

  test("blank lines before the XML declaration, and a server that calls it HTML", async () => {
    expect(await parse(`\n\n${rss2}`, { mediaType: "text/html" })).toMatchObject({ kind: "feed" });
  });

  test("a feed that breaks off in the middle: what came is read", async () => {
    const broken = rss2.slice(0, rss2.indexOf("</item>", rss2.indexOf("origLink")) - 30);
    expect((await entriesOf(broken)).map(({ address }) => address)).toEqual([
      "https://post.example/ferry?id=7&page=1",
      "https://post.example/council",
    ]);
  });

  test("a namespace that is not declared, names in any case", async () => {
    const item = "<ITEM><Title>T</Title><LINK>https://p.example/1</LINK><dc:creator>Ada</dc:creator></ITEM>";
    expect(await entriesOf(feed(item))).toMatchObject([{ hints: { title: "T", author: "Ada" } }]);
  });
});

test("an article is no listing: HTML, XHTML with its document type, text, PDF, a picture", async () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13);
  for (const article of [
    "<!DOCTYPE html><html><head><title>rss</title></head><body><rss>no</rss></body></html>",
    '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x" [<!ENTITY a "b">]><html/>',
    "<html><feed></feed></html>",
    "<p>A fragment</p>",
    "An article about https://post.example/",
    "",
    "# only a heading",
    "%PDF-1.7\n",
    png,
  ]) {
    expect(await parse(article)).toBeNull();
  }
});
