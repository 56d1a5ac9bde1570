import { MIMEType } from "whatwg-mimetype";
import type { FetchRequest } from "#ports.ts";

export interface Media {
  /** `type/subtype` in lower case; `null`: the server does not say, or not in a way that can be read. */
  readonly mediaType: string | null;
  readonly charset: string | null;
}

/** Of several headers the last that can be read (Fetch standard, extract a MIME type). */
export function readMedia(contentType: readonly string[]): Media {
  const parsed = contentType
    .map((value) => MIMEType.parse(value))
    .filter((type) => type !== null)
    .at(-1);
  return { mediaType: parsed?.essence ?? null, charset: parsed?.parameters.get("charset")?.trim() || null };
}

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** Feeds are served under many names, so one list goes for articles and listings. */
const USABLE: ReadonlySet<string> = new Set([
  "text/html",
  "application/xhtml+xml",
  "text/plain",
  "text/markdown",
  "text/x-markdown",
  "text/xml",
  "application/xml",
  "application/rss",
  "application/atom",
  "application/pdf",
  "application/x-pdf",
  DOCX,
  "application/json",
  "text/json",
  "application/x-ndjson",
  "application/ndjson",
  "application/jsonl",
  "application/jsonlines",
  "application/gzip",
  "application/x-gzip",
  "application/octet-stream",
  "binary/octet-stream",
]);

/** Whether an article, feed or sitemap may be in it. */
export function isUsable(mediaType: string | null): boolean {
  if (mediaType === null || USABLE.has(mediaType)) return true;
  return /^(?:application|text)\/[^/]*\+(?:xml|json)$/.test(mediaType);
}

/** The `Accept` header. */
export function acceptFor(purpose: FetchRequest["purpose"]): string {
  return purpose === "article"
    ? `text/html,application/xhtml+xml,application/pdf;q=0.9,${DOCX};q=0.9,text/markdown;q=0.9,text/plain;q=0.8,application/xml;q=0.7,application/json;q=0.7,*/*;q=0.1`
    : "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,application/json;q=0.8,application/gzip;q=0.8,text/plain;q=0.7,text/html;q=0.6,*/*;q=0.1";
}
