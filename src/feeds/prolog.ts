import { InputError } from "#errors.ts";

/**
 * Local name of the root element of an XML document, in lower case; `null`: there is none. Throws `InputError` for a
 * document type with an internal subset: that is where entities are declared, and no parser is to see them.
 */
export function rootOf(text: string): string | null {
  let at = skipSpace(text, 0);
  while (text.startsWith("<", at)) {
    if (text.startsWith("<?", at)) {
      at = after(text, "?>", at);
    } else if (text.startsWith("<!--", at)) {
      at = after(text, "-->", at + 4);
    } else if (/^<!doctype/i.test(text.slice(at, at + 9))) {
      if (/^\s+html\b/i.test(text.slice(at + 9, at + 40))) {
        return "html";
      }
      at = afterDoctype(text, at);
    } else {
      return /^<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)/.exec(text.slice(at, at + 200))?.[1]?.toLowerCase() ?? null;
    }
    at = skipSpace(text, at);
  }
  return null;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\s\ufeff]/.test(text.charAt(at))) {
    at += 1;
  }
  return at;
}

function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at < 0 ? text.length : at + end.length;
}

/** Behind a document type, whose identifiers stand in quotes that may hold any of its marks. */
function afterDoctype(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === ">") {
      return at + 1;
    }
    if (character === "[") {
      throw new InputError(
        "Expected XML without declarations of its own, found a document type that declares some (<!DOCTYPE … [ … ]>). Such entities can be a trap and are never read; name another feed of the site.",
      );
    }
    at = character === '"' || character === "'" ? after(text, character, at + 1) : at + 1;
  }
  return at;
}
