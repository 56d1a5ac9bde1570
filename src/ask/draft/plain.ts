/** Marks of notes and editors: `[3]`, `[note 7]`, `[citation needed]`, `[who?]`. */
const NOTE = /\s?\[(?:\d{1,3}|(?:note|nb|N) ?\d{1,3}|update|[a-z][a-z ]{2,40}(?:needed|\?))\](?=[\s.,;:!?\p{L}[]|$)/gu;
const MARKER = /^(?:#{1,6}\s+|[-*•‣]\s+)/u;
/** Where a report was written, in front of it: `PORT ALDER, Senn (AP) — `. */
const DATELINE =
  /^\p{Lu}[\p{Lu}.'’-]+(?: [\p{Lu}.'’-]+){0,3}(?:, \p{L}[\p{L}. ]{1,20})?(?: \([^()]{2,40}\))? ?(?:[—–]|--?(?= )) ?(?=["“‘«]?\p{Lu})/u;
const LONGEST_HEADING = 100;

/** A sentence as a person reads it: on one line, without the marks of lists and notes, and without dateline. */
export function plain(sentence: string): string {
  return sentence.replace(MARKER, "").replace(DATELINE, "").replace(NOTE, "").replace(/\s+/gu, " ").trim();
}

/** A line that says what follows and tells nothing itself. */
export function isHeading(sentence: string): boolean {
  if (/^#{1,6}\s/u.test(sentence)) return true;
  return (
    sentence.length <= LONGEST_HEADING &&
    !/[.!?…。！？]["'”’»)\]]*$/u.test(sentence) &&
    !/\p{Nd}/u.test(sentence) &&
    !VERB.test(sentence)
  );
}

/** A line with one of these tells something, whatever it ends in. */
const VERB = /\b(?:is|are|was|were|has|have|had|will|would|can|could|did|does|do|said|says|\p{Ll}{2,}ed)\b/u;
