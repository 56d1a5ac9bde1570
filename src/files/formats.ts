import { extname } from "node:path";

export type FileFormat = "text" | "markdown" | "json-lines";

const FORMATS: ReadonlyMap<string, FileFormat> = new Map([
  [".txt", "text"],
  [".md", "markdown"],
  [".markdown", "markdown"],
  [".jsonl", "json-lines"],
  [".ndjson", "json-lines"],
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
  if (ending === ".json") {
    return 'Write one article per line, {"title": …, "text": …}, into a file that ends in .jsonl.';
  }
  return /^\.(?:html?|pdf|docx)$/.test(ending)
    ? "Web pages, PDF and Word come in a later version; until then save the article as .txt or .md."
    : "Save the article as .txt or .md.";
}
