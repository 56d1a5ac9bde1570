import { IRREGULAR } from "#text/irregular.ts";
import { isStopWord } from "#text/stop-words.ts";
import { words } from "#text/words.ts";
import type { Vocabulary } from "./rank/vocabulary.ts";

/** `what crime did …`, `which of the towns …`, `what kind of crime …`, `the name of her lawyer`. */
const ASKED_FOR =
  /\b(?:what|which|whats|what['’]s|whose)\b(?: of (?:the|these|those|her|his|their))?(?: (?:kind|type|sort|name)s? of)? (?<rest>.+)/iu;
/** `what is the capital of …`, `who was the judge that …`: what follows the article. */
const DEFINED =
  /\b(?:what|who|which|whats|whos|what['’]s|who['’]s)(?: (?:is|was|are|were|will be|would be))? (?:the|a|an|his|her|their|its|\S+['’]s)(?: name of)?(?: (?:the|a|an|his|her|their|its|\S+['’]s))? (?<rest>.+)/iu;
const AUXILIARY = /^(?:is|was|are|were|be|do|does|did|has|have|had|can|could|will|would|should|may|might)$/u;
/** Words a noun phrase may hold before what it names. */
const LONGEST = 3;

/** Stem of the noun that names what is asked for; `null` where the question word stands alone (`what did she say`). */
export function focusOf(question: string, vocabulary: Vocabulary): string | null {
  const defined = DEFINED.exec(question);
  const rest = (defined ?? ASKED_FOR.exec(question))?.groups?.rest;
  if (rest === undefined) return null;
  const run: string[] = [];
  let endsPlainly = false;
  for (const { text } of words(rest)) {
    if (isStopWord(text) || AUXILIARY.test(text)) {
      endsPlainly = true;
      break;
    }
    run.push(text);
  }
  const named = defined === null && hasVerb(run) ? run[0] : nounOf(run, endsPlainly);
  return named === undefined ? null : vocabulary.stemOf(named);
}

function nounOf(run: readonly string[], endsPlainly: boolean): string | undefined {
  if (endsPlainly && run.length <= LONGEST) return run.at(-1);
  return run[run.length <= 2 ? run.length - 1 : 0];
}

/** `which company owns`, `what company bought`, `what birds live`: the second word is what the first one does. */
function hasVerb([first, second]: readonly string[]): boolean {
  if (first === undefined || second === undefined) return false;
  if (first.endsWith("s") && !first.endsWith("ss")) return !second.endsWith("s");
  return /(?:[^s]s|ed)$/u.test(second) || IRREGULAR.has(second);
}
