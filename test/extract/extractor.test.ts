import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "#errors.ts";
import { createExtractor } from "#extract/extractor.ts";
import type { ExtractedArticle, RawDocument } from "#types.ts";
import { nastyText } from "../text/nasty-text.ts";
import { madeDocx, p } from "./docx-made.ts";
import { madePdf } from "./pdf-made.ts";

const extractor = createExtractor({ isolated: false });

function document(format: RawDocument["format"], bytes: Uint8Array): RawDocument {
  return { source: "test", identity: null, format, bytes };
}

function extract(format: RawDocument["format"], content: string | Uint8Array): Promise<ExtractedArticle> {
  return extractor.extract(document(format, typeof content === "string" ? new TextEncoder().encode(content) : content));
}

async function refusal(format: RawDocument["format"], content: string | Uint8Array): Promise<string> {
  try {
    return `accepted: ${JSON.stringify(await extract(format, content))}`;
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return error instanceof Error ? error.message : "";
  }
}

const NOTHING_KNOWN = { givenId: null, url: null, outlet: null, author: null, publishedAt: null };

describe("plain text", () => {
  test("has its first line that is not empty as title and the rest as text", async () => {
    expect(await extract("text", "\ufeff\r\n\r\n  The title \r\nOne.\r\n\r\nTwo.\r\n")).toEqual({
      ...NOTHING_KNOWN,
      title: "The title",
      text: "One.\n\nTwo.",
    });
  });

  test("keeps as text what is too long for a title or stands alone", async () => {
    expect(await extract("text", "Kim met Alice.")).toMatchObject({ title: "Kim met Alice.", text: "Kim met Alice." });
    const paragraph = `${"A long first paragraph. ".repeat(20)}`.trim();
    const article = await extract("text", `${paragraph}\n\nMore.`);
    expect(article.text).toBe(`${paragraph}\n\nMore.`);
    expect(article.title).toMatch(/^A long first paragraph\. .{20,80}…$/);
  });

  test("may be UTF-16 with a mark; other encodings and pictures are refused with advice", async () => {
    expect(await extract("text", Buffer.from("\ufeffT\n\nZoë", "utf16le"))).toMatchObject({ title: "T", text: "Zoë" });
    expect(await extract("text", Buffer.from("\ufeffT\n\nZoë", "utf16le").swap16())).toMatchObject({ text: "Zoë" });
    expect(await refusal("text", Buffer.from("T\n\nZo\xeb", "latin1"))).toBe(
      "Expected text in UTF-8, found another encoding. Convert it, for instance with: iconv -f WINDOWS-1252 -t UTF-8",
    );
    expect(await refusal("text", Uint8Array.of(0x89, 0x50, 0, 0, 0xff))).toContain("bytes that are no text");
  });

  test("without any text is refused", async () => {
    expect(await refusal("text", " \n\u200b\n")).toBe(
      "Expected an article, found no text in it. Add its text, or leave it out.",
    );
  });
});

