import { InputError } from "#errors.ts";
import { LONGEST_CONTENT, LONGEST_FEED, LONGEST_FIELD, LONGEST_NAME, MOST_ATTRIBUTES, MOST_ENTRIES } from "./limits.ts";
import { localName, scanXml } from "./scan.ts";

/** What a feed says was taken back (RFC 6721). */
export interface Tombstone {
  /** Addresses and ids it names, as written. */
  readonly names: readonly string[];
}

/**
 * The same feed as well-formed XML within our limits, which is all that the feed library is given: what is cut off,
 * unclosed or overlong in it is settled here. `feedburner:origLink`, which the library does not know, becomes a canonical
 * link of Atom. Tombstones, which it does not know either, are told apart. Throws `InputError` beyond the limits.
 */
export function mendFeed(text: string): { readonly xml: string; readonly tombstones: readonly Tombstone[] } {
  if (text.length > LONGEST_FEED) {
    throw new InputError(
      `Expected at most ${LONGEST_FEED / 1024 / 1024} MiB in a feed, found ${Math.ceil(text.length / 1024 / 1024)}. Name one that tells less of the past, or a sitemap.`,
    );
  }
  const writer = createWriter();
  const tombstones: { names: string[] }[] = [];
  let tombstone: { names: string[] } | null = null;
  let original: string | null = null;
  let entries = 0;
  scanXml(text, {
    open(name, attributes) {
      const local = localName(name);
      if (local === "deleted-entry") {
        tombstone = { names: namesIn(attributes) };
        tombstones.push(tombstone);
      } else if (tombstone !== null) {
        tombstone.names.push(...(local === "link" ? namesIn(attributes) : []));
      } else if (local === "origlink") {
        original = "";
      } else {
        entries += local === "item" || local === "entry" ? 1 : 0;
        writer.open(name, attributes);
      }
      if (entries + tombstones.length > MOST_ENTRIES) throw tooMany();
    },
    text(piece) {
      if (original !== null) {
        original += piece;
      } else if (tombstone === null) {
        writer.text(piece);
      }
    },
    close(name) {
      const local = localName(name);
      if (local === "deleted-entry") {
        tombstone = null;
      } else if (local === "origlink" && original !== null) {
        writer.empty("atom:link", { ...ATOM, rel: "canonical", href: original.trim() });
        original = null;
      } else if (tombstone === null) {
        writer.close();
      }
    },
  });
  return { xml: writer.written(), tombstones };
}

const ATOM = { "xmlns:atom": "http://www.w3.org/2005/Atom" };

export function tooMany(): InputError {
  return new InputError(
    `Expected at most ${MOST_ENTRIES.toLocaleString("en")} entries in one feed or sitemap (what the sitemap protocol allows), found more. Divide it.`,
  );
}

function namesIn(attributes: Readonly<Record<string, string>>): string[] {
  return [attributes.href, attributes.ref].flatMap((name) => (name ? [name.slice(0, LONGEST_FIELD)] : []));
}

/** Elements whose text may be long: an article, with its markup. */
const LONG = new Set(["description", "encoded", "content", "summary"]);

function createWriter() {
  const parts: string[] = [];
  /** Open elements with the characters they may still hold; within long ones it is the rest of the long one. */
  const open: { readonly name: string; readonly room: { left: number } }[] = [];
  let long: { readonly depth: number; readonly room: { left: number } } | null = null;
  const tag = (name: string, attributes: Readonly<Record<string, string>>) =>
    `<${name}${Object.entries(attributes)
      .slice(0, MOST_ATTRIBUTES)
      .map(([key, value]) => ` ${safeName(key)}="${escaped(value.slice(0, LONGEST_FIELD))}"`)
      .join("")}`;
  return {
    open(name: string, attributes: Readonly<Record<string, string>>): void {
      if (long === null && LONG.has(localName(name))) {
        long = { depth: open.length, room: { left: LONGEST_CONTENT } };
      }
      const safe = safeName(name);
      open.push({ name: safe, room: long?.room ?? { left: roomOf(localName(name)) } });
      parts.push(`${tag(safe, attributes)}>`);
    },
    empty: (name: string, attributes: Readonly<Record<string, string>>) =>
      void parts.push(`${tag(name, attributes)}/>`),
    text(piece: string): void {
      const element = open.at(-1);
      const room = element?.room;
      if (element !== undefined && room !== undefined && room.left > 0) {
        const kept = piece.slice(0, room.left);
        parts.push(escaped(PEOPLE.has(localName(element.name)) ? fewBrackets(kept) : kept));
        room.left -= piece.length;
      }
    },
    close(): void {
      const closed = open.pop();
      if (closed !== undefined) parts.push(`</${closed.name}>`);
      if (long?.depth === open.length) long = null;
    },
    written: () => parts.join(""),
  };
}

/** Elements that name people. Their text is short: the library takes long over long ones. */
const PEOPLE = new Set(["author", "creator", "contributor", "name", "email", "managingeditor", "webmaster"]);

/** An address in brackets, a remark in others. The library looks for the end of each. */
function fewBrackets(name: string): string {
  return name.split(/(?=[<([])/, 6).join("");
}

/** Characters an element may hold: one more than is read of a field, so that a cut address is seen to be one. */
function roomOf(local: string): number {
  return PEOPLE.has(local) ? LONGEST_NAME : LONGEST_FIELD + 1;
}

/** Names that mean something to JavaScript, and those no feed uses, mean nothing here. */
function safeName(name: string): string {
  return /^[A-Za-z][\w.:-]{0,99}$/.test(name) && !/^(?:constructor|prototype)$/i.test(name) ? name : "x";
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPED[character] ?? "");
}

const ESCAPED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
