import { normaliseText } from "#text/normalise.ts";
import type { Notice } from "#types.ts";

/** A few get into any text by chance, from editors and copied pages. */
const HARMLESS = 2;

/**
 * How many characters of a text are dropped because nobody sees them (see `normaliseText`). Soft hyphens and byte order
 * marks are not counted: they are typography, and hide nothing.
 */
function countInvisible(raw: string): number {
  // What stands for a line end or a space is no character that is dropped; each is made what it becomes.
  const counted = raw
    .replace(/[\u00ad\ufeff]/g, "")
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/\r(?!\n)|[\v\f\u0085\u2028\u2029]/g, "\n")
    .replaceAll("\u2800", " ");
  return length(counted) - length(normaliseText(counted));
}

/** Notices about the invisible characters of a text: one, where there are more than a harmless few. */
export function invisibleNotices(raw: string): Notice[] {
  const count = countInvisible(raw);
  const message = `${count.toLocaleString("en")} invisible characters were left out`;
  return count > HARMLESS ? [{ kind: "invisible-characters", message }] : [];
}

/** In characters, not in code units. */
function length(text: string): number {
  return text.length - (text.match(/[\udc00-\udfff]/g)?.length ?? 0);
}
