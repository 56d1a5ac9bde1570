import { InputError } from "#errors.ts";
import type { ExtractedArticle, RawDocument } from "#types.ts";

/** The article in a web page. */
export async function extractHtml(document: RawDocument): Promise<ExtractedArticle> {
  throw new InputError(`Web pages cannot be read yet: ${document.source}.`);
}
