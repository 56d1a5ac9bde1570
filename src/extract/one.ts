import { InputError } from "#errors.ts";
import type { DocumentFormat, ExtractedArticle, RawDocument } from "#types.ts";
import { decode } from "./decode.ts";
import { invisibleNotices } from "./invisible.ts";

/** The article in a document of any format, read in this process. Throws `InputError` saying what was found. */
export async function extractOne(document: RawDocument): Promise<ExtractedArticle> {
  const article = await EXTRACTORS[document.format](document);
  if (article.text.trim() === "") {
    throw new InputError("Expected an article, found no text in it. Add its text, or leave it out.");
  }
  return article;
}

/** Each brings its library along when it is first needed. */
const EXTRACTORS: Readonly<Record<DocumentFormat, (document: RawDocument) => Promise<ExtractedArticle>>> = {
  text: async ({ bytes }) => {
    const { extractPlainText } = await import("./plain-text.ts");
    const content = decode(bytes);
    return withNotices(extractPlainText(content), content);
  },
  markdown: async ({ bytes }) => {
    const { extractMarkdown } = await import("./markdown.ts");
    const content = decode(bytes);
    return withNotices(await extractMarkdown(content), content);
  },
  json: async ({ bytes }) => {
    const { extractJson } = await import("./json.ts");
    const content = decode(bytes);
    return withNotices(extractJson(content), unescaped(content));
  },
  html: async (document) => {
    const { extractHtml } = await import("./html/html.ts");
    const { shownSource } = await import("./shown-source.ts");
    return withNotices(await extractHtml(document), shownSource(document));
  },
  pdf: async (document) => (await import("./pdf/pdf.ts")).extractPdf(document),
  docx: async (document) => (await import("./docx/docx.ts")).extractDocx(document),
};

function withNotices(article: ExtractedArticle, raw: string): ExtractedArticle {
  const known = article.notices ?? [];
  const notices = known.some(({ kind }) => kind === "invisible-characters")
    ? known
    : [...known, ...invisibleNotices(raw)];
  return notices.length > 0 ? { ...article, notices } : article;
}

/** JSON with its escapes resolved: `\u200b` is as invisible as the character itself; tabs and line ends are none. */
function unescaped(json: string): string {
  return json.replace(/\\u([0-9a-fA-F]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