describe("a JSON article", () => {
  test("gives all it says, and its text as it stands but for what cannot be seen", async () => {
    const article = {
      id: "x-1",
      title: " A\ntitle ",
      text: "  Two  spaces.\r\n\r\nZo\u00eb\u200b Zoe\u0308 \n",
      url: "https://Example.org/a b",
      outlet: "CNN",
      author: "Jane Doe",
      publishedAt: "2018-06-15 09:30",
      mood: "ignored",
    };
    expect(await extract("json", JSON.stringify(article))).toEqual({
      givenId: "x-1",
      title: "A title",
      text: "  Two  spaces.\r\n\r\nZo\u00eb Zoe\u0308 \n",
      url: "https://example.org/a%20b",
      outlet: "CNN",
      author: "Jane Doe",
      publishedAt: "2018-06-15T09:30:00Z",
    });
  });

  test("may leave out everything but its text; null and blank count as absent", async () => {
    const bare = { ...NOTHING_KNOWN, title: "", text: "Text." };
    expect(await extract("json", '{"text":"Text."}')).toEqual(bare);
    const nulls = '{"id":null,"title":null,"url":"","outlet":" ","author":null,"publishedAt":null,"text":"Text."}';
    expect(await extract("json", nulls)).toEqual(bare);
  });

  test("that does not fit is refused with every field, what was expected and what was found", async () => {
    const refusals: [unknown, string][] = [
      ['{"text": "a",}', "Expected one JSON object such as"],
      [[1], 'Expected one JSON object such as {"title": "…", "text": "…"}, found a list.'],
      ["null", "found nothing."],
      [{ title: "A" }, 'field "text": expected a string, found nothing.'],
      [{ text: " \n" }, 'field "text": expected the text of the article, found an empty one.'],
      [{ text: "a", id: 5 }, 'field "id": expected a string, found the number 5.'],
      [{ text: "a", id: "a\u0007" }, 'field "id": expected an id without control characters, found "a\\u0007".'],
      [{ text: "a", id: "x".repeat(201) }, 'field "id": expected at most 200 characters, found 201.'],
      [
        { text: "a", url: "ftp://x" },
        'field "url": expected an address that begins with http:// or https://, found "ftp://x".',
      ],
      [{ text: "a", url: "javascript:alert(1)" }, 'field "url": expected an address'],
      [{ text: "a", url: "https://today.com@evil.example/" }, "an address of evil.example"],
      [
        { text: 7, outlet: ["CNN"], publishedAt: "June 15" },
        'The article does not fit; field "outlet": expected a string, found a list; field "publishedAt": expected a date such as 2018-06-15 or 2018-06-15T09:30:00+02:00 (ISO 8601), found "June 15"; field "text": expected a string, found the number 7.',
      ],
    ];
    for (const [content, message] of refusals) {
      expect(await refusal("json", typeof content === "string" ? content : JSON.stringify(content))).toContain(message);
    }
  });

  test("has dates of days that exist, with offset where there is a time", async () => {
    const dateOf = async (publishedAt: string) =>
      (await extract("json", JSON.stringify({ text: "a", publishedAt }))).publishedAt;
    expect(await dateOf("2016-02-29")).toBe("2016-02-29");
    expect(await dateOf("2018-06-15T09:30:15.5+0200")).toBe("2018-06-15T09:30:15.5+02:00");
    expect(await dateOf("2018-06-15t09:30z")).toBe("2018-06-15T09:30:00Z");
    for (const wrong of [
      "2018-02-29",
      "2018-13-01",
      "2018-06",
      "15.06.2018",
      "2018-06-15T25:00",
      "0000-01-01",
      "2018-06-15T10:00+99:00",
    ]) {
      await expect(dateOf(wrong), wrong).rejects.toThrow(InputError);
    }
  });

  test("keeps any text but for what normalising changes", async () => {
    await fc.assert(
      fc.asyncProperty(nastyText, async (text) => {
        const once = await extract("json", JSON.stringify({ text: `${text}.` }));
        const again = await extract("json", JSON.stringify({ text: once.text }));
        expect(again.text).toBe(once.text);
      }),
    );
  });
});

describe("invisible characters", () => {
  const noticeOf = async (format: RawDocument["format"], content: string) => (await extract(format, content)).notices;
  const notice = (count: number) => [
    { kind: "invisible-characters", message: `${count} invisible characters were left out` },
  ];

  test("are left out and counted, in characters, however they are written", async () => {
    const tags = String.fromCodePoint(0xe0049, 0xe0067, 0xe006e);
    expect(await noticeOf("text", `T\n\nA\u200bB\u202eC${tags}`)).toEqual(notice(5));
    expect(await noticeOf("markdown", "# T\n\nA\u2060\u2060\u2060B")).toEqual(notice(3));
    expect(await noticeOf("json", '{"text":"A\\u200b\\u200bB\u200b\u200b"}')).toEqual(notice(4));
    const drawn = [
      { text: "A headline", x: 60, y: 60, size: 20 },
      { text: "Text.", x: 60, y: 90 },
    ];
    expect((await extractor.extract(document("pdf", madePdf([drawn])))).notices).toBeUndefined();
    const word = madeDocx({ body: p("A title") + p("Te\u200bxt, \u200bmore \u202eof it.") });
    expect((await extractor.extract(document("docx", word))).notices).toEqual(notice(3));
  });

  test("are not told of where they are a harmless few, typography, or what emoji and scripts need", async () => {
    expect(await noticeOf("text", "T\n\nA\u200bB\u200b")).toBeUndefined();
    expect(
      await noticeOf("text", "\ufeffT\r\n\r\nSyl\u00adla\u00adble\u00ad \ufeff\u2028\u2800\rend."),
    ).toBeUndefined();
    expect(
      await noticeOf("text", "T\n\n👨\u200d👩\u200d👧\u200d👦 می\u200cخواهم می\u200cروم می\u200cشود"),
    ).toBeUndefined();
  });
});

test("addresses of files are no addresses of articles", async () => {
  expect(await refusal("json", '{"text":"a","url":"file:///etc/passwd"}')).toContain("begins with http:// or https://");
});

test("any bytes are an article or refused with a reason", async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    nastyText.map((text) => new TextEncoder().encode(text)),
    nastyText.map((text) => new TextEncoder().encode(`---\n${text}\n---\nText.`)),
    nastyText.map((text) => new TextEncoder().encode(`---\ntitle: ${text}\nurl: ${text}\n---\nText.`)),
    fc.json().map((json) => new TextEncoder().encode(json)),
    fc.record({ id: nastyText, url: nastyText, publishedAt: nastyText, text: nastyText }).map((article) => {
      return new TextEncoder().encode(JSON.stringify(article));
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom("text", "markdown", "json"), bytes, async (format, content) => {
      try {
        const { title, text } = await extract(format, content);
        expect(text.trim()).not.toBe("");
        expect(title).not.toMatch(/\n/);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }),
    { numRuns: 2000 },
  );
});
