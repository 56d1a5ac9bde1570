import { describe, expect, test } from "vitest";
import { extract, linked, PARAGRAPHS, page, STORY_TEXT } from "./support.ts";

const TITLE = "Lighthouse goes dark after 115 years";
const ARTICLE = `<article><h1>${TITLE}</h1>${PARAGRAPHS}</article>`;
const ADDRESS = "https://www.coast.example/news/lighthouse-goes-dark-4711";

async function metadata(
  head: string,
  body = ARTICLE,
  more: Parameters<typeof extract>[1] = { address: ADDRESS },
  lang = "en",
) {
  const { text, notices, givenId, ...fields } = await extract(page(head, body, lang), more);
  expect(text).toBe(STORY_TEXT);
  return fields;
}

const NOTHING = { title: TITLE, url: ADDRESS, outlet: null, author: null, publishedAt: null, modifiedAt: null };

describe("JSON-LD", () => {
  test("gives everything, from the node that is of this page and not of another", async () => {
    const other = {
      "@type": "NewsArticle",
      url: "https://www.coast.example/news/other-story-1",
      headline: "Another story",
      author: "Wrong One",
      datePublished: "2020-01-01",
    };
    const own = {
      "@context": "https://schema.org",
      "@type": ["NewsArticle", "ReportageNewsArticle"],
      mainEntityOfPage: { "@type": "WebPage", "@id": ADDRESS },
      headline: "Lighthouse goes dark after 115&amp;nbsp;years",
      author: [
        { "@type": "Person", name: "By Ida Marsh" },
        "Tom Vale",
        { "@type": "Person", name: "Ida Marsh" },
        { "@type": "Organization", name: "The Coast" },
      ],
      publisher: { "@type": "NewsMediaOrganization", name: "The Coast" },
      datePublished: "2026-02-17T18:05+0100",
      dateModified: "2026-02-17T20:30:00.000Z",
    };
    expect(await metadata(linked([other, own]))).toEqual({
      ...NOTHING,
      outlet: "The Coast",
      author: "Ida Marsh, Tom Vale",
      publishedAt: "2026-02-17T18:05:00+01:00",
      modifiedAt: "2026-02-17T20:30:00.000Z",
    });
    expect(await metadata(linked(other))).toEqual(NOTHING);
  });

  test("is mended where it is nearly JSON and left out where it is not", async () => {
    const broken = `<script type="application/ld+json">{"@type":"NewsArticle", oops</script>
      <script type="application/ld+json"><!--
        {"@type": "NewsArticle", "headline": "${TITLE}", "description": "Two
        lines", "author": {"@id": "#ida"}, "datePublished": "2026-02-17",}
      //--></script>
      <script type="application/ld+json">[{"@type": "Person", "@id": "#ida", "name": "Ida Marsh", "url": "x"}]</script>`;
    expect(await metadata(broken)).toEqual({ ...NOTHING, author: "Ida Marsh", publishedAt: "2026-02-17" });
  });

  test("of a page with a main entity, and of a page alone, is read as well", async () => {
    expect(
      await metadata(
        linked({
          "@type": "WebPage",
          url: ADDRESS,
          mainEntity: { "@type": "Article", headline: TITLE, author: { name: "Ida Marsh" } },
          datePublished: "2026-02-17",
        }),
      ),
    ).toEqual({ ...NOTHING, author: "Ida Marsh", publishedAt: "2026-02-17" });
  });
});

