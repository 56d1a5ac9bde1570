import { normaliseLine, normalisePlain } from "#text/normalise.ts";
import type { ExtractedArticle } from "#types.ts";
import { LONGEST_TITLE_LINE, shortened } from "./title.ts";

/**
 * Plain text: the first line that is not empty is the title, the rest the text. A first line too long for a title, or
 * alone, is text as well, since what is only title cannot be cited.
 */
export function extractPlainText(content: string): ExtractedArticle {
  const text = normalisePlain(content).trim();
  const lineEnd = text.indexOf("\n");
  const firstLine = normaliseLine(lineEnd < 0 ? text : text.slice(0, lineEnd));
  const rest = lineEnd < 0 ? "" : text.slice(lineEnd).trim();
  const isTitle = rest !== "" && firstLine.length <= LONGEST_TITLE_LINE;
  return {
    givenId: null,
    title: shortened(firstLine),
    text: isTitle ? rest : text,
    url: null,
    outlet: null,
    author: null,
    publishedAt: null,
  };
}
