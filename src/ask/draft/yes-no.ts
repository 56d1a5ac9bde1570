import type { RankedSentence } from "#ask/rank/sentences.ts";
import type { Findings } from "#ask/retrieve.ts";
import { words } from "#text/words.ts";
import { type Alignment, align, type Token } from "./align.ts";

/** Words that turn what is asked into something else when only one of question and sentence has them. */
const TURNS: readonly RegExp[] = [
  /\bbefore\b/u,
  /\bafter\b/u,
  /\buntil\b/u,
  /\bstill\b/u,
  /\bagain\b/u,
  /\bonly\b/u,
  /\b(?:more|less|fewer|than)\b/u,
  /\bmost\b/u,
  /\b(?:all|every|each|both)\b/u,
  /\b(?:first|last)\b/u,
  /\balways\b/u,
  /\b(?:will|would)\b/u,
  /\b(?:can|could|able)\b/u,
  /\b(?:must|should|ought)\b/u,
  /\b(?:with|together)\b/u,
  /\bwithout\b/u,
  /\bown\b/u,
];
/** What is supposed, reported or intended is neither so nor not so. */
const UNSURE =
  /\b(?:may|might|perhaps|possibly|probably|likely|unlikely|alleg\w*|report\w*|suppos\w*|rumou?r\w*|seem\w*|appear\w*|if|unless|whether|claim\w*|sa(?:id|ys|y|ying)|told|believ\w*|think\w*|thought|want\w*|plan\w*|hop(?:e|es|ed|ing)|tr(?:y|ies|ied|ying)|attempt\w*|intend\w*|expect\w*|promis\w*|threaten\w*|refus\w*|fail\w*|den(?:y|ied|ies)|doubt\w*|almost|nearly|hardly|barely|scarcely|rarely|seldom|partly|partially|some|few|sometimes|often|usually|typically|mostly|generally|ask\w*|suggest\w*|propos\w*|argu\w*|would|could|should|instead|except|although|once|until|not (?:only|just|all|every|because|until|always|necessarily)|used to|stopped|ceas\w*|supposed|false\w*|wrong\w*|myth)\b/u;
const NEGATION = /\b(?:not|never|no longer|no|nobody|none|neither|nor|without|nothing|cannot)\b|n['’]t\b/gu;

/**
 * `Yes` or `No` where the sentence says with the question's own words, in their order and in one breath, that it is so
 * or that it is not; `null` wherever that is not plain.
 */
export function yesOrNo(findings: Findings, { sentence }: RankedSentence): "Yes" | "No" | null {
  const { question } = findings;
  const asked = question.text.toLowerCase();
  const alignment = align(findings, sentence);
  if (question.kind !== "yes/no" || question.words.some(({ weight }) => weight < 1)) return null;
  if (/\bor\b/u.test(asked) || asked.match(NEGATION) !== null || /\?["”’)]*$/u.test(sentence.text)) return null;
  const said = breath(alignment);
  if (said === null) return null;
  const text = sentence.text.toLowerCase();
  const clause = text.slice(said.start, said.end);
  if (UNSURE.test(text) || !isSameTense(asked, clause)) return null;
  if (TURNS.some((turn) => turn.test(asked) !== turn.test(clause))) return null;
  return answer(text, clause);
}

function answer(text: string, clause: string): "Yes" | "No" | null {
  const denials = text.match(NEGATION)?.length ?? 0;
  if (denials === 0) return "Yes";
  return denials === 1 && (clause.match(NEGATION)?.length ?? 0) === 1 ? "No" : null;
}

/** The stretch of the sentence that holds every word of the question, in the question's order; `null` where none does. */
function breath({ text, tokens, weights }: Alignment): { readonly start: number; readonly end: number } | null {
  if (weights.length < 2) return null;
  const places: Token[] = [];
  for (const word of weights.keys()) {
    const after = places.at(-1)?.start ?? -1;
    const place = tokens.find((token) => token.start > after && token.matches.get(word) === 1);
    if (place === undefined) return null;
    places.push(place);
  }
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined || BROKEN.test(text.slice(first.start, last.end))) return null;
  // Only a main clause says what is so: `He denied that …` and `the man who …` do not.
  const start = text.lastIndexOf(",", first.start) + 1;
  if (start > LONGEST_FRONT || GOVERNS.test(text.slice(0, start)) || GOVERNS.test(text.slice(start, first.start)))
    return null;
  const end = last.end + (/[,;:()]/u.exec(text.slice(last.end))?.index ?? text.length - last.end);
  return { start, end };
}

/** Characters before the main clause: `However, in this case,`. */
const LONGEST_FRONT = 40;
/** Another clause begins, or what is done by the one named last is not done by the one named first. */
const BROKEN =
  /[,;:()[\]–—?]| by |\b(?:that|which|who|whose|whom|when|where|because|but|while|although|and (?:is|was|has|had|he|she|it|they))\b/iu;
const GOVERNS = /\b(?:that|which|who|when|where|because|after|before|by|for|how|why|of|from|like|unlike|according)\b/iu;

const PRESENT =
  /\b(?:is|are|am|do|does|has|have|can|will|isn['’]t|aren['’]t|don['’]t|doesn['’]t|hasn['’]t|haven['’]t|won['’]t)\b/u;
const PAST = /\b(?:was|were|did|had|wasn['’]t|weren['’]t|didn['’]t|hadn['’]t)\b|\p{L}{2,}ed\b/u;

function isSameTense(asked: string, clause: string): boolean {
  const auxiliary = words(asked)[0]?.text ?? "";
  if (/^(?:was|were|did|had)$/u.test(auxiliary)) return !PRESENT.test(clause);
  if (/^(?:has|have)$/u.test(auxiliary)) return /\b(?:has|have|hasn['’]t|haven['’]t)\b/u.test(clause);
  if (/^(?:do|does)$/u.test(auxiliary)) return !PAST.test(clause);
  if (/^(?:is|are)$/u.test(auxiliary))
    return /\b(?:is|are|isn['’]t|aren['’]t)\b/u.test(clause) && !/\b(?:was|were|has|have|had)\b/u.test(clause);
  return !/\b(?:was|were|did|had)\b/u.test(clause);
}
