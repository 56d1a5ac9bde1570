import { expect, test } from "vitest";
import { linked, PARAGRAPHS, page, refusal } from "./support.ts";

const SAVE = "Open it in a browser, save the page there, and give the file.";

test("what is no article is refused with what it is", async () => {
  const cases: readonly (readonly [string, string])[] = [
    [
      page(
        "<title>Just a moment...</title>",
        "<h1>coast.example</h1><p>Checking your browser before accessing coast.example.</p>",
      ),
      `Expected an article, found a check whether the reader is a person. ${SAVE}`,
    ],
    [
      page(
        "<title>The Coast</title>",
        '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>',
      ),
      `Expected an article, found no text in this page. Is it shown by scripts? ${SAVE}`,
    ],
    [
      page("<title>The Coast</title>", "<p>Please enable JavaScript to view this page.</p>"),
      `Expected an article, found a page that shows its text only where scripts run. ${SAVE}`,
    ],
    [
      page(
        "<title>Page not found | The Coast</title>",
        "<h1>404</h1><p>Sorry, the page you are looking for does not exist.</p>",
      ),
      "Expected an article, found a page that says that there is nothing at this address. Check the address.",
    ],
    [
      page(
        "<title>Before you continue</title>",
        "<p>We value your privacy. We and our 812 partners store information on a device.</p><button>Accept all</button>",
      ),
      `Expected an article, found a question for consent to cookies. ${SAVE}`,
    ],
    [
      page("<title>Sign in - The Coast</title>", '<form><input type="email"><input type="password"></form>'),
      `Expected an article, found a form to sign in. ${SAVE}`,
    ],
    [
      page(
        `<title>Storm at sea</title>${linked({ "@type": "VideoObject", name: "Storm at sea" })}`,
        "<h1>Storm at sea</h1><video></video><p>Watch the storm.</p>",
      ),
      "Expected an article, found a video without a text. Give a transcript or a report of it.",
    ],
    ["", `Expected an article, found no text in this page. Is it shown by scripts? ${SAVE}`],
    [
      `${"<div>".repeat(600)}x`,
      "Expected a web page, found more than 500 elements inside each other. Give a saved text of the article instead.",
    ],
    [
      `\u0000\u0001${"\u0000".repeat(50)}`,
      "Expected a web page, found bytes that are no text. Is it a picture or an archive under a wrong name?",
    ],
    ["x".repeat(10 * 1024 * 1024 + 1), "Expected a web page of at most 10 MiB, found 11 MiB."],
  ];
  for (const [html, expected] of cases) {
    expect(await refusal(html), html.slice(0, 200)).toBe(expected);
  }
});

test("a home page or a section is refused with its feeds", async () => {
  const cards = Array.from(
    { length: 12 },
    (_, index) =>
      `<div class="item"><h2><a href="/news/${index}">Something happened on the coast today, number ${index}</a></h2><p>A teaser of one line says what it was.</p></div>`,
  ).join("");
  const feed = '<link rel="alternate" type="application/rss+xml" title="News" href="/feed.xml">';
  expect(
    await refusal(page(`<title>The Coast</title>${feed}<meta property="og:type" content="website">`, cards), {
      address: "https://www.coast.example/",
    }),
  ).toBe(
    "Expected an article, found a page of links to 12 others. Give the address of one article, or its feed: https://www.coast.example/feed.xml",
  );
  expect(await refusal(page("<title>News</title>", cards))).toBe(
    "Expected an article, found a page of links to 12 others. Give the address of one article.",
  );
});

test("a home page with long teasers is one", async () => {
  const teaser =
    "It was said in the sitting of the council, and again on the quay by those who had not been there. ".repeat(2);
  const cards = Array.from(
    { length: 12 },
    (_, index) =>
      `<li><h2><a href="/2026/${index}">Something on the coast, number ${index}</a></h2><p>${teaser}</p></li>`,
  ).join("");
  const title = "<title>The Coast – News from the sea</title>";
  const found = "Expected an article, found a page of links to 12 others. Give the address of one article.";
  expect(await refusal(page(title, `<ul>${cards}</ul>`), { address: "https://coast.example/" })).toBe(found);
  const saved = `${title}<link rel="canonical" href="https://coast.example/">`;
  expect(await refusal(page(saved, `<ul>${cards}</ul>`))).toBe(found);
});

test("pictures behind a question for consent are a gallery all the same", async () => {
  const consent =
    '<div role="dialog"><p>We and our 90 partners store information on your device.</p><button>Accept all</button></div>';
  const pictures = Array.from(
    { length: 6 },
    (_, index) => `<figure><img src="${index}.jpg"><figcaption>The lamp, seen from rock ${index}</figcaption></figure>`,
  ).join("");
  expect(
    await refusal(
      page("<title>The lamp in May</title>", `${consent}<article><h1>The lamp in May</h1>${pictures}</article>`),
    ),
  ).toBe("Expected an article, found a gallery with 6 pictures and only captions. Give the report that goes with it.");
});

test("an article about such things is none of them", async () => {
  const bodies = [
    page(
      "<title>Error 404: a short history</title>",
      `<article><h1>Error 404: a short history</h1>${PARAGRAPHS.repeat(4)}</article>`,
    ),
    page(
      "<title>Cookie consent rules change</title>",
      `<article><h1>Cookie consent rules change</h1>${PARAGRAPHS}<p>${"The rules on consent are new. ".repeat(60)}</p></article>`,
    ),
  ];
  for (const body of bodies) {
    expect(await refusal(body)).toMatch(/^accepted/);
  }
});
