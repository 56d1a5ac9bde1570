import { body, type Check, quotedText } from "./check.ts";

const NEGATION =
  /\b(?:no|not|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|refus\w+|den(?:y|ied|ies)|fail(?:ed|s)?|\p{L}+n['’]t)\b/giu;

/** The statement denies as often as its quotes do: a dropped or an added “not” turns the meaning around. */
export const negationIsKept: Check = (claim) => {
  const stated = body(claim).match(NEGATION)?.length ?? 0;
  const quoted = quotedText(claim).match(NEGATION)?.length ?? 0;
  if (stated === quoted) return null;
  return stated > quoted
    ? "The statement denies something that its quotes do not deny."
    : "The quotes deny something that the statement leaves out.";
};
