import type { Findings } from "#ask/retrieve.ts";
import { words } from "#text/words.ts";
import type { Span } from "#types.ts";
import type { Alignment, Token } from "./align.ts";
import { namesIn } from "./names-in.ts";

const BE = "(?:is|was|are|were|['’]s)";
/** Words that may stand between a subject and its verb. */
const TO_VERB =
  /^(?: \([^()]*\))?(?:,[^,;]{0,80},)? (?:(?:has|had|have|is|was|were|are|been|be|also|then|first|later|once|would|will|did|who|to|the|being|recently|finally|eventually|originally|formally|officially|subsequently|himself|herself|famously|successfully) ){0,4}$/u;
const BY =
  /^[^,;:()]{0,40}?\bby (?:(?:the|a|an|his|her|its|their|both|then|former|late|one) |(?:\p{Ll}[\p{L}-]+ ){0,3}|(?:American|British|English|French|German|Canadian|Australian|Irish|Scottish|Italian|Russian) |[\p{L}/-]+ (?=\p{Lu})){0,4}$/u;
const GOVERNED =
  /\b(?:of|in|from|with|by|to|for|against|at|on|under|between|near|than|like|including|into|near)(?: the| an?| (?:his|her|its|their))?(?: \p{Ll}+)? $/u;
const BEFORE_SUBJECT =
  /(?:^|[,;:—–(“"]|\b(?:and|but|that|when|while|after|before|because|as|where|although|since|which|for|then|by|the|\p{Ll}+(?:ist|er|or|ian|man|ess|ologist)))\s*$/u;

/** Those who did what a `who` question asks about, where the sentence's build says so. */
export function actorIn(findings: Findings, { text, tokens }: Alignment): readonly Span[] {
  const asked = predicate(findings);
  if (asked === null) return [];
  const verbs = tokens.filter((token) => (token.matches.get(asked.word) ?? 0) >= (asked.isRole ? 1 : SAME_DEED));
  const isAsked = (name: Span) => tokens.some((token) => isIn(token, name) && [...token.matches.values()].includes(1));
  return peopleIn(text)
    .filter((name) => !isAsked(name) && (isBefore(text, name, verbs) || !DESCRIBES.test(text.slice(name.end))))
    .filter((name) => verbs.some((verb) => (asked.isRole ? holdsRole : acts)(text, name, verb)));
}

/** `American country music`, `Taqi al-Din`: no name of its own, or not the whole of it. */
const DESCRIBES =
  /^(?:['’]s\b|-\p{L}| (?!(?:and|or|in|on|at|by|to|for|with|from|of|as|is|was|are|were|has|had|have|who|which|that|when|where|while|after|before|during|under|until|since|also|then|first|once|later|did|would|will)\b)(?:\p{Ll}+-\p{Lu}|\p{Ll}+(?<!ed)\b))/u;

/** Names, those that stand in one list together: `Sandy Knox and Billy Stritch`. */
function peopleIn(text: string): readonly Span[] {
  const lists: Span[] = [];
  for (const name of namesIn(text)) {
    const last = lists.at(-1);
    const isListed = last !== undefined && /^(?:,? and |, )$/u.test(text.slice(last.end, name.start));
    if (isListed) lists.splice(-1, 1, { start: last.start, end: name.end });
    else lists.push({ start: name.start, end: name.end });
  }
  return lists;
}

/** Strength from which on a verb tells of the same: those who directed a film did not star in it. */
const SAME_DEED = 0.85;

interface Predicate {
  readonly word: number;
  /** `who is the director of …`, not `who directed …`. */
  readonly isRole: boolean;
}

/** The word of the question that says what was done or held: the first of content after `who`. */
function predicate({ question }: Findings): Predicate | null {
  const asked = question.text.toLowerCase();
  const match =
    /\bwho(?:['’]s|s)?\s+(?:else\s+)?((?:is|was|are|were|has|have|had|been|will|would|also|first|the|a|an|then|originally|current|first|new|old|main|head|last|actually|really)\s+)*/u.exec(
      asked,
    );
  if (
    match === null ||
    /\bwho (?:did|do|does|can|should|(?:would|will|could|has|have|had) (?:the|an?|his|her|their|its))\b|\bwhom\b|\bwhose\b/u.test(
      asked,
    )
  )
    return null;
  const rest = match.index + match[0].length;
  const word = words(asked).find(({ start }) => start >= rest);
  if (word === undefined) return null;
  const index = question.words.findIndex(({ term }) => term.surface === word.text);
  const isRole = new RegExp(`\\bwho(?:['’]s|s| ${BE})\\s`, "u").test(asked) && !/(?:ed|en|wn)$/u.test(word.text);
  return index < 0 ? null : { word: index, isRole };
}

function acts(text: string, name: Span, verb: Token): boolean {
  if (name.end <= verb.start) {
    if (GOVERNED.test(text.slice(0, name.start))) return false;
    return (
      TO_VERB.test(text.slice(name.end, verb.start)) &&
      BEFORE_SUBJECT.test(text.slice(0, name.start)) &&
      !/\bby\b/u.test(text.slice(verb.end, verb.end + 12))
    );
  }
  const others = text.slice(name.end).match(/\bby (?:the )?\p{Lu}/u);
  return others === null && BY.test(text.slice(verb.end, name.start));
}

function holdsRole(text: string, name: Span, role: Token): boolean {
  if (role.end <= name.start) return /^ (?:(?:is|was) )?$/u.test(text.slice(role.end, name.start));
  if (GOVERNED.test(text.slice(0, name.start))) return false;
  return new RegExp(
    `^(?: \\([^()]*\\))?(?:,| ${BE}| became)(?: (?:the|a|an|its|also|his|her))?(?: \\p{L}+){0,3} $`,
    "u",
  ).test(text.slice(name.end, role.start));
}

/** A verb and no noun is what the name stands right before. */
function isBefore(text: string, name: Span, verbs: readonly Token[]): boolean {
  return verbs.some((verb) => text.slice(name.end, verb.start) === " ");
}

function isIn(token: Token, span: Span): boolean {
  return token.start >= span.start && token.end <= span.end;
}
