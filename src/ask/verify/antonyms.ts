import { stem } from "#text/stems.ts";
import type { Check } from "./check.ts";
import { CLEAR_DENIALS } from "./cues.ts";
import { type Reading, SAME_MATTER, sharedMatter, type Token } from "./reading.ts";

/** The statement does not say the opposite of a word of its quotes: more for less, before for after, won for lost. */
export const directionIsKept: Check = ({ stated, quoted }) => {
  for (const token of stated.tokens) {
    if (!OPPOSITES.has(stem(token.text)) || holds(quoted, token)) continue;
    const opposite = quoted.tokens.find((other) => isAntonym(token.text, other.text) && !holds(stated, other));
    if (!opposite || isDenied(stated, token) !== isDenied(quoted, opposite)) continue;
    if (sharedMatter(stated, token, quoted, opposite) >= SAME_MATTER) {
      return `The statement says “${token.text}” where the quotes say “${opposite.text}”.`;
    }
  }
  return null;
};

export function isAntonym(one: string, other: string): boolean {
  return OPPOSITES.get(stem(one))?.has(stem(other)) === true;
}

function holds({ tokens }: Reading, { stem: wanted }: Token): boolean {
  return tokens.some((token) => token.stem === wanted);
}

/** A word that denies stands right before it. */
export function isDenied({ tokens }: Reading, { place, sentence }: Token): boolean {
  return tokens
    .slice(Math.max(0, place - 4), place)
    .some((token) => token.sentence === sentence && CLEAR_DENIALS.test(token.text));
}

/** Whether two words stand on the same side: they have an opposite in common. */
export function isSameSide(one: string, other: string): boolean {
  const opposites = OPPOSITES.get(stem(one));
  return [...(OPPOSITES.get(stem(other)) ?? [])].some((opposite) => opposites?.has(opposite));
}

/** Each side may name several words, parted by spaces. Ours. */
const PAIRS: readonly (readonly [string, string])[] = [
  ["more", "less fewer"],
  ["many", "few"],
  ["most", "least fewest"],
  ["increase rise rose grow gain climb", "decrease fall drop decline shrink sink"],
  ["raise", "lower cut reduce"],
  ["up", "down"],
  ["above over", "below under"],
  ["before", "after"],
  ["earlier", "later"],
  ["early", "late"],
  ["first", "last"],
  ["north northern", "south southern"],
  ["east eastern", "west western"],
  ["left", "right"],
  ["win won victory", "lose lost defeat"],
  ["buy bought", "sell sold"],
  ["open", "close shut"],
  ["begin began start", "end finish"],
  ["arrive", "depart"],
  ["accept approve", "reject refuse"],
  ["allow permit", "forbid ban prohibit"],
  ["support", "oppose"],
  ["join", "quit"],
  ["born birth", "die died death"],
  ["older oldest", "younger youngest"],
  ["large larger largest big bigger biggest", "small smaller smallest"],
  ["high higher highest", "low lower lowest"],
  ["long longer longest", "short shorter shortest"],
  ["best better", "worst worse"],
  ["rich", "poor"],
  ["strong stronger strongest", "weak weaker weakest"],
  ["fast faster fastest", "slow slower slowest"],
  ["hot hotter", "cold colder"],
  ["maximum", "minimum"],
  ["major", "minor"],
  ["majority", "minority"],
  ["male man men", "female woman women"],
  ["husband", "wife"],
  ["father", "mother"],
  ["son", "daughter"],
  ["brother", "sister"],
  ["always", "never"],
  ["guilty", "innocent"],
  ["legal", "illegal"],
  ["possible", "impossible"],
  ["true", "false"],
  ["inside", "outside"],
  ["import", "export"],
  ["succeed success", "fail failure"],
  ["public", "private"],
  ["alive", "dead"],
  ["find found discover", "lose lost"],
  ["lend lent", "borrow borrowed"],
  ["double doubled", "halve halved triple tripled quadruple"],
  ["triple tripled", "halve halved quadruple"],
  ["win won", "nominate nominated shortlist shortlisted"],
  ["approve approved adopt", "withdraw withdrawn"],
  ["confirm confirmed admit admitted", "deny denied dispute"],
  ["survive survived", "die died perish"],
  ["hire hired recruit appoint", "dismiss fire fired sack"],
  ["praise", "criticise criticize condemn"],
  ["gain profit surplus", "loss deficit"],
  ["improve", "worsen"],
  ["strengthen", "weaken"],
  ["expand", "shrink contract"],
  ["include", "exclude omit"],
  ["create build", "destroy demolish"],
  ["convict", "acquit"],
  ["release free", "detain arrest imprison"],
  ["heavy heavier", "light lighter"],
  ["wide wider", "narrow narrower"],
  ["deep deeper", "shallow shallower"],
  ["everybody everyone all", "nobody none"],
  ["cheap cheaper", "expensive costly dear dearer"],
  ["easy easier", "difficult hard harder"],
  ["full", "empty"],
  ["present", "absent"],
  ["safe", "dangerous unsafe"],
];

const OPPOSITES: ReadonlyMap<string, ReadonlySet<string>> = opposites();

function opposites(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const [left, right] of PAIRS) {
    const sides = [left.split(" ").map(stem), right.split(" ").map(stem)];
    for (const [index, side] of sides.entries()) {
      for (const word of side) found.set(word, new Set([...(found.get(word) ?? []), ...(sides[1 - index] ?? [])]));
    }
  }
  return found;
}
