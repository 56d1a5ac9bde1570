import type { FileFormat } from "./formats.ts";

/** Bytes at the beginning of a file that tell what it is. */
export const SNIFFED_BYTES = 4096;

/**
 * What a file is: what its name says, unless its first bytes are surely those of a PDF, a Word document or a web page.
 * An error for what is surely something else than its name says, and cannot be read as that.
 */
export function formatIn(start: Uint8Array, named: FileFormat): FileFormat | { readonly error: string } {
  const text = new TextDecoder("latin1").decode(start);
  if (/^\s*%PDF-\d/.test(text.replace(/^ï»¿/, ""))) {
    return "pdf";
  }
  if (text.startsWith("PK\u0003\u0004")) {
    return isWord(text) || named === "docx"
      ? "docx"
      : wrong(named, "a zip archive", "Unpack it and name what is in it.");
  }
  if (text.startsWith("\u00d0\u00cf\u0011\u00e0") && named !== "docx") {
    return wrong(named, "an old Office document", "Open it in a word processor and save it as .docx.");
  }
  if (/^(?:ï»¿)?\s*(?:<\?xml[^<>]*>\s*)?(?:<!--[^<>]*-->\s*)*<(?:!doctype\s+html|html)[\s>]/i.test(text)) {
    return "html";
  }
  if (named === "pdf" && start.length > 0 && !text.includes("%PDF-")) {
    const [found, advice] = start.includes(0)
      ? ["something else", "Open it in the program that made it and save it as PDF."]
      : ["text", "Give it the ending .txt."];
    return wrong(named, found, advice);
  }
  return named;
}

function isWord(start: string): boolean {
  return start.includes("[Content_Types].xml") || start.includes("word/");
}

function wrong(named: FileFormat, found: string, advice: string): { readonly error: string } {
  return { error: `Expected ${NAMES[named]} by the ending of its name, found ${found}. ${advice}` };
}

const NAMES: Readonly<Record<FileFormat, string>> = {
  text: "text",
  markdown: "markdown",
  "json-lines": "JSON lines",
  html: "a web page",
  pdf: "a PDF",
  docx: "a Word document",
};
