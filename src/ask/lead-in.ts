import { names } from "#text/names.ts";
import type { AnalysedPassage, AnalysedSentence } from "./rank/analyse.ts";

const PERSONAL_PRONOUN = /^["“'‘(]*(he|she|his|her)\b/iu;
/** A name at the start of a sentence, with or without a title: the likely subject. */
const SUBJECT =
  /^["“'‘(]*(?:(Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|President|Prof)\.? )?(\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,3})\b/u;
const TITLE = /^(?:Mr|Mrs|Ms|Dr|Sir|Dame|President|Prof)$/u;
const NOT_NAMES =
  /^(?:The|A|An|In|On|At|But|And|So|No|Yes|It|This|That|These|Those|There|When|While|After|Before|As|For|From|If|Its|What|Why|How|Who|Where|Since|Some|Many|Most|All|By|With|Not|One|Two|Three|According|During|Although|However|Also|Later|Then|Now|Both|Each|Other|Another|Is|Was|Were|Are|Do|Does|Did|To|Of|Or|We|I|You|My|Our|Your)$/u;

/**
 * The name a statement that opens with a pronoun speaks of, as it stands in the article. Empty where it is not plain:
 * the last sentence that does not open with a pronoun must open with the name, and hold no other name unless a title (`Ms.`) settles who is meant.
 */
export function leadIn(sentence: AnalysedSentence, passage: AnalysedPassage): string {
  const pronoun = PERSONAL_PRONOUN.exec(sentence.text)?.[1]?.toLowerCase();
  if (pronoun === undefined) return "";
  const before = passage.sentences.slice(0, sentence.ordinal).findLast(({ text }) => !PERSONAL_PRONOUN.test(text));
  const [, title = "", name = ""] = SUBJECT.exec(before?.text ?? "") ?? [];
  if (before === undefined || name === "" || NOT_NAMES.test(name.split(" ")[0] ?? "")) return "";
  const isPlain = title === "" ? names(before.text).length === 1 : pronounsOf(title).test(pronoun);
  return isPlain ? fullName(name, passage) : "";
}

function pronounsOf(title: string): RegExp {
  if (/^(?:Ms|Mrs|Miss|Dame|Lady)/u.test(title)) return /^(?:she|her)$/u;
  return /^(?:Mr|Sir|Lord)/u.test(title) ? /^(?:he|his)$/u : /^(?:she|her|he|his)$/u;
}

/** `Johnson` is `Alice Johnson` where the passage or title says so with one first name only. */
function fullName(name: string, passage: AnalysedPassage): string {
  if (name.includes(" ")) return name;
  const text = `${passage.article.title}\n${passage.passage.text}`;
  const found = new Set(
    [...text.matchAll(/(\p{Lu}\p{Ll}+) (\p{Lu}[\p{L}'’-]+)/gu)]
      .filter(([, first, last]) => last === name && !TITLE.test(first ?? "") && !NOT_NAMES.test(first ?? ""))
      .map(([full]) => full),
  );
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : name;
}
