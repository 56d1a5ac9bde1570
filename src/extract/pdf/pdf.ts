import { InputError } from "#errors.ts";
import { realAuthor, realTitle } from "#extract/document-facts.ts";
import { hiddenNotices } from "#extract/hidden-notice.ts";
import { invisibleNotices } from "#extract/invisible.ts";
import { readOpening } from "#extract/opening.ts";
import { shortened } from "#extract/title.ts";
import { normaliseLine, normalisePlain } from "#text/normalise.ts";
import type { ExtractedArticle, Notice, RawDocument } from "#types.ts";
import { columnsOf } from "./columns.ts";
import { withoutFurniture } from "./furniture.ts";
import { placeOf, printedHeadline, withoutOutlet } from "./headline.ts";
import { segmentsOf } from "./lines.ts";
import { measure } from "./measures.ts";
import { type Pdf, withPdf } from "./open.ts";
import { type Page, readPages } from "./pages.ts";
import { type Paragraph, paragraphsOf } from "./paragraphs.ts";

/**
 * The article in a PDF: its text in paragraphs, rebuilt from where the letters stand. The title is the one of its
 * properties, else the largest line of the first page. Throws `InputError` for scans, passwords, broken files and those
 * beyond the limits of `readPages`.
 */
export async function extractPdf(document: RawDocument): Promise<ExtractedArticle> {
  const { pages, facts } = await withPdf(document.bytes, async (pdf) => ({
    pages: await readPages(pdf),
    facts: await readFacts(pdf),
  }));
  const segments = withoutFurniture(pages.map(({ pieces }) => segmentsOf(pieces)));
  const columns = segments.flatMap((lines, page) => columnsOf(lines).map((column) => ({ page, lines: column })));
  const paragraphs = paragraphsOf(columns).map((each) => ({ ...each, text: withoutLigatures(each.text) }));
  if (!paragraphs.some(({ text }) => /[\p{L}\p{N}]/u.test(text))) {
    throw scan(pages.length);
  }
  const { body } = measure(columns.map(({ lines }) => lines));
  const notices = noticesOf(pages, paragraphs);
  return { ...articleOf(paragraphs, facts, body), ...(notices.length > 0 ? { notices } : {}) };
}

interface Facts {
  readonly title: string | null;
  readonly author: string | null;
}

async function readFacts(pdf: Pdf): Promise<Facts> {
  const { info, metadata } = await pdf.getMetadata();
  const stated: Readonly<Record<string, unknown>> = { ...info };
  const [creators] = [metadata?.get("dc:creator")].flat();
  return {
    title: realTitle(stated.Title) ?? realTitle(metadata?.get("dc:title")),
    author: realAuthor(stated.Author) ?? realAuthor(creators),
  };
}

function scan(pages: number): InputError {
  return new InputError(
    `Expected a PDF with text, found a scan or pictures: ${pages === 1 ? "1 page" : `${pages} pages`} without a letter that can be read. Run text recognition (OCR) over it, for instance with ocrmypdf, and name what that makes.`,
  );
}

function articleOf(paragraphs: readonly Paragraph[], facts: Facts, body: number): ExtractedArticle {
  const headline = printedHeadline(paragraphs, body);
  const printed =
    headline === null ? shortened(normaliseLine(paragraphs[0]?.text ?? "")) : normaliseLine(headline.text);
  const title = facts.title === null ? printed : withoutOutlet(facts.title, printed);
  const place = placeOf(title, paragraphs);
  const after = paragraphs.slice(place + 1);
  const opening = readOpening(
    after.map(({ text }) => normaliseLine(text)),
    facts.author,
  );
  const rest = [...paragraphs.slice(0, Math.max(0, place)), ...after.slice(opening.lines)];
  return {
    givenId: null,
    title,
    text: normalisePlain((rest.length > 0 ? rest : paragraphs).map(({ text }) => text).join("\n\n")).trim(),
    url: null,
    outlet: null,
    author: facts.author ?? opening.author,
    publishedAt: opening.publishedAt,
  };
}

/** Printers' ligatures as the letters they are. */
function withoutLigatures(text: string): string {
  return text.replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize("NFKC"));
}

function noticesOf(pages: readonly Page[], paragraphs: readonly Paragraph[]): Notice[] {
  const empty = pages.filter((page) => page.pieces.length === 0).length;
  const message = `${empty} of ${pages.length} pages hold no text that can be read`;
  return [
    ...invisibleNotices(paragraphs.map(({ text }) => text).join("\n")),
    ...hiddenNotices(pages.flatMap((page) => page.hidden)),
    ...(empty > 0 ? [{ kind: "scan", message } as const] : []),
  ];
}
