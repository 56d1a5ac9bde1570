import type { Check } from "./check.ts";
import { type Reading, SAME_MATTER, sharedMatter, type Token } from "./reading.ts";

const SAID =
  /^(?:said|says|say|told|tells|added|adds|claimed|claims|stated|states|announced|announces|argued|argues|wrote|writes|explained|explains|insisted|insists|warned|warns|suggested|suggests|denied|denies|admitted|admits|reported|reports|believes|believed|thinks|noted|notes|asked|according|allege[ds]?)$/u;
/** `said Keller`, `according to Keller`. */
const INVERTED = /^(?:said|says|added|adds|wrote|writes|explained|explains|according)$/u;
/** Words between a speaker and the verb. */
const APART = 3;

/** Whoever speaks in the statement speaks in the quotes, too; or, where nobody does, in the sentence before them. */
export const speakerIsKept: Check = ({ stated, quoted, context }) => {
  const isTold = quoted.tokens.some(({ text }) => SAID.test(text));
  const known = isTold ? speakers(quoted) : speakers(context.before());
  const spoken = new Set(known.flat().map(({ text }) => text));
  const stranger = speakers(stated).find((names) => !names.some(({ text }) => spoken.has(text)));
  if (known.length === 0 || !stranger?.every(({ text }) => isNamed(text, quoted, context.before))) return null;
  const [first] = stranger;
  const isSame = (speaker: Token | undefined) =>
    first !== undefined && speaker !== undefined && sharedMatter(stated, first, quoted, speaker) >= SAME_MATTER;
  if (isTold && !known.some(([speaker]) => isSame(speaker))) return null;
  return `${stated.text.slice(first?.start, stranger.at(-1)?.end)} is not the one who speaks in the quotes.`;
};

function isNamed(word: string, quoted: Reading, before: () => Reading): boolean {
  return quoted.words.has(word) || before().words.has(word);
}

/** The names next to each verb of saying; those without a name are left out. */
function speakers(reading: Reading): readonly (readonly Token[])[] {
  return reading.tokens
    .filter(({ text }) => SAID.test(text))
    .flatMap((verb) => {
      const names = namesBeside(reading, verb);
      return names.length === 0 ? [] : [names];
    });
}

function namesBeside({ tokens }: Reading, verb: Token): readonly Token[] {
  const isName = (token: Token) => token.sentence === verb.sentence && token.isCapital && token.isContent;
  const before = tokens.slice(Math.max(0, verb.place - APART), verb.place).filter(isName);
  if ((before.length > 0 && verb.text !== "according") || !INVERTED.test(verb.text)) return before;
  return tokens.slice(verb.place + 1, verb.place + 1 + APART).filter(isName);
}
