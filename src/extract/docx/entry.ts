import type { Entry } from "yauzl";
import { InputError } from "#errors.ts";

export const MOST_ENTRIES = 2000;

/** Throws `InputError` for an entry that no word processor writes. `seen` takes up its name. */
export function checkEntry(entry: Entry, seen: Set<string>): void {
  const name = entry.fileName;
  const problem = problemOf(entry, seen.has(name.toLowerCase()));
  if (problem !== null) {
    throw new InputError(
      `Expected a Word document, found an archive with ${problem} (${JSON.stringify(name.slice(0, 100))}). Open it in a word processor and save it anew as .docx.`,
    );
  }
  seen.add(name.toLowerCase());
}

function problemOf(entry: Entry, isKnown: boolean): string | null {
  const name = entry.fileName;
  if (name.split(/[/\\]/).includes("..") || /^(?:[/\\]|[a-z]:)/i.test(name)) {
    return "a name that leads out of it";
  }
  if (/\p{Cc}/u.test(name) || name === "") {
    return "a name that cannot be one";
  }
  if (isKnown) {
    return "two parts of one name";
  }
  if (isLink(entry)) {
    return "a symbolic link in it";
  }
  return (entry.generalPurposeBitFlag & ENCRYPTED) !== 0 ? "encrypted parts" : null;
}

/** Bit 0 of the flags (APPNOTE.TXT, 4.4.4). */
const ENCRYPTED = 0x1;

/** Unix keeps the kind of a file in the upper half of the external attributes. */
function isLink(entry: Entry): boolean {
  return ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}
