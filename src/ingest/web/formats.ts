import type { Fetched } from "#ports.ts";
import type { DocumentFormat } from "#types.ts";

/** A document as it was fetched. */
export type FoundPage = Extract<Fetched, { readonly kind: "found" }>;

/** How a fetched document is read; `json-lines`: one article per line. `null`: nobody reads it. */
export function formatOf(page: FoundPage): DocumentFormat | "json-lines" | null {
  const { bytes, mediaType } = page;
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  if (head.includes("%PDF-")) return "pdf";
  if (head.startsWith("PK\u0003\u0004")) return isWordFile(bytes) ? "docx" : null;
  if (isBinary(bytes, head)) return null;
  const start = head.replace(/^(?:\u00ef\u00bb\u00bf)?(?:\s|<!--[\s\S]*?-->|<\?xml[^>]*>)*/, "").slice(0, 200);
  if (/^<(?:!doctype html|html|head|body)\b/i.test(start)) return "html";
  return byMediaType(page, start) ?? (isUnsaid(mediaType) ? byStart(start) : null);
}

function byMediaType({ mediaType, address }: FoundPage, start: string): DocumentFormat | "json-lines" | null {
  const type = mediaType ?? "";
  const path = new URL(address).pathname.toLowerCase();
  if (/^(?:text\/html|application\/xhtml\+xml)$/.test(type)) return "html";
  if (/^(?:text\/(?:x-)?markdown)$/.test(type) || (isUnsaid(type) && /\.(?:md|markdown)$/.test(path)))
    return "markdown";
  const isJson = /[/+](?:json|x-ndjson|ndjson|jsonl|x-jsonlines|jsonlines|json-seq)$/.test(type);
  if (isJson || (isUnsaid(type) && (/\.(?:jsonl|ndjson|json)$/.test(path) || /^\{\s*"/.test(start))))
    return "json-lines";
  return type === "text/plain" ? "text" : null;
}

/** What servers say of files they know nothing about. */
function isUnsaid(mediaType: string | null): boolean {
  return mediaType === null || /^(?:|text\/plain|application\/octet-stream|binary\/octet-stream)$/.test(mediaType);
}

function byStart(start: string): DocumentFormat {
  return start.startsWith("<") ? "html" : "text";
}

/** An archive with a part named `word/…`: names stand in it uncompressed. */
function isWordFile(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes("word/");
}

/** A zero is in no text but UTF-16, which says so. */
function isBinary(bytes: Uint8Array, head: string): boolean {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !isWide && head.includes("\0");
}
