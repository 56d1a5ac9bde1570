import { expect, test } from "vitest";
import { extract, PARAGRAPHS, page, STORY, STORY_TEXT } from "./support.ts";

const TITLE = "Lighthouse goes dark after 115 years";
const article = (inside: string) =>
  page(`<title>${TITLE}</title>`, `<article><h1>${TITLE}</h1><div class="x">${inside}</div></article>`);
const textOf = async (html: string) => (await extract(html)).text;

const OTHER = [
  "The ferry to Brann has been sold to a museum, which will moor it beside the fish hall from the first of June on.",
  "Its last captain said that she had never liked the horn, and that the museum was welcome to it and to the kettle.",
  "The county will run the crossing with a boat on hire until the new one has been built, in four years or in five.",
].map((paragraph) => `<p>${paragraph}</p>`);

const item = (attributes: string, headline: string, line: string, paragraphs: string) =>
  `<div class="stream-entry"${attributes}>${headline}<p class="xy">${line}</p><div>${paragraphs}</div></div>`;

test("articles below the first in a feed are not of it", async () => {
  const first = item("", `<h1>${TITLE}</h1>`, "17 February 2026", PARAGRAPHS);
  const next = [
    item("", "<h2>Ferry sold to a museum</h2>", "14 February 2026", OTHER.join("")),
    item(' data-url="/news/ferry"', "<h2>Ferry sold to a museum</h2>", "Sea", OTHER.join("")),
    item("", '<h2><a href="/news/ferry">Ferry sold to a museum</a></h2>', "Sea", OTHER.join("")),
  ];
  for (const one of next) {
    expect(await textOf(page(`<title>${TITLE}</title>`, `<main>${first}${one}</main>`)), one).toBe(STORY_TEXT);
  }
});

test("parts of one article with headings of their own are of it", async () => {
  const ferry = ["<p>It began on 3 May 2024, a Friday.</p>", ...OTHER];
  const part = (inside: string) => `<section class="part">${inside}</section>`;
  const html = `<main>${part(`<h1>${TITLE}</h1>${PARAGRAPHS}`)}${part(`<h2>The ferry</h2>${ferry.join("")}`)}</main>`;
  expect(await textOf(page(`<title>${TITLE}</title>`, html))).toBe(
    [STORY_TEXT, "The ferry", ...ferry.map((paragraph) => paragraph.replace(/<\/?p>/g, ""))].join("\n\n"),
  );
});

test("lines and boxes of the page between and below the paragraphs go", async () => {
  const lines = [
    '<div class="m"><span>Most shared</span><a href="/1">Seven walks along the cliffs</a><a href="/2">Why the gulls shout</a></div>',
    "<p><b>Most read</b><br><a href='/1'>Seven walks along the cliffs</a><br><a href='/2'>Why the gulls shout</a></p>",
    "<p>Follow us on <a href='#'>Bluesky</a>.</p>",
    "<div>Fifty years ago today: the ferry ran aground on the spit</div>",
    "<div>On this day: the first lamp is lit</div>",
    "<p>This article first appeared in <a href='https://wire.example/1'>The Wire</a>.</p>",
    "<p>This story was originally published by Coast Weekly</p>",
    "<p>(Reporting by Ida Marsh in Brann; Editing by Tom Vale)</p>",
    "<p>Edited by Tom Vale</p>",
    "<p>Address of this article: https://coast.example/lamp</p>",
    '<div class="no-print">For your records only</div>',
    "<h3>Dates</h3><p><a href='/june.html'>All dates in June</a></p>",
    "<hr><p><small>Paper of the parish. Printed in the vestry. <a href='/mail'>Write to us</a></small></p>",
    "<br><br><a href='/print'>In plain</a> | <a href='/mail'>To a friend</a>",
    "<table align='right'><tr><td><img src='a.gif'><br><font size='-2'>The tower in May</font></td></tr></table>",
  ];
  for (const line of lines) {
    expect(await textOf(article(PARAGRAPHS + line)), line).toBe(STORY_TEXT);
  }
});

test("sentences that begin like such lines, notes and corrections stay", async () => {
  const kept = [
    "Edited by Tom Vale, the book about the lamp has sold 40 copies.",
    "Written by nobody, the letter nevertheless had a stamp.",
    "Ten years ago the ferry ran aground on the same spit.",
    "The report was first published in 2019 by the ministry.",
  ];
  for (const sentence of kept) {
    expect(await textOf(article(`${PARAGRAPHS}<p>${sentence}</p>`))).toBe(`${STORY_TEXT}\n\n${sentence}`);
  }
  const small = [
    "1 The lamp of 1911 burned paraffin.",
    "Correction: The tower is 31 metres high, not 13, as a first version said.",
  ];
  for (const note of small) {
    expect(await textOf(article(`${PARAGRAPHS}<hr><p><small>${note}</small></p>`))).toBe(`${STORY_TEXT}\n\n${note}`);
  }
});

test("marks of footnotes and the section above the headline are not text", async () => {
  const [first, second, third] = STORY;
  const noted = `<p>${first}<sup><a href="#n1">[1]</a></sup></p><p>${second}<a href="#n2">2</a></p><p>${third}</p>`;
  const notes = '<ol><li id="n1">By an anchor. <a href="#r1">↩</a></li><li id="n2">Of lead.</li></ol>';
  const html = `<article><div>Letters to the coast editor</div><h1>${TITLE}</h1>${noted}<h2>Notes</h2>${notes}</article>`;
  expect(await textOf(page(`<title>${TITLE}</title>`, html))).toBe(
    [STORY_TEXT, "Notes", "By an anchor.", "Of lead."].join("\n\n"),
  );
  const power = `<p>Ten times 10<sup>6</sup> candles, by <a href="https://sea.example/7">7</a> keepers, are a bright lamp.</p>`;
  expect(await textOf(article(PARAGRAPHS + power))).toBe(
    `${STORY_TEXT}\n\nTen times 106 candles, by 7 keepers, are a bright lamp.`,
  );
});