describe("meta tags", () => {
  test("of OpenGraph, Dublin Core, Parsely, Sailthru and scholars are read", async () => {
    const cases: readonly (readonly [string, object])[] = [
      [
        '<meta property="og:site_name" content="The Coast"><meta property="article:published_time" content="2026-02-17 18:05:00"><meta property="article:author" content="https://facebook.example/ida"><meta name="author" content="Ida Marsh and Tom Vale">',
        { outlet: "The Coast", publishedAt: "2026-02-17T18:05:00Z", author: "Ida Marsh, Tom Vale" },
      ],
      [
        '<meta name="DC.creator" content="Ida Marsh"><meta name="DC.date.issued" content="2026-02-17"><meta name="DC.publisher" content="The Coast">',
        { outlet: "The Coast", publishedAt: "2026-02-17", author: "Ida Marsh" },
      ],
      [
        '<meta name="parsely-author" content="Ida Marsh"><meta name="parsely-pub-date" content="2026-02-17T17:05:00Z">',
        { publishedAt: "2026-02-17T17:05:00Z", author: "Ida Marsh" },
      ],
      [
        '<meta name="sailthru.author" content="Ida Marsh"><meta name="sailthru.date" content="Tue, 17 Feb 2026 18:05:00 +0100">',
        { publishedAt: "2026-02-17T18:05:00+01:00", author: "Ida Marsh" },
      ],
      [
        '<meta name="citation_author" content="Marsh, Ida"><meta name="citation_author" content="Vale, Tom"><meta name="citation_publication_date" content="2026/02/17"><meta name="citation_journal_title" content="Coastal Letters">',
        { outlet: "Coastal Letters", publishedAt: "2026-02-17", author: "Ida Marsh, Tom Vale" },
      ],
      [
        '<meta name="pubdate" content="1771347900"><meta name="author" content="@ida">',
        { publishedAt: "2026-02-17T17:05:00Z" },
      ],
      ['<meta name="date" content="Feb 17, 2026 1:05 PM EST">', { publishedAt: "2026-02-17T13:05:00-05:00" }],
    ];
    for (const [head, expected] of cases) {
      expect(await metadata(head), head).toEqual({ ...NOTHING, ...expected });
    }
  });
});

describe("what the page shows", () => {
  test("gives author and date where nothing else does", async () => {
    const cases: readonly (readonly [string, string, object])[] = [
      [
        '<p class="byline">By <a href="/authors/ida">Ida Marsh</a> and <a href="/authors/tom">Tom Vale</a>, Coast Correspondents</p><p class="date">Published 17 February 2026, 18:05 GMT | Updated 18 February 2026</p>',
        "en",
        { author: "Ida Marsh, Tom Vale", publishedAt: "2026-02-17T18:05:00Z", modifiedAt: "2026-02-18" },
      ],
      [
        '<div class="meta"><span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ida Marsh</span></span> <time itemprop="datePublished" datetime="2026-02-17T18:05:00+01:00">today</time></div>',
        "en",
        { author: "Ida Marsh", publishedAt: "2026-02-17T18:05:00+01:00" },
      ],
      ["<p><b>By IDA MARSH</b></p><p>February 17, 2026</p>", "en", { author: "Ida Marsh", publishedAt: "2026-02-17" }],
      [
        "<p>Von Ida Marsh und Tom Vale</p><p>17.02.2026, 18:05 Uhr</p>",
        "de",
        { author: "Ida Marsh, Tom Vale", publishedAt: "2026-02-17" },
      ],
      ["<p>03/04/2026</p>", "en-US", { publishedAt: "2026-03-04" }],
      ["<p>03/04/2026</p>", "fr", { publishedAt: "2026-04-03" }],
      ["<p>2026年2月17日</p>", "ja", { publishedAt: "2026-02-17" }],
      ['<span class="author">Reuters</span>', "en", { author: "Reuters" }],
    ];
    for (const [line, lang, expected] of cases) {
      const body = `<article><h1>${TITLE}</h1>${line}${PARAGRAPHS}</article>`;
      expect(await metadata("", body, { address: ADDRESS }, lang), line).toEqual({ ...NOTHING, ...expected });
    }
  });

  test("gives the title without the name of the outlet", async () => {
    const cases = [
      `<title>${TITLE} | The Coast</title><meta property="og:site_name" content="The Coast">`,
      `<title>The Coast - ${TITLE}</title><meta property="og:title" content="${TITLE} - The Coast"><meta property="og:site_name" content="The Coast">`,
      `<title>${TITLE} — News — The Coast</title><meta name="application-name" content="The Coast">`,
      `<title>The Coast</title><meta property="og:title" content="The Coast"><meta property="og:site_name" content="The Coast">`,
    ];
    for (const head of cases) {
      expect(await metadata(head), head).toEqual({ ...NOTHING, outlet: "The Coast" });
    }
    const bare = `<div><a href="/"><img src="l.png" alt="The Coast"></a></div><div>${PARAGRAPHS}</div>`;
    expect(await metadata(`<title>${TITLE} - The Coast</title>`, bare)).toEqual({ ...NOTHING, outlet: "The Coast" });
  });

  test("goes before what the feed said", async () => {
    const hints = {
      title: "Feed title",
      author: "Feed Author",
      outlet: "Feed",
      publishedAt: "2026-01-01",
      url: "https://feed.example/x",
    };
    expect(await metadata('<meta name="author" content="Ida Marsh">', ARTICLE, { address: ADDRESS, hints })).toEqual({
      ...NOTHING,
      author: "Ida Marsh",
      outlet: "Feed",
      publishedAt: "2026-01-01",
    });
  });
});

