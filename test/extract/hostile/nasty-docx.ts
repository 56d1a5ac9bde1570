import { deflateRawSync } from "node:zlib";
import { madeDocx, madeParts, p, r, zipped } from "../docx-made.ts";

type Nasty = readonly [name: string, make: () => Uint8Array];

const GOOD = madeParts({ body: p("Some text.") });
const MEBIBYTE = 1024 * 1024;

function document(content: string): Uint8Array {
  return zipped({ ...GOOD, "word/document.xml": content }, 0);
}

function word(body: string): string {
  return (GOOD["word/document.xml"] ?? "").replace(/<w:body>.*<\/w:body>/, `<w:body>${body}</w:body>`);
}

/** An archive whose parts are all the same packed bytes, told to be small. */
function overlapping(count: number, content: Buffer): Uint8Array {
  const packed = deflateRawSync(content, { level: 9 });
  const header = (signature: number, name: string, more: number) => {
    const bytes = Buffer.alloc(more + name.length);
    bytes.writeUInt32LE(signature, 0);
    const at = signature === 0x02014b50 ? 2 : 0;
    bytes.writeUInt16LE(20, 4 + at);
    bytes.writeUInt16LE(8, 8 + at);
    bytes.writeUInt32LE(packed.length, 18 + at);
    bytes.writeUInt32LE(10, 22 + at);
    bytes.writeUInt16LE(name.length, 26 + at);
    bytes.write(name, more, "latin1");
    return bytes;
  };
  const names = Array.from({ length: count }, (_, index) => `word/${String(index).padStart(5, "0")}.xml`);
  const first = header(0x04034b50, names[0] ?? "", 30);
  const list = Buffer.concat(names.map((name) => header(0x02014b50, name, 46)));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(first.length + packed.length, 16);
  return Buffer.concat([first, packed, list, end]);
}

/** Word documents made to fill the memory, go round in circles, or nest without end. */
export const NASTY_DOCX: readonly Nasty[] = [
  ["100 MiB of zeros", () => zipped({ ...GOOD, "word/document.xml": new Uint8Array(100 * MEBIBYTE) })],
  [
    "archives within archives within archives",
    () => {
      const inner = zipped({ "0.xml": new Uint8Array(64 * MEBIBYTE) });
      const many = (content: Uint8Array, ending: string) =>
        zipped(Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`${index}${ending}`, content])));
      return zipped({
        ...GOOD,
        "word/document.xml": many(many(inner, ".zip"), ".zip"),
        "a.docx": many(inner, ".docx"),
      });
    },
  ],
  ["2,000 parts in one place", () => overlapping(2000, Buffer.alloc(MEBIBYTE, "<a>"))],
  ["more than it claims", () => overlapping(1, Buffer.alloc(200 * MEBIBYTE))],
  [
    "billion laughs",
    () =>
      document(
        `<!DOCTYPE x [<!ENTITY a0 "ha">${Array.from({ length: 30 }, (_, index) => `<!ENTITY a${index + 1} "&a${index};&a${index};">`).join("")}]><x>&a30;</x>`,
      ),
  ],
  ["elements a million deep", () => document("<w:p>".repeat(1_000_000))],
  [
    "element with 200,000 attributes",
    () => document(`<a ${Array.from({ length: 200_000 }, (_, index) => `a${index}="1"`).join(" ")}/>`),
  ],
  ["text of 8 MB in one run", () => document(word(p("word ".repeat(1_600_000))))],
  ["50,000 paragraphs", () => document(word(p("Text.").repeat(50_000)))],
  [
    "tables 40 deep",
    () => document(word(`${"<w:tbl><w:tr><w:tc>".repeat(40)}${p("In.")}${"</w:tc></w:tr></w:tbl>".repeat(40)}`)),
  ],
  [
    "note that refers to itself",
    () => {
      const reference = '<w:r><w:footnoteReference w:id="2"/></w:r>';
      const footnotes = `<w:footnote w:id="2"><w:p>${reference}${r("Again.")}${reference}</w:p></w:footnote>`;
      return madeDocx({ body: `<w:p>${r("Text.")}${reference}</w:p>`, footnotes });
    },
  ],
  [
    "list whose style is itself",
    () =>
      zipped({
        ...GOOD,
        "word/numbering.xml": (GOOD["word/numbering.xml"] ?? "").replace(
          /<w:lvl.*?<\/w:lvl>/,
          '<w:numStyleLink w:val="L"/>',
        ),
        "word/styles.xml": (GOOD["word/styles.xml"] ?? "").replace(
          "</w:styles>",
          '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>',
        ),
        "word/document.xml": word(p("Item", { list: 1 })),
      }),
  ],
  ["main part that is its list of parts", () => zipped({ ...GOOD, "word/document.xml": GOOD["_rels/.rels"] ?? "" })],
];
