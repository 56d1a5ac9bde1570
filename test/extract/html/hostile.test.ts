import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { InputError } from "#errors.ts";
import { extract, linked, PARAGRAPHS, page, refusal, STORY_TEXT } from "./support.ts";

const PAGES = [
  readFileSync(new URL("pages/wordpress.html.txt", import.meta.url), "utf8"),
  page(
    `<title>x | y</title><style>.a{display:none}@media x{.b{color:red}}</style>${linked([{ "@type": "NewsArticle", headline: "x", author: { "@id": "#a" } }])}`,
    `<article><h1>x</h1><!-- c --><div class="live-post"><time>14:05</time>${PARAGRAPHS}</div><table><tr><td>1<td>2<tr><td>3<td>4</table></article>`,
  ),
];

const SCRAPS =
  `<div> </div> <p </p> <!-- --> <![CDATA[ ]]> <script> </script> <style> </style> <template> <table> <tr><td> </table> <svg> </svg> <a href=" <b> </i> <br><br> " ' > < & &# &#x &#0; &#1114112; = /> <h1> </h1> <article> </article> <title> <textarea> <select> <form> <body onload=" </html> <math> <li> <meta charset=" <time datetime=" <plaintext> <noscript> \u0000 \ud800 \u202e \ufdd0 \ufdd3 {"@type":"NewsArticle"} {{{{ ]]]]`.split(
    " ",
  );

const MUTATION = fc.record({
  page: fc.constantFrom(...PAGES),
  edits: fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 })),
      put: fc.oneof(
        fc.constantFrom(...SCRAPS),
        fc.constantFrom(...SCRAPS).map((scrap) => scrap.repeat(40)),
        fc.string(),
      ),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});

async function timed(html: string) {
  const start = performance.now();
  const message = await refusal(html);
  return { message, milliseconds: performance.now() - start };
}

test("a broken page gives an article or an InputError, and soon", async () => {
  await extract(PAGES[0] ?? "");
  await fc.assert(
    fc.asyncProperty(MUTATION, async ({ page: source, edits }) => {
      const broken = edits.reduce((html, { at, cut, put }) => {
        const from = Math.floor(at * html.length);
        return html.slice(0, from) + put + html.slice(from + cut);
      }, source);
      const { message, milliseconds } = await timed(broken);
      expect(message).toMatch(/^(?:accepted: \{|Expected )/);
      // Measured again where it was long, since other tests run on the same processors.
      expect(milliseconds < 500 ? milliseconds : (await timed(broken)).milliseconds).toBeLessThan(500);
    }),
    { numRuns: 1000, seed: 20_260_217 },
  );
}, 30_000);

test("bytes of any kind give an article or an InputError", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.option(fc.constantFrom("utf-16le", "shift_jis", "x", "")),
      async (bytes, charset) => {
        expect(await refusal(bytes, charset === null ? {} : { charset })).toMatch(/^(?:accepted: \{|Expected )/);
      },
    ),
    { numRuns: 300, seed: 7 },
  );
});

test("pages made to take long do not", async () => {
  const heavy: readonly string[] = [
    "<a ".repeat(60_000),
    `<style>${"/*".repeat(100_000)}</style>`,
    `<style>${".a{".repeat(60_000)}</style>`,
    `<script type="application/ld+json">${"[".repeat(100_000)}</script>`,
    `<script type="application/ld+json">${'{"@graph":'.repeat(20_000)}</script>`,
    `<p>${" ".repeat(300_000)}x</p>`,
    '<body "'.repeat(40_000),
    "<!--".repeat(60_000),
    `<meta charset=${"<meta ".repeat(40_000)}`,
    `<svg>${"<g>".repeat(20_000)}</svg>`,
    "<p>".repeat(8000),
    "&amp;".repeat(20_000),
    `<p>${"by ".repeat(60_000)}</p>`,
    `<p>Edited by ${"Abc de ".repeat(40)}x1</p>`.repeat(300),
    `<div class="a">`.repeat(300) + "<h2>x y z</h2>q</div>".repeat(300),
    `${'<footer class="entry-meta">'.repeat(300)}By Jo${"</footer>".repeat(300)}`,
    `<title>${"a | ".repeat(60_000)}</title>`,
    `<p>${'<a href="/x">one two three four</a> '.repeat(1500)}</p>`,
    "<div class='post'><time>10:00</time><p>Words and more words here</p></div>".repeat(600),
    "<tr><td>1</td><td>2</td></tr>".repeat(4000),
  ];
  for (const body of heavy) {
    const { message, milliseconds } = await timed(page("", `<h1>x</h1>${PARAGRAPHS}${body}`));
    expect(message, body.slice(0, 60)).toMatch(/^(?:accepted: \{|Expected )/);
    expect(milliseconds, body.slice(0, 60)).toBeLessThan(5000);
  }
}, 60_000);

test("what stands inside each other 400 times is read, and 600 times refused", async () => {
  const nested = (depth: number) =>
    page("", `<h1>x</h1>${"<div>".repeat(depth)}${PARAGRAPHS}${"</div>".repeat(depth)}`);
  expect((await extract(nested(400))).text).toBe(STORY_TEXT);
  await expect(extract(nested(600))).rejects.toThrow(InputError);
});
