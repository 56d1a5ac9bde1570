import { createRandom } from "#evaluation/random.ts";
import type { DocumentFormat } from "#types.ts";
import { madeParts, p, r, zipped } from "../docx-made.ts";
import { deflated, fromObjects, madePdf, set } from "../pdf-made.ts";
import { mutated } from "./mutate.ts";

/** Hostile documents of a format, the same ones for the same seed: valid ones of some hundred bytes, mutated. */
export function* hostileDocuments(format: DocumentFormat, count: number, seed = 5): Generator<Uint8Array> {
  const random = createRandom(seed);
  const { documents, tokens } = SEEDS[format]();
  for (let index = 0; index < count; index++) {
    const chosen = documents[Math.floor(random() * documents.length)];
    yield chosen === undefined
      ? new Uint8Array()
      : chosen((part, others) => mutated(part, others, tokens, random), random);
  }
}

/** Makes a document, parts of which go through `mutate`; `others` are where parts of other documents come from. */
type Seed = (
  mutate: (part: Uint8Array, others: readonly Uint8Array[]) => Uint8Array,
  random: () => number,
) => Uint8Array;

interface Seeds {
  readonly documents: readonly Seed[];
  /** Words of the format. */
  readonly tokens: readonly string[];
}

function plain(contents: readonly (string | Uint8Array)[], tokens: readonly string[]): Seeds {
  const others = contents.map((content) => Buffer.from(content));
  return {
    documents: others.map(
      (content): Seed =>
        (mutate) =>
          mutate(content, others),
    ),
    tokens,
  };
}

const TRICKS = [
  "\0",
  "\u200b",
  "\u202e",
  "\ufeff",
  "\r",
  "\u2028",
  "\ud83d\udc68\u200d",
  "İ",
  "ﬁ",
  "&#x110000;",
  "&amp;",
];

/** Well-formed XML of a Word document with elements in places where they have no business. */
function grown(random: () => number, depth = 0): string {
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? "";
  const name = pick(ELEMENTS);
  const attributes = random() < 0.5 ? "" : ` w:${pick(["val", "id", "ilvl", "fldCharType"])}="${pick(VALUES)}"`;
  const count = depth > 6 ? 0 : Math.floor(random() * 4);
  const inner = Array.from({ length: count }, () => grown(random, depth + 1)).join("");
  return `<w:${name}${attributes}>${name === "t" ? pick(VALUES) : inner}</w:${name}>`;
}

const ELEMENTS =
  "p p p r r r t t t tbl tr tc pPr rPr pStyle numPr numId ilvl ins del vanish fldChar instrText hyperlink br tab sdt sdtContent footnoteReference vMerge tcPr gridSpan sym pict".split(
    " ",
  );
const VALUES = [
  "",
  "0",
  "1",
  "-1",
  "2",
  "99999999999",
  "Title",
  "begin",
  "separate",
  "end",
  "\u200b",
  "Some text",
  "constructor",
];

