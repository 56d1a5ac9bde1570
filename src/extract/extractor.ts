import { InputError } from "#errors.ts";
import type { Extractor } from "#ports.ts";
import type { DocumentFormat, ExtractedArticle, RawDocument } from "#types.ts";
import { decode } from "./decode.ts";
import { extractDocx } from "./docx.ts";
import { extractHtml } from "./html/html.ts";
import { extractJson } from "./json.ts";
import { extractMarkdown } from "./markdown.ts";
import { extractPdf } from "./pdf/pdf.ts";
import { extractPlainText } from "./plain-text.ts";

/** Extracts articles from documents of every format. Throws `InputError` saying what was expected and found. */
export function createExtractor(): Extractor {
  return {
    async extract(document) {
      const article = await EXTRACTORS[document.format](document);
      if (article.text.trim() === "") {
        throw new InputError("Expected an article, found no text in it. Add its text, or leave it out.");
      }
      return article;
    },
  };
}

type Extract = (document: RawDocument) => ExtractedArticle | Promise<ExtractedArticle>;

const EXTRACTORS: Readonly<Record<DocumentFormat, Extract>> = {
  text: ({ bytes }) => extractPlainText(decode(bytes)),
  markdown: ({ bytes }) => extractMarkdown(decode(bytes)),
  json: ({ bytes }) => extractJson(decode(bytes)),
  html: extractHtml,
  pdf: extractPdf,
  docx: extractDocx,
};
