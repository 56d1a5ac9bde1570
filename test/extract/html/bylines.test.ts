import { expect, test } from "vitest";
import { extract, PARAGRAPHS, page, STORY_TEXT } from "./support.ts";

const TITLE = "Lighthouse goes dark after 115 years";

/** What is taken from a page with this above the paragraphs; the text is the story's in each. */
async function author(above: string, lang = "en"): Promise<string | null> {
  const article = `<article><h1>${TITLE}</h1>${above}${PARAGRAPHS}</article>`;
  const found = await extract(page(`<title>${TITLE}</title>`, article, lang));
  expect(found.text, above).toBe(STORY_TEXT);
  return found.author;
}

test("a byline in the footer of a node gives its name, not its date", async () => {
  const submitted =
    '<footer class="node__meta"><div class="node__submitted">Submitted by <span class="field field--name-uid"><span>Ida Marsh</span></span> on <span class="field field--name-created">Tue, 17/02/2026 - 16:20</span></div></footer>';
  expect(await author(submitted)).toBe("Ida Marsh");
  expect(await author('<footer class="entry-meta">Posted by Ida Marsh on Tuesday</footer>')).toBe("Ida Marsh");
  expect(await author("<footer>Written by Ida Marsh</footer>")).toBe("Ida Marsh");
  expect(await author('<footer class="entry-meta">Filed under <a href="/sea">Sea</a></footer>')).toBeNull();
});

test("of a byline in lines only those with names count", async () => {
  const lines = (...texts: readonly string[]) => `<p><font size="-1">${texts.join("<br>")}</font></p>`;
  expect(await author(lines("By Ida Marsh", "Coast Evening Post", "February 17, 2026"))).toBe("Ida Marsh");
  expect(await author(lines("By", "Ida Marsh", "February 17, 2026"))).toBe("Ida Marsh");
  expect(await author(lines("By Ida Marsh", "and Tom Vale"))).toBe("Ida Marsh, Tom Vale");
});

test("a place after a name is no author", async () => {
  for (const place of ["New York", "Hong Kong", "San Francisco", "Mexico City", "Tel Aviv", "London"]) {
    expect(await author(`<p class="byline">By Ida Marsh, ${place}</p>`), place).toBe("Ida Marsh");
  }
  expect(await author('<p class="byline">By Ida Marsh, Tom Vale and Una New</p>')).toBe("Ida Marsh, Tom Vale, Una New");
});

test("Hungarian and other dates that begin with the year are dates", async () => {
  const { publishedAt, text } = await extract(
    page(
      `<title>${TITLE}</title>`,
      `<article><h1>${TITLE}</h1><p class="datum">2026. február 17.</p>${PARAGRAPHS}</article>`,
      "hu",
    ),
  );
  expect({ publishedAt, text }).toEqual({ publishedAt: "2026-02-17", text: STORY_TEXT });
});

test("the outlet is the name on the way home that the copyright line repeats", async () => {
  const outlet = async (top: string, foot: string) =>
    (
      await extract(
        page(`<title>${TITLE}</title>`, `${top}<h1>${TITLE}</h1>${PARAGRAPHS}<hr><p><font size="1">${foot}</font></p>`),
        { address: "http://coast.example/2001/lamp.html" },
      )
    ).outlet;
  const logo = '<a href="/"><img src="/logo.gif" alt="The Coast Herald logo"></a>';
  expect(await outlet(logo, "&copy; 2001 The Coast Herald")).toBe("The Coast Herald");
  expect(await outlet('<a href="http://coast.example/">The Coast Herald</a>', "Copyright The Coast Herald")).toBe(
    "The Coast Herald",
  );
  expect(await outlet('<a href="http://host.example/">Free Host</a>', "&copy; Free Host")).toBeNull();
  expect(await outlet(logo, "Please write to the webmaster")).toBeNull();
});
