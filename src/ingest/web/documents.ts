import type { ReadFailure } from "#ports.ts";
import type { RawDocument } from "#types.ts";
import { type FoundPage, formatOf } from "./formats.ts";

/** Whether a person named the page or a listing did, and what the listing says about it. */
export type Origin = Pick<RawDocument, "hints" | "isListed">;

/** The documents in what was fetched: one, or one per line of JSON; or the failure that says what it is instead. */
export function documentsIn(source: string, page: FoundPage, origin: Origin): (RawDocument | ReadFailure)[] {
  const format = formatOf(page);
  if (format === null) {
    return [{ source, error: unreadable(page) }];
  }
  const common = {
    identity: identityOf(page.address),
    address: page.address,
    ...(page.charset !== null && { charset: page.charset }),
    ...origin,
  };
  if (format !== "json-lines") {
    return [{ source, format, bytes: page.bytes, ...common }];
  }
  return jsonArticles(page.bytes).map(({ bytes, line }) => ({
    source: line === null ? source : `${source}:${line}`,
    format: "json",
    bytes,
    ...common,
  }));
}

/** What an article without an address of its own is identified by. */
export function identityOf(address: string): string {
  const url = new URL(address);
  url.hash = "";
  return url.href;
}

function unreadable({ mediaType }: FoundPage): string {
  const found = mediaType === null ? "bytes of another kind" : `${mediaType}`;
  return `Expected an article as HTML, PDF, DOCX, markdown, text or JSON lines, or a feed or sitemap, found ${found}. Name the address of the article itself.`;
}

/** One article over all lines, or one per line that is not blank (lines from 1). */
function jsonArticles(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly line: number | null }[] {
  const text = new TextDecoder().decode(bytes);
  const lines = text
    .split("\n")
    .flatMap((content, index) => (content.trim() === "" ? [] : [{ content, line: index + 1 }]));
  if (lines.length < 2 || !isJson(lines[0]?.content ?? "")) {
    return [{ bytes, line: null }];
  }
  return lines.map(({ content, line }) => ({ bytes: new TextEncoder().encode(content), line }));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
