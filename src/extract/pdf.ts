import { InputError } from "#errors.ts";
import type { ExtractedArticle, RawDocument } from "#types.ts";

/** The article in a PDF. */
export async function extractPdf(document: RawDocument): Promise<ExtractedArticle> {
  throw new InputError(`PDFs cannot be read yet: ${document.source}.`);
}
