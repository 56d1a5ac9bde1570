import { stems } from "#text/stems.ts";
import { body, type Check, quotedText } from "./check.ts";

/** Share of the statement's content words that its quotes must hold. */
const LEAST_COVERED = 0.8;

/** Few content words of the statement are missing from its quotes. */
export const wordsAreCovered: Check = (claim) => {
  const stated = [...new Set(stems(body(claim)))];
  const quoted = new Set(stems(quotedText(claim)));
  const missing = stated.filter((stem) => !quoted.has(stem));
  if (stated.length - missing.length >= LEAST_COVERED * stated.length) return null;
  return `${missing.length} of ${stated.length} content words do not stand in the quotes: ${missing.slice(0, 5).join(", ")}.`;
};
