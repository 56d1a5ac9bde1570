import { InputError } from "#errors.ts";
import type { Extractor } from "#ports.ts";
import type { ExtractedArticle, RawDocument } from "#types.ts";
import { decode } from "./decode.ts";
import { extractJson } from "./json.ts";
import { extractMarkdown } from "./markdown.ts";
import { extractPlainText } from "./plain-text.ts";

/** Extracts articles from plain text, markdown and JSON. Throws `InputError` saying what was expected and found. */
export function createExtractor(): Extractor {
  return {
    async extract(document) {
      const article = await EXTRACTORS[document.format](decode(document.bytes));
      if (article.text.trim() === "") {
        throw new InputError("Expected an article, found no text in it. Add its text, or leave it out.");
      }
      return article;
    },
  };
}

const EXTRACTORS: Readonly<
  Record<RawDocument["format"], (content: string) => ExtractedArticle | Promise<ExtractedArticle>>
> = {
  text: extractPlainText,
  markdown: extractMarkdown,
  json: extractJson,
};
