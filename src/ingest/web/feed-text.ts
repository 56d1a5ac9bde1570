import type { FetchError } from "#errors.ts";
import type { ListedEntry } from "#ports.ts";
import type { RawDocument } from "#types.ts";
import { identityOf } from "./documents.ts";

/**
 * The article as its feed carries it, where the page is not given to us: refused to who is not a subscriber, or closed to
 * machines. `null`: the feed carries none, or the page failed for another reason.
 */
export function feedText(entry: ListedEntry, error: FetchError): RawDocument | null {
  const { address, content, hints } = entry;
  if (content === null || (error.trouble !== "denied" && error.trouble !== "forbidden")) {
    return null;
  }
  const title = hints.title ?? "";
  const page = `<!doctype html><html><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body><article><h1>${escaped(title)}</h1>${content}</article></body></html>`;
  return {
    source: address,
    identity: identityOf(address),
    format: "html",
    bytes: new TextEncoder().encode(page),
    address,
    charset: "utf-8",
    hints: { url: address, ...hints },
    isListed: true,
    notices: [{ kind: "feed-text", message: "the page is not given to us, so the text is the one its feed carries" }],
  };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
