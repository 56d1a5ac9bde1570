import { InputError } from "#errors.ts";
import type { ExtractedArticle, RawDocument } from "#types.ts";

/** The article in a Word document. */
export async function extractDocx(document: RawDocument): Promise<ExtractedArticle> {
  throw new InputError(`Word documents cannot be read yet: ${document.source}.`);
}
