import { deflateSync } from "node:zlib";

/** A line as it is drawn: points from the left and from the top of a page of 595 by 842. */
export interface Drawn {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** 10 unless given. */
  readonly size?: number;
  /** Courier unless given, each letter .6 of its size wide. */
  readonly font?: "Courier" | "Courier-Bold" | "Helvetica";
}

interface Properties {
  readonly Title?: string;
  readonly Author?: string;
  readonly CreationDate?: string;
}

/** A PDF with such pages, made by hand. */
export function madePdf(pages: readonly (readonly Drawn[])[], properties: Properties = {}): Uint8Array {
  const kids = pages.map((_, index) => `${FIRST_PAGE + index * 2} 0 R`).join(" ");
  const info = Object.entries(properties).map(([name, value]) => `/${name} ${literal(value)}`);
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    `<< ${info.join(" ")} >>`,
    ...FONTS.map((name) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`),
    ...pages.flatMap((drawn, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${FIRST_PAGE + index * 2 + 1} 0 R /Resources << /Font << /F0 4 0 R /F1 5 0 R /F2 6 0 R >> >> >>`,
      stream(drawn.map(operators).join("\n")),
    ]),
  ];
  return fromObjects(objects, "/Info 3 0 R");
}

const FONTS = ["Courier", "Courier-Bold", "Helvetica"] as const;
const FIRST_PAGE = 7;

function operators({ text, x, y, size = 10, font = "Courier" }: Drawn): string {
  return `BT /F${FONTS.indexOf(font)} ${size} Tf ${x} ${842 - y} Td ${literal(text)} Tj ET`;
}

/** A string of PDF in WinAnsi, which is Latin-1 for the letters used here. */
function literal(text: string): string {
  return `(${text.replace(/[\\()]/g, "\\$&")})`;
}

export function stream(content: string, dictionary = ""): string {
  return `<< /Length ${content.length} ${dictionary} >>\nstream\n${content}\nendstream`;
}

export function deflated(content: Uint8Array): string {
  const packed = deflateSync(content, { level: 9 });
  return stream(packed.toString("latin1"), "/Filter /FlateDecode");
}

/** A file of such objects, numbered from 1, the first of which is the catalog. */
export function fromObjects(objects: readonly string[], trailer = ""): Uint8Array {
  let file = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file + table + end, "latin1");
}

interface Setting {
  readonly x: number;
  readonly y: number;
  /** Characters in a line. */
  readonly width: number;
  /** Points from line to line; 12 unless given. */
  readonly leading?: number;
  /** Points by which first lines are indented. */
  readonly indent?: number;
  /** Points between paragraphs, besides the leading. */
  readonly between?: number;
}

/** Paragraphs in Courier of 10 points as a typesetter without hyphens would break them. */
export function set(paragraphs: readonly string[], setting: Setting): Drawn[] {
  const { x, width, leading = 12, indent = 0, between = 0 } = setting;
  const drawn: Drawn[] = [];
  let y = setting.y;
  for (const paragraph of paragraphs) {
    for (const [index, text] of broken(paragraph, width - Math.ceil(indent / 6), width).entries()) {
      drawn.push({ text, x: index === 0 ? x + indent : x, y });
      y += leading;
    }
    y += between;
  }
  return drawn;
}

function broken(paragraph: string, firstWidth: number, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of paragraph.split(" ")) {
    const room = lines.length === 0 ? firstWidth : width;
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
