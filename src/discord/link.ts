import { limits } from "./limits.ts";

/** A longer address stands behind a word, so that one source does not fill a phone's screen. */
const longestShown = 120;
/** A quarter of a message: an address beyond that is left out. */
const longestLinked = limits.content / 4;

/**
 * A link to an address of our own records, without preview; empty if the address is not http(s) or too long.
 * The address is encoded so that nothing in it ends the link early.
 */
export function link(address: string | null): string {
  const url = parse(address);
  if (url === null || url.length > longestLinked) {
    return "";
  }
  return url.length <= longestShown ? `<${url}>` : `[open the article](<${url}>)`;
}

function parse(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) {
    return null;
  }
  const url = new URL(address);
  if (!["http:", "https:"].includes(url.protocol) || url.username !== "" || url.password !== "") {
    return null;
  }
  return url.href.replace(/[^\w\-.~:/?#&=%+,;!$@]/gu, (character) =>
    character.length === 1 && character.charCodeAt(0) < 0x80
      ? `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`
      : encodeURIComponent(character),
  );
}
