import { deflateSync } from "node:zlib";
import { deflated, fromObjects, madePdf, set, stream } from "../pdf-made.ts";

type Nasty = readonly [name: string, make: () => Uint8Array];

const PAGE =
  "/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F0 5 0 R >> /XObject << /X 6 0 R >> >>";
const FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>";

/** A page with this content, fonts and further objects (the first of them is object 6, `/X`). */
function page(content: string, font = FONT, ...more: readonly string[]): Uint8Array {
  return fromObjects([
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< ${PAGE} >>`,
    content,
    font,
    ...more,
  ]);
}

const TEXT = "BT /F0 10 Tf 60 700 Td (Some text) Tj ET";
const MEBIBYTE = 1024 * 1024;

function tree(pages: string, ...more: readonly string[]): Uint8Array {
  return fromObjects(["<< /Type /Catalog /Pages 2 0 R >>", pages, ...more]);
}

function filters(names: string, data: Uint8Array): string {
  return stream(Buffer.from(data).toString("latin1"), `/Filter [${names}]`);
}

/** PDFs made to fill the memory, go round in circles, or nest without end. */
export const NASTY_PDFS: readonly Nasty[] = [
  ["page tree that holds itself", () => tree("<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")],
  [
    "page tree 20,000 deep",
    () =>
      tree(
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        ...Array.from({ length: 20_000 }, (_, index) => `<< /Type /Pages /Kids [${index + 4} 0 R] /Count 1 >>`),
      ),
  ],
  ["two billion pages", () => tree("<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>", `<< ${PAGE} >>`)],
  ["stream of 300 MiB", () => page(deflated(Buffer.alloc(300 * MEBIBYTE, " ")))],
  [
    "stream packed twice",
    () => page(filters("/FlateDecode /FlateDecode", deflateSync(deflateSync(Buffer.alloc(200 * MEBIBYTE, "q "))))),
  ],
  ["ten million operators", () => page(deflated(Buffer.from("q Q BT ET ".repeat(2_500_000))))],
  ["400,000 saved states", () => page(stream(`${"q ".repeat(400_000)}${TEXT}`))],
  ["form that draws itself", () => page(stream(`${TEXT} /X Do`), FONT, stream("/X Do /X Do", FORM))],
  [
    "forms that double 40 times",
    () =>
      page(
        stream("/X Do"),
        FONT,
        ...Array.from({ length: 40 }, (_, index) =>
          stream("/Y Do /Y Do", `/Type /XObject /Subtype /Form /Resources << /XObject << /Y ${index + 7} 0 R >> >>`),
        ),
      ),
  ],
  ["length that is itself", () => page(`<< /Length 4 0 R >>\nstream\n${TEXT}\nendstream`)],
  ["object stream within itself", () => page(stream("4 0 4 0", "/Type /ObjStm /N 2 /First 8"))],
  [
    "table of places that is its own predecessor",
    () => {
      const bytes = Buffer.from(page(stream(TEXT))).toString("latin1");
      const place = bytes.lastIndexOf("xref\n0");
      return Buffer.from(bytes.replace("/Root 1 0 R", `/Root 1 0 R /Prev ${place}`), "latin1");
    },
  ],
  ["arrays a million deep", () => page("[".repeat(1_000_000))],
  ["dictionaries a million deep", () => page("<</A".repeat(1_000_000))],
  [
    "page of no size",
    () =>
      Buffer.from(
        Buffer.from(page(stream(TEXT)))
          .toString("latin1")
          .replace("595 842", "1e99 -1e99"),
      ),
  ],
  [
    "letters that stand for four billion",
    () =>
      page(
        stream(TEXT),
        "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [7 0 R] >>",
        stream(
          "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange",
        ),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (A) /Ordering (I) /Supplement 0 >> /W [0 2000000000 500] >>",
      ),
  ],
  [
    "letter that is drawn with itself",
    () =>
      page(
        stream(TEXT),
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [.001 0 0 .001 0 0] /FirstChar 83 /LastChar 83 /Widths [500] /Encoding << /Differences [83 /S] >> /CharProcs << /S 6 0 R >> /Resources << /Font << /F0 5 0 R >> >> >>",
        stream("BT /F0 10 Tf (SSS) Tj ET"),
      ),
  ],
  ["hundred filters", () => page(filters("/ASCIIHexDecode ".repeat(100), Buffer.from("41".repeat(50_000))))],
  ["runs of one letter", () => page(filters("/RunLengthDecode ".repeat(4), Buffer.alloc(2 * MEBIBYTE, 0x81)))],
  [
    "title of 3 MB",
    () => madePdf([set(["Some text."], { x: 60, y: 60, width: 40 })], { Title: "A b".repeat(1_000_000) }),
  ],
  [
    "billion laughs in its properties",
    () =>
      fromObjects([
        "<< /Type /Catalog /Pages 2 0 R /Metadata 3 0 R >>",
        "<< /Type /Pages /Kids [] /Count 0 >>",
        stream(
          `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 30 }, (_, index) => `<!ENTITY a${index} "&a;&a;">`).join("")}]><x>&a29;</x>`,
          "/Type /Metadata /Subtype /XML",
        ),
      ]),
  ],
  [
    "30 MB of nothing behind its first line",
    () => Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(30 * MEBIBYTE, "1 0 obj ")]),
  ],
];

const FORM = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>";
