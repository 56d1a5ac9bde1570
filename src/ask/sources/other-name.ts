import { isInflected, nameWords } from "#ask/verify/names.ts";
import { isSameNation } from "#ask/verify/nations.ts";
import { type Reading, sharedMatter, type Token } from "#ask/verify/reading.ts";
import { stem } from "#text/stems.ts";
import { isSpelledAlike } from "./spelled-alike.ts";
import type { Told } from "./told.ts";

/** Nearly all but the name: who is said to have done a thing is told in many sentences of many people. */
const SAME_MATTER = 0.6;

/** Whether the other sentence names someone else in the same place: one name in each that the other article does not know. */
export function hasOtherName(one: Told, other: Told, rests: (token: Token) => boolean): boolean {
  const [mine, theirs] = [strangers(one, other), strangers(other, one)];
  const [first, second] = [mine[0], theirs[0]];
  if (first === undefined || second === undefined || !rests(first)) return false;
  if (!isOneName(mine) || !isOneName(theirs) || mine.some((name) => theirs.some((there) => areAlike(name, there))))
    return false;
  if (initials(mine) === theirs[0]?.text || initials(theirs) === mine[0]?.text) return false;
  return (
    isSamePlace(one.reading, mine, other.reading, theirs) &&
    sharedMatter(one.reading, first, other.reading, second) >= SAME_MATTER
  );
}

/** Words of names in the one that neither the sentence nor the article of the other holds. */
function strangers(one: Told, other: Told): readonly Token[] {
  const there = other.around();
  return nameWords(one.reading).filter(({ text }) => one.names.has(text) && !there.words.has(text));
}

/** Words side by side. */
function isOneName(tokens: readonly Token[]): boolean {
  return tokens.every((token, index) => index === 0 || token.place - (tokens[index - 1]?.place ?? 0) === 1);
}

function areAlike(one: Token, other: Token): boolean {
  return (
    one.stem === other.stem ||
    isSpelledAlike(one.text, other.text) ||
    isInflected(one.text, other.text) ||
    isSameNation(one.text, other.text)
  );
}

function initials(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text.charAt(0)).join("");
}

/** In both after `by` or the same title, or in both before what only one can have done. */
function isSamePlace(one: Reading, mine: readonly Token[], other: Reading, theirs: readonly Token[]): boolean {
  const before = ({ tokens }: Reading, name: readonly Token[]) => tokens[(name[0]?.place ?? 0) - 1];
  const after = ({ tokens }: Reading, name: readonly Token[]) => tokens[(name.at(-1)?.place ?? 0) + 1];
  const [start, end] = [before(one, mine), after(one, mine)];
  const isTitle = start !== undefined && (start.text === "by" || TITLES.has(start.text));
  if (isTitle && before(other, theirs)?.text === start.text) return true;
  return end !== undefined && ALONE.has(end.stem) && after(other, theirs)?.stem === end.stem;
}

const TITLES: ReadonlySet<string> = new Set(
  "mayor president minister premier chancellor governor director chairman chairwoman ceo king queen coach captain winner author architect founder".split(
    " ",
  ),
);

/** Stems of what is done by one alone. */
const ALONE: ReadonlySet<string> = new Set(
  "won wins designed founded invented discovered directed wrote composed painted succeeds succeeded replaces replaced leads heads"
    .split(" ")
    .map(stem),
);
