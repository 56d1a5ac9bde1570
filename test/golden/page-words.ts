import { strFromU8, unzipSync } from "fflate";
import { parseHTML } from "linkedom";
import { extractText, getDocumentProxy, getMeta } from "unpdf";
import { endingOf, type GoldenCase } from "./load.ts";

/**
 * All the words of a page or document, hidden ones and navigation included, as one or more readings of it: what stands
 * in none of them does not stand there. Throws where text is not in its encoding.
 */
export async function readings({ file, bytes, expected }: GoldenCase): Promise<readonly string[]> {
  switch (endingOf(file)) {
    case "pdf":
      return ofPdf(bytes);
    case "docx":
      return [ofWord(bytes)];
    case "html":
      return ofHtml(decoded(bytes, expected.encoding));
    default:
      return [decoded(bytes, expected.encoding).replaceAll("\\n", "\n")];
  }
}

/** A page or document with its markup and metadata: scripts, attributes, properties. */
export async function source({ file, bytes, expected }: GoldenCase): Promise<string> {
  switch (endingOf(file)) {
    case "pdf": {
      const { info } = await getMeta(await getDocumentProxy(new Uint8Array(bytes)));
      return JSON.stringify(info);
    }
    case "docx":
      return Object.values(unzipSync(new Uint8Array(bytes)))
        .map((part) => strFromU8(part))
        .join("\n");
    default:
      return decoded(bytes, expected.encoding);
  }
}

/** Throws where the bytes are not in the encoding. */
export function decoded(bytes: Uint8Array, encoding = "utf-8"): string {
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}

/** Tags part words (`</p><p>`) or do not (`<b>N</b>obody`): read with all as gaps, and with those of blocks only. */
function ofHtml(html: string): readonly string[] {
  return [html, html.replace(INLINE_TAG, "")].map((markup) => {
    const plain = markup.replace(/<\/?[a-zA-Z][^<>]*>/g, " ").replaceAll("<", "&lt;");
    const { document } = parseHTML(`<!doctype html><html><body><p>${plain}</p></body></html>`);
    return document.body.textContent ?? "";
  });
}

const INLINE_TAG = /<\/?(?:a|abbr|b|em|i|mark|small|span|strong|sub|sup)(?:\s[^<>]*)?>/gi;

/** Words that end at a hyphen at the end of a line go on in the next, or are whole. */
async function ofPdf(bytes: Uint8Array): Promise<readonly string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return [text, text.replace(/[-\u00ad\u2010]\s+/g, "")];
}

function ofWord(bytes: Uint8Array): string {
  const parts = unzipSync(new Uint8Array(bytes));
  return ["word/document.xml", "word/footnotes.xml"]
    .map((name) => (parts[name] === undefined ? "" : strFromU8(parts[name])))
    .map((xml) => xml.replace(/<w:delText.*?<\/w:delText>/g, "").replaceAll("</w:p>", " "))
    .map((xml) => xml.replace(/<[^>]*>/g, "").replaceAll("&amp;", "&"))
    .join(" ");
}
