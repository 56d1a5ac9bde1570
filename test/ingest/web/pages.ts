import { createListingParser } from "#feeds/parser.ts";
import { createWebReader } from "#ingest/web/web-reader.ts";
import type { Reader, ReadFailure } from "#ports.ts";
import type { RawDocument } from "#types.ts";
import { createMemoryFetcher, type MemoryFetcher, type MemoryPage } from "../../support/memory-fetcher.ts";

export const site = "https://post.example";

export function html(title: string): MemoryPage {
  return { body: `<!doctype html><title>${title}</title><p>${title} in words.</p>`, mediaType: "text/html" };
}

/** RSS of items; each is what stands between its tags. */
export function rss(...items: readonly string[]): MemoryPage {
  const body = `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Post</title>${items.map((item) => `<item>${item}</item>`).join("")}</channel></rss>`;
  return { body, mediaType: "application/rss+xml" };
}

export function sitemap(...addresses: readonly string[]): MemoryPage {
  const body = `<urlset>${addresses.map((address) => `<url><loc>${address}</loc></url>`).join("")}</urlset>`;
  return { body, mediaType: "application/xml" };
}

export function sitemapIndex(...addresses: readonly string[]): MemoryPage {
  const body = `<sitemapindex>${addresses.map((address) => `<sitemap><loc>${address}</loc></sitemap>`).join("")}</sitemapindex>`;
  return { body, mediaType: "application/xml" };
}

/** A reader of a web that stands in memory, with the web. */
export function webOf(pages: Parameters<typeof createMemoryFetcher>[0]): {
  readonly fetcher: MemoryFetcher;
  readonly reader: ReturnType<typeof createWebReader>;
} {
  const fetcher = createMemoryFetcher(pages);
  return { fetcher, reader: createWebReader({ fetcher, listings: createListingParser() }) };
}

export async function readAll(
  reader: Reader,
  source: string,
  signal?: AbortSignal,
): Promise<(RawDocument | ReadFailure)[]> {
  const found: (RawDocument | ReadFailure)[] = [];
  for await (const each of reader.read(source, signal)) found.push(each);
  return found;
}

export function sources(found: readonly (RawDocument | ReadFailure)[]): string[] {
  return found.map((each) => ("error" in each ? `! ${each.source}` : each.source));
}

/** The text of a document; of a failure its message. */
export function textOf(found: RawDocument | ReadFailure | undefined): string {
  return found === undefined ? "" : "error" in found ? found.error : new TextDecoder().decode(found.bytes);
}
