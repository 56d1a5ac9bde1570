import type { Listing, ListingParser } from "#ports.ts";
import { parseAddresses } from "./addresses.ts";
import { decode } from "./decode.ts";
import { inflate } from "./inflate.ts";
import { rootOf } from "./prolog.ts";
import { parseSitemap } from "./sitemap.ts";

/**
 * Tells feeds (RSS, Atom, RDF, JSON Feed, lists of feeds in OPML), sitemaps and lists of addresses by what they hold,
 * whatever their server calls them; all else is `null`.
 */
export function createListingParser(): ListingParser {
  return {
    async parse({ address, bytes, charset }) {
      const inflated = await inflate(bytes);
      if (isBinary(inflated)) {
        return null;
      }
      const text = decode(inflated, charset);
      const start = text.slice(0, 2000).trimStart();
      if (start.startsWith("<")) {
        return parseXml(text, address);
      }
      if (start.startsWith("{")) {
        const { parseJsonFeed } = await import("./json-feed.ts");
        return parseJsonFeed(text, address);
      }
      return parseAddresses(text);
    },
  };
}

async function parseXml(text: string, address: string): Promise<Listing | null> {
  const root = rootOf(text);
  switch (root) {
    case "urlset":
    case "sitemapindex":
      return parseSitemap(text, address, root);
    case "rss":
    case "feed":
    case "rdf": {
      const { parseXmlFeed } = await import("./xml-feed.ts");
      return parseXmlFeed(text, address);
    }
    case "opml": {
      const { parseOpmlFeeds } = await import("./opml.ts");
      return parseOpmlFeeds(text, address);
    }
    default:
      return null;
  }
}

/** A picture, a PDF, an archive: its first bytes hold some that no text does. UTF-16 has zeros, but begins otherwise. */
function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 512);
  const isWide = head[0] === 0xff || head[0] === 0xfe || head[0] === 0x3c || head[1] === 0x3c;
  return (!isWide && head.includes(0)) || new TextDecoder("latin1").decode(head.subarray(0, 5)) === "%PDF-";
}
