import type { Named } from "#ingest/web/expand.ts";
import { sha256 } from "#text/hash.ts";

/** Changes when what is told about an article does; of a page that nothing tells about, when the page does. */
export function markOf({ entry, page }: Named): string {
  const { hints, updatedAt, content, isWithdrawn } = entry;
  const told = JSON.stringify([hints, updatedAt, content, isWithdrawn === true]);
  const shown = page === null ? "" : new TextDecoder("latin1").decode(page.bytes);
  return sha256(`${told}\n${shown}`).slice(0, MARK_LENGTH);
}

/** 128 bits. */
const MARK_LENGTH = 32;
