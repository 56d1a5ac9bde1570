import { createListingParser } from "#feeds/parser.ts";
import type { ListedEntry, Listing } from "#ports.ts";

const parser = createListingParser();

/** Parses a listing as it would come from `https://post.example/feed.xml`. */
export function parse(
  content: string | Uint8Array,
  said: { readonly charset?: string; readonly mediaType?: string } = {},
): Promise<Listing | null> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const { charset = null, mediaType = null } = said;
  return parser.parse({ address: "https://post.example/feed.xml", bytes, mediaType, charset });
}

export async function entriesOf(content: string | Uint8Array): Promise<readonly ListedEntry[]> {
  return (await parse(content))?.entries ?? [];
}
