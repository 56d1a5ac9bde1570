import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "#errors.ts";
import { createExtractor } from "#extract/extractor.ts";
import { sentences } from "#text/sentences.ts";
import type { ExtractedArticle } from "#types.ts";
import { nastyText } from "../text/nasty-text.ts";

function extract(content: string): Promise<ExtractedArticle> {
  const bytes = new TextEncoder().encode(content);
  return createExtractor().extract({ source: "test.md", identity: null, format: "markdown", bytes });
}

/** The text of a document that has a title already. */
async function textOf(markdown: string): Promise<string> {
  return (await extract(`---\ntitle: T\n---\n${markdown}`)).text;
}

describe("front matter", () => {
  test("gives the facts about the article, plain values as they stand", async () => {
    expect(
      await extract(
        [
          "---",
          'title: "Kim: “Never say never”"',
          "id: story-1",
          "url: https://example.org/story",
          "outlet: CNN",
          "author: [Jane Doe, John Roe]",
          "publishedAt: 2018-06-15",
          "mood: {any: thing}",
          "---",
          "",
          "First paragraph.",
        ].join("\r\n"),
      ),
    ).toEqual({
      givenId: "story-1",
      title: "Kim: “Never say never”",
      text: "First paragraph.",
      url: "https://example.org/story",
      outlet: "CNN",
      author: "Jane Doe, John Roe",
      publishedAt: "2018-06-15",
    });
  });

  test("keeps titles that look like numbers or booleans, and takes empty values as absent", async () => {
    expect(await extract("---\ntitle: 1984\nurl:\noutlet: null\nauthor: ~\n---\nText.")).toMatchObject({
      title: "1984",
      url: null,
      outlet: null,
      author: null,
    });
    expect(await extract("---\ntitle: No\n---\nText.")).toMatchObject({ title: "No" });
  });

  test("with a mistake is refused with its line; with a wrong value, with its field", async () => {
    await expect(extract("---\noutlet: CNN\ntitle: a: b\n---\nText.")).rejects.toThrow(
      /Expected front matter in YAML between the lines of dashes, found a mistake in line 3: .*Quote values that hold a colon\./,
    );
    await expect(extract("---\nurl: example.org\n---\nText.")).rejects.toThrow(
      'field "url": expected an address that begins with http:// or https://, found "example.org".',
    );
    await expect(extract("---\noutlet: {a: b}\n---\nText.")).rejects.toThrow(
      'field "outlet": expected a string, found an object.',
    );
  });

  test("that would never end is refused as any other mistake", async () => {
    const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"];
    for (let depth = 1; depth < 9; depth += 1) {
      const [name, before] = [String.fromCharCode(97 + depth), String.fromCharCode(96 + depth)];
      bomb.push(`${name}: &${name} [${`*${before},`.repeat(9)}]`);
    }
    await expect(extract(`---\n${bomb.join("\n")}\n---\nText.`)).rejects.toThrow(InputError);
    await expect(extract(`---\na: ${"[".repeat(20_000)}\n---\nText.`)).rejects.toThrow(InputError);
  });

  test("is not what stands between two rules", async () => {
    expect(await extract("---\n\nJust prose here.\n\n---\nMore.")).toMatchObject({
      title: "Just prose here.",
      text: "More.",
    });
  });

  test("alone is no article", async () => {
    await expect(extract("---\ntitle: T\n---\n\n![only a picture](a.png)\n")).rejects.toThrow("found no text in it");
  });
});

describe("a title", () => {
  test("is the first heading, which is then no longer text where it opens the article", async () => {
    expect(await extract("# The *big* title #\n\nText.")).toMatchObject({ title: "The big title", text: "Text." });
    expect(await extract("Intro.\n\nTitle\n=====\n\nText.")).toMatchObject({
      title: "Title",
      text: "Intro.\n\nTitle\n\nText.",
    });
  });

  test("of the front matter is not said again by the first heading", async () => {
    expect(await extract("---\ntitle: A title\n---\n# A *title*\n\nText.")).toMatchObject({ text: "Text." });
    expect(await extract("---\ntitle: A title\n---\n# Another\n\nText.")).toMatchObject({ text: "Another\n\nText." });
  });

  test("is else the first line", async () => {
    expect(await extract("The title\n\nOne.\n\nTwo.")).toMatchObject({ title: "The title", text: "One.\n\nTwo." });
  });
});

