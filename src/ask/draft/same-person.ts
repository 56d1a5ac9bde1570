import type { AnalysedSentence } from "#ask/rank/analyse.ts";
import type { Findings } from "#ask/retrieve.ts";
import { words } from "#text/words.ts";

const TITLE = /^(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|President|Judge|Mayor|Senator|Professor)$/u;

/**
 * Stems of the question's names that a sentence says by the last name alone: `Ms. Johnson` for `Alice Johnson`. Not
 * where another first name stands before it.
 */
export function saidByLastName({ question }: Findings, sentence: AnalysedSentence): ReadonlySet<string> {
  const { text, terms } = sentence;
  const found = words(text);
  const said = question.names.filter((name) => {
    const last = name.at(-1);
    if (name.length < 2 || last === undefined) return false;
    const place = terms.findIndex((term) => term.stem === last);
    const before = found[place - 1];
    if (place < 0) return false;
    if (before === undefined) return true;
    const written = text.slice(before.start, before.end);
    const isOther = /^\p{Lu}\p{Ll}/u.test(written) && !TITLE.test(written) && place > 1;
    return !isOther || name.includes(terms[place - 1]?.stem ?? "");
  });
  return new Set(said.flat());
}
