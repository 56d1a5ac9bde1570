import { afterAll, describe, expect, test } from "vitest";
import { InputError } from "#errors.ts";
import { createExtractor } from "#extract/extractor.ts";
import type { DocumentFormat, ExtractedArticle } from "#types.ts";
import { madeDocx, p } from "../docx-made.ts";
import { madePdf, set } from "../pdf-made.ts";
import { NASTY_DOCX } from "./nasty-docx.ts";
import { NASTY_HTML } from "./nasty-html.ts";
import { NASTY_PDFS } from "./nasty-pdfs.ts";

const extractor = createExtractor({ timeLimit: 2000, memoryMebibytes: 256 });

afterAll(() => extractor.close?.());

function extract(format: DocumentFormat, bytes: Uint8Array): Promise<ExtractedArticle> {
  return extractor.extract({ source: "hostile", identity: null, format, bytes });
}

/** Milliseconds, starting a process and writing the bytes to it included. */
const LONGEST = 10_000;
/** Bytes the parent may grow by while a document is read, besides what it makes itself. */
const GROWTH = 150 * 1024 * 1024;

describe.each([
  ["pdf", NASTY_PDFS, () => madePdf([set(["A title", "Some text."], { x: 60, y: 60, width: 40, between: 20 })])],
  ["docx", NASTY_DOCX, () => madeDocx({ body: p("A title") + p("Some text.") })],
  ["html", NASTY_HTML, () => goodPage()],
] as const)("a hostile %s", (format, documents, good) => {
  test.each(documents)("with %s is an article or refused, and harms nothing", async (_name, make) => {
    const bytes = make();
    const before = process.memoryUsage.rss();
    const start = performance.now();
    const outcome = await extract(format, bytes).catch((error: unknown) => error);
    const milliseconds = performance.now() - start;
    expect(outcome instanceof Error ? outcome : null).toSatisfy(
      (error) => error === null || error instanceof InputError,
    );
    expect(milliseconds).toBeLessThan(LONGEST + bytes.length / 1000);
    expect(process.memoryUsage.rss() - before).toBeLessThan(GROWTH + bytes.length * 3);
  });

  test("is forgotten: the next document is read as ever", async () => {
    const text = format === "html" ? PROSE : "Some text.";
    expect(await extract(format, good())).toMatchObject({ title: "A title", text });
  });
});

const PROSE = "The harbour of Port Alder was closed on Monday, because a storm had broken its outer wall.";

function goodPage(): Uint8Array {
  return Buffer.from(`<!doctype html><title>A title</title><article><h1>A title</h1><p>${PROSE}</p></article>`);
}
