import { FootnoteError } from "#errors.ts";
import type { Extractor } from "#ports.ts";
import type { ExtractedArticle, RawDocument, Receipt } from "#types.ts";
import { failure } from "./read.ts";

/** Second step: the article in a document, or a `failed` receipt that says what is wrong with it. */
export async function extract(extractor: Extractor, document: RawDocument): Promise<ExtractedArticle | Receipt> {
  try {
    return await extractor.extract(document);
  } catch (error) {
    if (error instanceof FootnoteError) {
      return failure(document.source, error.message);
    }
    throw error;
  }
}
