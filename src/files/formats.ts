import { extname } from "node:path";
import type { DocumentFormat } from "#types.ts";

export type FileFormat = Exclude<DocumentFormat, "json"> | "json-lines";

const FORMATS: ReadonlyMap<string, FileFormat> = new Map([
  [".txt", "text"],
  [".md", "markdown"],
  [".markdown", "markdown"],
  [".jsonl", "json-lines"],
  [".ndjson", "json-lines"],
  [".html", "html"],
  [".htm", "html"],
  [".xhtml", "html"],
  [".pdf", "pdf"],
  [".docx", "docx"],
]);

/** Bytes of a file that is one article: many times the longest book. */
export const LARGEST_FILE = 64 * 1024 * 1024;

/** How a file is read, by the ending of its name; `null`: not at all. */
export function formatOf(path: string): FileFormat | null {
  return FORMATS.get(extname(path).toLowerCase()) ?? null;
}

export const SUPPORTED = [...FORMATS.keys()].join(" ");

/** Why a file cannot be read that was named itself. */
export function unsupported(path: string): string {
  const ending = extname(path).toLowerCase();
  const found = ending === "" ? "a name without ending" : `"${ending}"`;
  return `Expected a file that ends in ${SUPPORTED}, found ${found}. ${adviceFor(ending)}`;
}

function adviceFor(ending: string): string {
  return ending === ".json"
    ? 'Write one article per line, {"title": …, "text": …}, into a file that ends in .jsonl.'
    : "Save the article as .txt, .md, .docx or .pdf.";
}
