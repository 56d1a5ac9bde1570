/**
 * Foreign text (articles, titles, questions, a model's words) made harmless for Discord: nothing in it is markup, a
 * mention, a link, a timestamp or an emoji, and nothing in it is invisible or turns the reading direction.
 * Discord shows the character after a backslash as it is when that is neither a letter, a digit nor a space.
 */

/** One line of foreign text as markdown that shows exactly its words. Line breaks become spaces. */
export function escapeText(text: string): string {
  return escapeLineStart(escapeInside(plain(text)));
}

/**
 * The words of a foreign text in one line, for places that show no markdown (labels of buttons and options):
 * single spaces, no control or invisible characters, no lone surrogates.
 */
export function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")
    .replace(invisible, "")
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .replace(/\s+/gu, " ")
    .trim();
}

/** At most `limit` code units, ending in `…` if something was cut; no surrogate pair is split. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) {
    return text;
  }
  const head = text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/u, "");
  const space = head.lastIndexOf(" ");
  return `${(space > limit / 2 ? head.slice(0, space) : head).trimEnd()}…`;
}

/**
 * Everything that shows nothing: bidirectional controls, zero-width spaces, tags, fillers. The joiners U+200C and
 * U+200D and the variation selectors U+FE0E and U+FE0F stay: Persian, Indic scripts and emoji are misspelt without.
 */
const invisible = /(?!\u200C|\u200D|\uFE0E|\uFE0F)[\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFB]/gu;

function escapeInside(text: string): string {
  return (
    text
      .replace(/[\\*_~`|[\]<>@]/gu, "\\$&")
      // Addresses become links, and invitations a card, wherever they stand.
      .replace(/:(?=\/\/)/gu, "\\:")
      .replace(/(?<=discord(?:app)?)\.(?=gg|com)/giu, "\\.")
      // :smile:
      .replace(/:(?=[\p{L}\p{N}_+\\-]+:)/gu, "\\:")
  );
}

/** Headings, subtext, quotes and lists begin a line. */
function escapeLineStart(text: string): string {
  return text.replace(/^(?:[#+-](?=[\s#]|$)|\d+(?=[.)](?:\s|$)))/u, (start) =>
    /\d/u.test(start) ? `${start}\\` : `\\${start}`,
  );
}
