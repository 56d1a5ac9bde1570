import { SaxesParser } from "saxes";
import { InputError } from "#errors.ts";
import { DEEPEST, MOST_FAULTS } from "./limits.ts";

/** What a scan tells of an XML document. Names are as written; for each `open` comes one `close`. */
export interface XmlEvents {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

/** Characters that are given to the parser at once, so that a limit ends the work early. */
const PIECE = 65_536;

/**
 * Goes through XML as readers of feeds do: what is not well-formed (a bare &, an end tag that is missing, a document that
 * breaks off) is mended, not refused. Entities of XML and numbers are resolved, others stay as they are written. Throws
 * `InputError` where elements nest too deep.
 */
export function scanXml(text: string, events: XmlEvents): void {
  const parser = new SaxesParser({ position: false });
  const open: string[] = [];
  let faults = 0;
  parser.on("error", () => {
    faults += 1;
    if (faults > MOST_FAULTS) throw tooBroken();
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (open.length >= DEEPEST) {
      throw new InputError(
        `Expected XML whose elements nest at most ${DEEPEST} deep, found deeper ones. No feed or sitemap needs that.`,
      );
    }
    open.push(name);
    events.open(name, attributes as Readonly<Record<string, string>>);
  });
  parser.on("text", (piece) => open.length > 0 && events.text(piece));
  parser.on("cdata", (piece) => open.length > 0 && events.text(piece));
  parser.on("closetag", ({ name }) => {
    open.pop();
    events.close(name);
  });
  const mended = withoutBareAmpersands(text.replace(/^[\s\ufeff]+/, ""));
  for (let from = 0; from < mended.length; from += PIECE) {
    parser.write(mended.slice(from, from + PIECE));
  }
  parser.close();
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    events.close(name);
  }
}

/** Local name in lower case: `pubdate` of `x:pubDate`. */
export function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1).toLowerCase();
}

/** A parser takes all that follows a bare & for the name of an entity, up to the next semicolon. */
function withoutBareAmpersands(text: string): string {
  const parts: string[] = [];
  let from = 0;
  while (from < text.length) {
    const raw = text.indexOf("<![CDATA[", from);
    const markup = text.slice(from, raw < 0 ? text.length : raw);
    parts.push(escapeBare(markup));
    const end = raw < 0 ? -1 : text.indexOf("]]>", raw);
    from = raw < 0 ? text.length : end < 0 ? text.length : end + 3;
    if (raw >= 0) {
      parts.push(text.slice(raw, from));
    }
  }
  return parts.join("");
}

function escapeBare(markup: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = markup.indexOf("&"); at >= 0; at = markup.indexOf("&", at + 1)) {
    if (!REFERENCE.test(markup.slice(at, at + 40))) {
      parts.push(markup.slice(from, at), "&amp;");
      from = at + 1;
    }
    if (parts.length > 2 * MOST_FAULTS) throw tooBroken();
  }
  return `${parts.join("")}${markup.slice(from)}`;
}

const REFERENCE = /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i;

function tooBroken(): InputError {
  return new InputError(
    `Expected XML, found more than ${MOST_FAULTS.toLocaleString("en")} places in it that are none. Name another feed of the site.`,
  );
}
