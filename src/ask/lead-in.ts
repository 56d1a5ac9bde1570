import type { AnalysedPassage, AnalysedSentence } from "./rank/analyse.ts";

const PERSONAL_PRONOUN = /^["“'‘(]*(?:he|she|his|her|they|their)\b/iu;
/** A name at the start of a sentence, with or without a title: the likely subject. */
const SUBJECT =
  /^["“'‘(]*(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|President|Prof)\.? )?(\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,3})\b/u;
const TITLE = /^(?:Mr|Mrs|Ms|Dr|Sir|Dame|President|Prof)$/u;
const NOT_NAMES =
  /^(?:The|A|An|In|On|At|But|And|So|No|Yes|It|This|That|These|Those|There|When|While|After|Before|As|For|From|If|Its|What|Why|How|Who|Where|Since|Some|Many|Most|All|By|With|Not|One|Two|Three|According|During|Although|However|Also|Later|Then|Now|Both|Each|Other|Another|Is|Was|Were|Are|Do|Does|Did|To|Of|Or|We|I|You|My|Our|Your)$/u;

/** The name a statement that opens with a pronoun speaks of, as it stands in the article; empty where it is not plain. */
export function leadIn(sentence: AnalysedSentence, passage: AnalysedPassage): string {
  if (!PERSONAL_PRONOUN.test(sentence.text)) return "";
  for (let ordinal = sentence.ordinal - 1; ordinal >= 0; ordinal -= 1) {
    const before = passage.sentences[ordinal];
    if (before === undefined) return "";
    const name = SUBJECT.exec(before.text)?.[1];
    if (name !== undefined && !NOT_NAMES.test(name.split(" ")[0] ?? "")) return fullName(name, passage);
    if (!PERSONAL_PRONOUN.test(before.text)) return "";
  }
  return "";
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