describe("the address", () => {
  const url = async (head: string, address?: string) => {
    const {
      url: found,
      originalUrl,
      notices,
    } = await extract(page(head, ARTICLE), address === undefined ? {} : { address });
    return { url: found, originalUrl, notices: (notices ?? []).map((notice) => notice.message) };
  };
  const at = (found: string | null) => ({ url: found, originalUrl: undefined, notices: [] });

  test("is the canonical one on the same site, without tracking and fragment", async () => {
    expect(
      await url(
        '<link rel="canonical" href="/news/lighthouse-goes-dark-4711?utm_medium=x&id=3#top">',
        `${ADDRESS}/amp`,
      ),
    ).toEqual(at(`${ADDRESS}?id=3`));
    expect(
      await url('<link rel=canonical href="https://coast.example/a-b-c">', "https://m.coast.example/a-b-c"),
    ).toEqual(at("https://coast.example/a-b-c"));
    expect(await url("", `${ADDRESS}?fbclid=1#x`)).toEqual(at(ADDRESS));
    expect(await url('<link rel="canonical" href="https://www.coast.example/">', ADDRESS)).toEqual(at(ADDRESS));
    expect(await url('<link rel="canonical" href="https://www.coast.example/news/">', ADDRESS)).toEqual(at(ADDRESS));
    expect(await url('<link rel="canonical" href="javascript:alert(1)">', ADDRESS)).toEqual(at(ADDRESS));
    expect(
      await url(
        "",
        "https://www-coast-example.cdn.ampproject.org/c/s/www.coast.example/news/lighthouse-goes-dark-4711",
      ),
    ).toEqual(at(ADDRESS));
  });

  test("stays its own where the canonical one is on another site: a copy", async () => {
    expect(await url('<link rel="canonical" href="https://agency.example/lighthouse">', ADDRESS)).toEqual({
      url: ADDRESS,
      originalUrl: "https://agency.example/lighthouse",
      notices: ["this is a copy; the page names as its original https://agency.example/lighthouse"],
    });
  });

  test("of a saved page is the one it names, or the one the browser noted", async () => {
    expect(await url(`<link rel="canonical" href="${ADDRESS}">`)).toEqual(at(ADDRESS));
    expect(await url(`<meta property="og:url" content="${ADDRESS}">`)).toEqual(at(ADDRESS));
    expect(await url("")).toEqual(at(null));
    expect(
      await url(
        `<link rel="canonical" href="https://agency.example/lighthouse"><meta property="og:url" content="${ADDRESS}">`,
      ),
    ).toMatchObject({
      url: ADDRESS,
      originalUrl: "https://agency.example/lighthouse",
    });
    const saved = await extract(`<!-- saved from url=(0056)${ADDRESS} -->\n${page("", ARTICLE)}`);
    expect(saved.url).toBe(ADDRESS);
  });
});
