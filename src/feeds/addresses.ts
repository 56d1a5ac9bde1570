import { InputError } from "#errors.ts";
import type { ListedEntry, Listing } from "#ports.ts";
import { resolveAddress } from "./address.ts";
import { MOST_ENTRIES } from "./limits.ts";

/**
 * A text whose every line is an address, blank lines and those that begin with `#` aside; also the plain form of a
 * sitemap. `null`: it is no such text. Throws `InputError` for more addresses than a sitemap may hold.
 */
export function parseAddresses(text: string): Listing | null {
  const entries: ListedEntry[] = [];
  for (const line of lines(text)) {
    if (line === "" || line.startsWith("#")) {
      continue;
    }
    const address = /^https?:\/\/\S+$/i.test(line) ? resolveAddress(line, line) : null;
    if (address === null) {
      return null;
    }
    if (entries.length === MOST_ENTRIES) {
      throw new InputError(
        `Expected at most ${MOST_ENTRIES.toLocaleString("en")} addresses in one list, found more. Divide it.`,
      );
    }
    entries.push({ address, hints: {}, updatedAt: null, content: null });
  }
  return entries.length === 0 ? null : { kind: "addresses", title: null, entries, minutes: null };
}

/** One by one: of a long article only the first is looked at. */
function* lines(text: string): Generator<string> {
  let from = 0;
  while (from < text.length) {
    const end = text.indexOf("\n", from);
    yield text.slice(from, end < 0 ? text.length : end).trim();
    from = end < 0 ? text.length : end + 1;
  }
}
