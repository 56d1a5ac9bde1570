import { InputError } from "#errors.ts";
import type { Pdf } from "./open.ts";

/**
 * A run of characters as it is drawn. Lengths are points from the corner where reading begins: the upper left one, on pages
 * written from right to left the upper right one, so that what is read later in a line is always further `right`.
 */
export interface Piece {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  /** Height of the font. */
  readonly size: number;
  readonly font: string;
}

export interface Page {
  readonly pieces: readonly Piece[];
  /** What nobody can read, because it is tiny. (What lies beside the page, the library leaves out.) */
  readonly hidden: readonly string[];
}

type PdfPage = Awaited<ReturnType<Pdf["getPage"]>>;
type Content = Awaited<ReturnType<PdfPage["getTextContent"]>>;
type TextItem = Extract<Content["items"][number], { str: string }>;

const MOST_PAGES = 2000;
const MOST_PIECES = 2_000_000;
const MOST_CHARACTERS = 5_000_000;
/** Points; a reader cannot make out anything smaller. */
const SMALLEST = 1.5;

/** What is drawn on each page. Throws `InputError` for more than 2,000 pages or 5 million characters. */
export async function readPages(pdf: Pdf): Promise<Page[]> {
  within(pdf.numPages, MOST_PAGES, "pages");
  const counted = { pieces: 0, characters: 0 };
  const pages: Page[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    pages.push(await readPage(page, counted));
    page.cleanup();
  }
  return pages;
}

async function readPage(page: PdfPage, counted: { pieces: number; characters: number }): Promise<Page> {
  const viewport = page.getViewport({ scale: 1 });
  const pieces: Piece[] = [];
  const hidden: string[] = [];
  let turned = 0;
  for await (const item of itemsOf(page)) {
    counted.pieces += 1;
    counted.characters += item.str.length;
    within(counted.pieces, MOST_PIECES, "pieces of text");
    within(counted.characters, MOST_CHARACTERS, "characters");
    const piece = placed(item, viewport.transform);
    if (piece !== null && piece.size >= SMALLEST) {
      pieces.push(piece);
      turned += item.dir === "rtl" ? 1 : 0;
    } else if (piece !== null && piece.text.trim() !== "") {
      hidden.push(piece.text);
    }
  }
  const isTurned = turned * 2 > pieces.filter(({ text }) => text.trim() !== "").length;
  return { pieces: isTurned ? pieces.map((piece) => mirrored(piece, viewport.width)) : pieces, hidden };
}

async function* itemsOf(page: PdfPage): AsyncGenerator<TextItem> {
  const reader = page.streamTextContent({ includeMarkedContent: false }).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const { items }: Content = next.value;
      for (const item of items) {
        if ("str" in item && item.str !== "") {
          yield item;
        }
      }
    }
  } finally {
    await reader.cancel(new Error("enough"));
  }
}

function within(found: number, limit: number, what: string): void {
  if (found > limit) {
    throw new InputError(
      `Expected a PDF of at most ${limit.toLocaleString("en")} ${what}, found more. Divide it into its articles.`,
    );
  }
}

/** `null` for what is written up or down the page, such as stamps in the margin, and for places that are no numbers. */
function placed(item: TextItem, view: readonly number[]): Piece | null {
  const matrix: readonly number[] = item.transform;
  const [a, b, c, d, e, f] = multiplied(view, matrix);
  const size = Math.hypot(c, d);
  if (Math.abs(b) > Math.abs(a) || ![a, b, size, e, f, item.width].every(Number.isFinite)) {
    return null;
  }
  const right = e + Math.abs(item.width);
  return { text: item.str, left: e, right, baseline: f, size, font: item.fontName };
}

function mirrored(piece: Piece, width: number): Piece {
  return { ...piece, left: width - piece.right, right: width - piece.left };
}

/** The product of two affine transformations, as PDF writes them (ISO 32000-1, 8.3.3). */
function multiplied(m: readonly number[], n: readonly number[]): [number, number, number, number, number, number] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m;
  const [p = 1, q = 0, r = 0, s = 1, t = 0, u = 0] = n;
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];
}
