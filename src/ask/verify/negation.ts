import { isAntonym, isSameSide } from "./antonyms.ts";
import type { Check, Comparison } from "./check.ts";
import { CLEAR_DENIALS, DENIED_AFTER, DENYING, TURNING } from "./cues.ts";
import { areAlike } from "./likeness.ts";
import { type Reading, SAME_MATTER, sharedMatter, type Token } from "./reading.ts";

/** What the statement denies, its quotes deny, and the other way round: a “not” turns the meaning around. */
export const negationIsKept: Check = (comparison) => {
  const { stated, quoted } = comparison;
  const added = denials(stated).find((denial) => !isDeniedBy(denial, comparison));
  if (added) return `The statement denies something (“${spoken(stated, added)}”) that its quotes do not deny.`;
  const dropped = denials(quoted).find((denial) => isAffirmed(denial, comparison));
  return dropped ? `The quotes deny something (“${spoken(quoted, dropped)}”) that the statement leaves out.` : null;
};

/** A word that denies, and the content words right after it in its clause. */
export interface Denial {
  readonly cue: Token;
  readonly denied: readonly Token[];
}

/** Content words that a denial reaches. */
const REACH = 3;

export function denials(reading: Reading): readonly Denial[] {
  return reading.tokens
    .filter((token) => isDenial(reading, token))
    .map((cue) => ({ cue, denied: reachOf(reading, cue) }));
}

function isDenial({ tokens, text }: Reading, token: Token): boolean {
  const next = tokens[token.place + 1];
  if (CLEAR_DENIALS.test(token.text)) return !isIdle(token, next, text);
  if (!TURNING.test(token.text) || next === undefined) return false;
  return next.text === "to" || next.text === "that" || /^\p{L}{3,}ing$/u.test(next.text);
}

/** `not only`, `no doubt`, `No. 5`, `No 10`: these deny nothing. */
function isIdle(token: Token, next: Token | undefined, text: string): boolean {
  if (next === undefined) return token.text === "no";
  if (BOUND.test(text.slice(token.start, token.start + 32))) return true;
  if (token.text === "not") return /^(?:only|just|merely|simply|least)$/u.test(next.text);
  if (token.text !== "no") return false;
  return /^(?:doubt|matter)$/u.test(next.text) || /^[Nn]o\.?\s?\d/u.test(text.slice(token.start, next.end));
}

/** `no more than 20` sets a bound and denies nothing. */
const BOUND =
  /^(?:no|not) (?:fewer|less|more) than [$€£]?(?:\d|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|half)\b)/iu;

function reachOf({ tokens }: Reading, cue: Token): readonly Token[] {
  const after = tokens.slice(cue.place + 1, cue.place + 12).filter(({ sentence }) => sentence === cue.sentence);
  const inClause = after.filter(
    ({ clause, isContent, text }) => isContent && clause === cue.clause && !isAdverb(text) && !TRUE.test(text),
  );
  return inClause.slice(0, REACH);
}

/** `not true that …` denies what follows. */
const TRUE = /^(?:true|case|correct|fact)$/u;

function isAdverb(text: string): boolean {
  return text.length > 4 && text.endsWith("ly");
}

/** The quotes deny the same: a denial, or a word that denies, right beside a word of what is denied; or its opposite. */
function isDeniedBy({ denied }: Denial, comparison: Comparison): boolean {
  const { quoted, lexicon } = comparison;
  // `…, but he did not.` and `a yes or a no`: nothing to look for but a denial.
  if (denied.length === 0) return quoted.tokens.some(({ text }) => CLEAR_DENIALS.test(text));
  const [head] = denied;
  return quoted.tokens.some((token) => {
    if (!token.isContent) return false;
    if (head && isOpposite(head, token)) return true;
    return (
      denied.some((word) => areAlike(word, token, lexicon) || isSameSide(word.text, token.text)) &&
      isBesideDenial(quoted, token)
    );
  });
}

/** Words before and after a word within which a denial is about it. */
const BESIDE = { before: 6, after: 3 };

function isBesideDenial({ tokens }: Reading, { place, sentence }: Token): boolean {
  const isSentence = (other: Token) => other.sentence === sentence;
  const before = tokens.slice(Math.max(0, place - BESIDE.before), place).filter(isSentence);
  const after = tokens.slice(place + 1, place + 1 + BESIDE.after).filter(isSentence);
  return (
    before.some(({ text }) => CLEAR_DENIALS.test(text) || DENYING.test(text)) ||
    after.some(({ text }) => DENIED_AFTER.test(text))
  );
}

/** `accepted` and `rejected`, `successful` and `unsuccessful`. */
export function isOpposite(word: Token, other: Token): boolean {
  const prefix = other.text.slice(0, Math.max(0, other.text.length - word.text.length));
  const isUndone = /^(?:un|in|im|il|ir|non|dis)$/u.test(prefix) && other.text.endsWith(word.text);
  return isUndone || isAntonym(word.text, other.text);
}

/** The statement says the denied word of the same matter without denying it, and so does no quote. */
function isAffirmed({ cue, denied }: Denial, { stated, quoted }: Comparison): boolean {
  const head = denied[0]?.stem ?? "";
  const token = stated.tokens.find(({ stem, isContent }) => isContent && stem === head);
  if (token === undefined || !standsFree(stated, head) || standsFree(quoted, head)) return false;
  return sharedMatter(stated, token, quoted, cue) >= SAME_MATTER;
}

/** The word stands somewhere out of reach of every denial. */
function standsFree(reading: Reading, stem: string): boolean {
  const reached = new Set(denials(reading).flatMap(({ denied }) => denied.map(({ place }) => place)));
  return reading.tokens.some((token) => token.stem === stem && !reached.has(token.place) && !isDenying(reading, token));
}

function isDenying({ tokens }: Reading, token: Token): boolean {
  return tokens
    .slice(Math.max(0, token.place - 4), token.place)
    .some(({ text, sentence }) => sentence === token.sentence && (CLEAR_DENIALS.test(text) || DENYING.test(text)));
}

function spoken({ text }: Reading, { cue, denied }: Denial): string {
  return text.slice(cue.start, Math.max(cue.end, denied[0]?.end ?? 0));
}