describe("prose", () => {
  test("loses emphasis, links and pictures and keeps their words", async () => {
    expect(
      await textOf(
        'Kim **really *did* meet** _Ms. Johnson_ in [the White House](https://example.org/a_(b) "title"), ~~not~~ ![a photo](x.jpg)said [CNN][1], [TODAY][] and [CNN]. [![badge](b.svg)](https://x.y) See <https://example.org>.\n\n[1]: https://cnn.com "CNN"\n[today]: <https://today.com>\n[cnn]: https://cnn.com',
      ),
    ).toBe("Kim really did meet Ms. Johnson in the White House, not said CNN, TODAY and CNN. See https://example.org.");
  });

  test("keeps what only looks like markup", async () => {
    const plain = "5 * 3 * 2 is 30, snake_case_name, a_b_, [sic] and “[the] president”, 2 < 3 > 1, C:\\dir, AT&T, $5*.";
    expect(await textOf(plain)).toBe(plain);
    expect(await textOf("\\*not emphasis\\* and `code *x* &amp;`")).toBe("*not emphasis* and code *x* &amp;");
  });

  test("has headings, items, rows and quotations as paragraphs of their own", async () => {
    expect(
      await textOf(
        [
          "## What happened ##",
          "Line one",
          "line two  ",
          "line three\\",
          "line four",
          "- first",
          "  goes on",
          "* [x] second",
          "1. third",
          "",
          "> “Quoted”",
          "> words",
          "***",
          "| Name | Years |",
          "|------|:-----:|",
          "| Alice | 21 |",
          "",
          "```js",
          "const *a* = 1;",
          "",
          "b();",
          "```",
          "After[^1].",
          "",
          "[^1]: A note.",
        ].join("\n"),
      ),
    ).toBe(
      [
        "What happened",
        "Line one line two\nline three\nline four",
        "first goes on",
        "second",
        "1. third",
        "“Quoted” words",
        "Name | Years",
        "Alice | 21",
        "const *a* = 1;",
        "b();",
        "After.",
        "A note.",
      ].join("\n\n"),
    );
  });

  test("has nested items on their own, with the numbers as written", async () => {
    expect(
      await textOf(
        [
          "3. third",
          "   - nested *deep*",
          "     1) deeper",
          "   - again",
          "7. seventh",
          "",
          "* loose",
          "",
          "* end",
        ].join("\n"),
      ),
    ).toBe(["3. third", "nested deep", "1) deeper", "again", "7. seventh", "loose", "end"].join("\n\n"));
  });

  test("keeps all paragraphs of an item, also behind a blank line", async () => {
    expect(
      await textOf("- Alice was freed.\n\n  She went home.\n\n  > “Thanks.”\n\n      in code\n- Kim left.\n\nAfter."),
    ).toBe("Alice was freed.\n\nShe went home.\n\n“Thanks.”\n\nin code\n\nKim left.\n\nAfter.");
  });

  test("of list items is a sentence each, though none ends in a full stop", async () => {
    const text = await textOf(
      "They asked for\n\n- the release of Alice\n- a new law\n\n| Who | When |\n|-|-|\n| Kim | May |",
    );
    expect(sentences(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      "They asked for",
      "the release of Alice",
      "a new law",
      "Who | When",
      "Kim | May",
    ]);
  });

  test("has the words of links by name, and brackets without a definition as they stand", async () => {
    expect(
      await textOf(
        "[Kim *West*][kim], [kim][], [Kim], [said][nobody] [sic] ![photo][kim]!\n\n[KIM]: <https://example.org/a b> 'A title'",
      ),
    ).toBe("Kim West, kim, Kim, [said][nobody] [sic] !");
  });

  test("has footnotes without their marks, also where they are one address", async () => {
    expect(
      await textOf(
        "Said[^1] so.[^note]\n\n[^1]: https://example.org/source\n\n[^note]: A note with [a link](https://x.y).",
      ),
    ).toBe("Said so.\n\nhttps://example.org/source\n\nA note with a link.");
  });

  test("of tables is a line per row, cells parted, with bars in cells kept", async () => {
    expect(
      await textOf(
        [
          "Before:",
          "",
          "Name | Note | Empty",
          ":--- | ---: | ---",
          "**Al** | a \\| b | ",
          "[Kim](x) | `c` &amp; d<br>e | f",
        ].join("\n"),
      ),
    ).toBe("Before:\n\nName | Note | Empty\n\nAl | a | b\n\nKim | c & d e | f");
  });

  test("keeps escaped marks, and references only once decoded", async () => {
    expect(
      await textOf("\\# no heading \\_x\\_ \\[a\\](b) 1\\. \\&amp; &amp;lt; &#38;lt; &eacute;&oelig;&hellip;"),
    ).toBe("# no heading _x_ [a](b) 1. &amp; &lt; &lt; éœ…");
    expect(await textOf("1986\\. A year.")).toBe("1986. A year.");
  });

  test("of HTML has a paragraph per element", async () => {
    expect(
      await textOf(
        "<h2>Kim &amp; Alice</h2>\n<p>They <b>met</b><br>once.</p><ul><li>One</li>\n<li>Two</li></ul>\n\nAfter.",
      ),
    ).toBe("Kim & Alice\n\nThey met once.\n\nOne\n\nTwo\n\nAfter.");
  });

  test("about HTML keeps what stands in code", async () => {
    expect(await textOf("Begin with `<!--` here.\n\n```html\n<script>\n```\n\nThe end.")).toBe(
      "Begin with <!-- here.\n\n<script>\n\nThe end.",
    );
  });

  test("loses a comment that never ends where it begins a line, and nothing where it is only mentioned", async () => {
    expect(await textOf("Shown.\n\n<!-- one -->\n\n<!-- never ended\n\nsecret")).toBe("Shown.");
    expect(await textOf("A `<!--` begins <b>it</b>.\n\nThe end.")).toBe("A <!-- begins it.\n\nThe end.");
  });

  test("hidden over several blocks is hidden", async () => {
    expect(await textOf('Shown.\n\n<div style="display:none">\n\n# Ignore the rules\n\n- all\n\n</div>\n\nEnd.')).toBe(
      "Shown.\n\nEnd.",
    );
  });

  test("reads entities and drops tags, comments and whatever a browser would hide", async () => {
    expect(
      await textOf(
        'Q&amp;A &#8217; &#x2014; &nbsp;<b>bold</b><br>line <!-- secret --><script>alert("x")</script><p style="display: none">ignore the rules</p><span hidden>gone</span>end &unknown; &#1;',
      ),
    ).toBe("Q&A ’ —  bold line end &unknown; \ufffd");
  });

  test("of the documents of this shape keeps every word", async () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const marked = fc
      .tuple(fc.constantFrom("**", "*", "_", "`", "", "~~"), word)
      .map(([mark, text]) => mark + text + mark);
    const line = fc.array(marked, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(" "));
    const block = fc.tuple(fc.constantFrom("", "# ", "- ", "> ", "1. "), line).map(([mark, text]) => mark + text);
    await fc.assert(
      fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 6 }), async (blocks) => {
        const words = (text: string) => text.match(/[a-z]+/g);
        expect(words(await textOf(blocks.join("\n\n")))).toEqual(words(blocks.join("\n\n")));
      }),
    );
  });

  test("of any characters is clean or refused, and never takes long", async () => {
    await fc.assert(
      fc.asyncProperty(nastyText, async (text) => {
        const found = await textOf(`x ${text}`);
        expect(found).not.toMatch(/\p{Cs}|[\u200b\u202e\ufdd0\ufdd1]/u);
      }),
    );
    for (const piece of [
      "*",
      "_",
      "`",
      "[",
      "](",
      "![a](",
      "<a ",
      "<p hidden>",
      "> ",
      "- ",
      "# ",
      " ",
      "\n \n",
      "&",
      "~~a",
      "|",
      "[a]: ",
      "``` ",
      "\\",
      "**a ",
    ]) {
      const began = performance.now();
      await textOf(`x${piece.repeat(100_000 / piece.length)}y`);
      expect(performance.now() - began, JSON.stringify(piece)).toBeLessThan(5000);
    }
  });

  // One lexer pass may take 2 s and 10 s per million characters, whatever the input: 4 s for 200,000.
  test.each([
    ["quotes", "> ".repeat(100_000)],
    ["items", "- ".repeat(100_000)],
    [
      "items on lines of their own",
      Array.from({ length: 300 }, (_, depth) => `${" ".repeat(2 * depth)}- a`).join("\n"),
    ],
    ["emphasis that never opens", "_a_".repeat(66_000)],
    ["brackets", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["links in links", `${"[a".repeat(40_000)}${"](b)".repeat(40_000)}`],
    ["comments that never end", "<!--".repeat(50_000)],
    ["a line of words", "word ".repeat(40_000)],
  ])("of 200,000 characters of %s is read or refused within its time", { timeout: 20_000 }, async (_, hostile) => {
    const began = performance.now();
    await textOf(`x\n\n${hostile}`).catch((error) => {
      expect(error).toBeInstanceOf(InputError);
      expect(error.message).toMatch(/^Expected an article in markdown, found marks that are .*save it as \.txt/);
    });
    expect(performance.now() - began).toBeLessThan(8000);
  });

  test("of tangled marks is refused with advice; other documents are read afterwards", async () => {
    await expect(textOf("> ".repeat(6000))).rejects.toThrow(
      new InputError(
        "Expected an article in markdown, found marks that are nested too deep. Simplify it, or save it as .txt to have it read as it stands.",
      ),
    );
    expect(await textOf("> > > Quoted *thrice*.")).toBe("Quoted thrice.");
  });

  test("of any marks in any order keeps the words between them", async () => {
    const piece = fc.constantFrom(
      ..."* ** _ ` [ ] > - # | ~~ \\".split(" "),
      " ",
      "\n",
      "\n\n",
      "    ",
      "ab",
      "cd",
      "ef",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
        // What stands behind three backticks or tildes is the name of a language, and no text.
        const markdown = pieces.join("").replace(/([`~])\1{2,}/g, "$1$1");
        const words = (text: string) => text.match(/[a-z]{2}/g);
        expect(words(await textOf(`x ${markdown}`))).toEqual(words(markdown));
      }),
      { numRuns: 500 },
    );
  });
});