const SEEDS: Readonly<Record<DocumentFormat, () => Seeds>> = {
  text: () =>
    plain(
      [
        "A title\n\nThe first paragraph, with “quotes”.\n\nThe second one, of 15 June 2018.\n",
        Buffer.from("\ufeffA title\n\nZoë met Kim.\n", "utf16le"),
        "\ufeff\r\nOne line\r\n",
      ],
      [...TRICKS, "\n\n", " ", "."],
    ),
  markdown: () =>
    plain(
      [
        "---\ntitle: A title\nauthor: [Jane, John]\npublishedAt: 2018-06-15\n---\n# A title\n\nText *with* [links](https://a.org).\n",
        "# Title\n\n> - quote\n>   1. item\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n```js\ncode\n```\n[^1]: Note\n",
        "<div hidden>not shown</div>\n\n<b>Text</b> &amp; <!-- comment --> ![a](b)\n",
      ],
      [
        ...TRICKS,
        "> ",
        "- ",
        "[",
        "![",
        "](",
        "**",
        "_",
        "`",
        "```\n",
        "---\n",
        "<!--",
        "<p hidden>",
        "&a",
        "*a",
        ": ",
        "|",
      ],
    ),
  json: () => {
    const tokens = [...TRICKS, "{", "[", '"', "\\u0000", "\\ud800", ":", "null", '{"text":', "-", "1e999", "__proto__"];
    const contents = [
      '{"id":"a-1","title":"A title","text":"Some text.","url":"https://example.org/a","publishedAt":"2018-06-15T09:30:00+02:00"}',
      '{"title":null,"text":"\\u200b\\ud83d\\ude00 text","outlet":"CNN","author":"Jane"}',
    ];
    // Strings of any kind in JSON that is whole, so that more than the parser is tried.
    const fields = ["id", "title", "text", "url", "outlet", "author", "publishedAt", "__proto__"];
    const others = contents.map((content) => Buffer.from(content));
    const whole: Seed = (mutate, random) => {
      const chosen = fields.filter((field) => field === "text" || random() < 0.3);
      const entries = chosen.map((field) => [
        field,
        Buffer.from(mutate(Buffer.from(`${field} 2018`), others)).toString(),
      ]);
      return Buffer.from(JSON.stringify(Object.fromEntries(entries)));
    };
    const { documents } = plain(contents, tokens);
    return { documents: [...documents, whole, whole], tokens };
  },
  html: () =>
    plain(
      [
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A title</title><meta property="og:title" content="A title"><script type="application/ld+json">{"@type":"NewsArticle","headline":"A title","datePublished":"2018-06-15"}</script></head><body><article><h1>A title</h1><p>Some text of an article that is long enough to be one, with a second sentence in it.</p><p hidden>Hidden.</p></article></body></html>',
        '<html><body><table><tr><td><a href="/b">Link</a><p>Text<br>more &nbsp; text<img src=a alt="b"></table><template><p>x</template><svg><title>t</title></svg></body>',
        '<meta http-equiv="content-type" content="text/html; charset=windows-1252"><h1>Caf\u00e9</h1><p>Text, and more of it.',
      ],
      [
        ...TRICKS,
        "<div>",
        "<p>",
        "<b>",
        "<table>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<![CDATA[",
        "<template>",
        "<svg>",
        '"',
        "'",
        "<",
        "</",
        '{"@graph":[',
        "<style>",
      ],
    ),
  pdf: () =>
    plain(
      [
        madePdf([set(["A title", "Some text of an article."], { x: 60, y: 60, width: 40, between: 12 })], {
          Title: "A title",
        }),
        madePdf([[{ text: "One", x: 60, y: 60 }], [{ text: "Two", x: 60, y: 60, size: 20, font: "Helvetica" }]]),
        fromObjects([
          "<< /Type /Catalog /Pages 2 0 R >>",
          "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F0 5 0 R >> >> >>",
          deflated(Buffer.from("BT /F0 10 Tf 1 0 0 1 60 700 Tm [(Packed) -300 (text)] TJ T* <0041> Tj ET")),
          "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
          "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [0 [500 600] 3 9 500] >>",
        ]),
      ],
      [
        "<<",
        ">>",
        "[",
        "]",
        "(",
        ")",
        "obj ",
        "endobj\n",
        "stream\n",
        "endstream\n",
        "1 0 R ",
        "%%EOF\n",
        "/Kids ",
        "/Length ",
        "/Filter /FlateDecode ",
        "q ",
        "BT ",
        " Tf ",
        " Tj ",
        "xref\n",
        "trailer\n",
        "startxref\n",
        "/Encrypt ",
      ],
    ),
  docx: () => {
    const parts = madeParts({
      body:
        p("A title", { style: "Title" }) +
        p("Some text.") +
        p("Item", { list: 1 }) +
        `<w:tbl><w:tr><w:tc>${p("Cell")}</w:tc></w:tr></w:tbl>` +
        `<w:p><w:del>${r("x")}</w:del>${r("y")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>`,
      footnotes: `<w:footnote w:id="2">${p("A note.")}</w:footnote>`,
      title: "A title",
      creator: "Jane Doe",
    });
    const names = Object.keys(parts);
    const others = Object.values(parts).map((part) => Buffer.from(part));
    const whole = zipped(parts);
    const broken: Seed = (mutate, random) => {
      const name = names[Math.floor(random() * names.length)] ?? "";
      return zipped({ ...parts, [name]: mutate(Buffer.from(parts[name] ?? ""), others) }, 0);
    };
    const document: Seed = (mutate) =>
      zipped({ ...parts, "word/document.xml": mutate(Buffer.from(parts["word/document.xml"] ?? ""), others) }, 0);
    const archive: Seed = (mutate) => mutate(whole, [whole]);
    const odd: Seed = (_mutate, random) => {
      const body = `<w:body>${Array.from({ length: 2 }, () => grown(random)).join("")}${p("Text.")}</w:body>`;
      return zipped(
        {
          ...parts,
          "word/document.xml": (parts["word/document.xml"] ?? "").replace(/<w:body>.*<\/w:body>/s, () => body),
        },
        0,
      );
    };
    return {
      documents: [broken, document, archive, odd],
      tokens: [
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "<w:tbl>",
        "<w:tr>",
        "<w:tc>",
        "<w:t>",
        "<!DOCTYPE a>",
        "<!--",
        "<![CDATA[",
        "&a;",
        "&#0;",
        "xmlns:w=''",
        "\0",
        "PK\u0003\u0004",
        "PK\u0001\u0002",
        "PK\u0005\u0006",
      ],
    };
  },
};
