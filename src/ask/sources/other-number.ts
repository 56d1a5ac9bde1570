import { isSameNumber } from "#ask/verify/numbers.ts";
import { SAME_MATTER, sharedMatter, type Token } from "#ask/verify/reading.ts";
import { type Figure, figuresIn } from "./figures.ts";
import type { Told } from "./told.ts";

/** Whether the other sentence counts the same thing and says another number; `rests` picks the figures that matter. */
export function hasOtherNumber(one: Told, other: Told, rests: (token: Token) => boolean): boolean {
  const theirs = figuresIn(other.reading);
  if (theirs.length === 0) return false;
  const mine = figuresIn(one.reading);
  const sameMatter = (figure: Figure, there: Figure) =>
    sharedMatter(one.reading, figure.token, other.reading, there.token) >= SAME_MATTER;
  return mine
    .filter(({ token }) => rests(token))
    .some((figure) => {
      const rivals = theirs.filter((there) => isSameRole(figure, there) && sameMatter(figure, there));
      const [rival] = rivals;
      if (rival === undefined || rivals.some((there) => agree(figure, there))) return false;
      // The role must be filled once in each sentence: of two numbers of the same one may belong to another day.
      const isAlone = rivals.length === 1 && mine.filter((here) => isSameRole(here, figure)).length === 1;
      return isAlone && !isKnownTo(rival, one) && !isKnownTo(figure, other);
    });
}

function isSameRole(one: Figure, other: Figure): boolean {
  if (one.mention.kind !== other.mention.kind) return false;
  if ([...DEGREES].some((degree) => one.about.has(degree) !== other.about.has(degree))) return false;
  const isOneToll = [...one.about].some((stem) => other.about.has(stem) && isToll(stem));
  const isOneDeed = [...one.deeds].some((stem) => other.deeds.has(stem));
  if (one.counted !== null && one.counted === other.counted) return isOneDeed || isOneToll;
  return isOneToll && isOneUnsaid(one, other);
}

/** `killed 14` counts people as `killed 12 people` does. */
function isOneUnsaid(one: Figure, other: Figure): boolean {
  return [one.counted, other.counted].every((counted) => counted === null || counted === "people");
}

function isToll(stem: string): boolean {
  return stem === "die" || stem === "injur";
}

/** Stems of how badly: the injured and the badly injured are not counted alike. */
const DEGREES = new Set([
  "serious",
  "critic",
  "slight",
  "light",
  "bad",
  "sever",
  "minor",
  "fatal",
  "child",
  "children",
]);

function agree(one: Figure, other: Figure): boolean {
  return one.least <= other.most && other.least <= one.most;
}

/** The other article holds the number too, of whatever: then it may know both, and tell why. */
function isKnownTo({ mention }: Figure, { around }: Told): boolean {
  const { text, numbers } = around();
  return numbers.some((other) => isSameNumber(mention, other, text));
}
