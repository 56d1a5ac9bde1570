import { isAntonym, isDenied } from "./antonyms.ts";
import type { Comparison } from "./check.ts";
import { isOrdinal } from "./mentions.ts";
import type { Reading, Token } from "./reading.ts";

/** Two words in the same place that say the contrary. */
export function opposed(
  one: readonly Token[],
  other: readonly Token[],
  { stated, quoted, thesaurus }: Comparison,
): readonly [Token, Token] | null {
  for (const word of one.filter((token) => !isBeaten(stated, token))) {
    const opposites = thesaurus?.opposites(word.stem);
    const isContrary = ({ text, stem }: Token) =>
      isAntonym(word.text, text) || opposites?.has(stem) || IN_PLACE.get(word.text)?.includes(text);
    const found = other.find((token) => isContrary(token) && !isBeaten(quoted, token));
    if (found && isDenied(stated, word) !== isDenied(quoted, found)) continue;
    if (found && !one.some(({ stem }) => stem === found.stem)) return [word, found];
  }
  return null;
}

/** The `third` of `third-largest`. */
export function isRank({ tokens, numbers }: Reading, dropped: readonly Token[]): boolean {
  const [only] = dropped;
  const next = tokens[(only?.place ?? 0) + 1];
  if (only === undefined || next === undefined || dropped.length > 1) return false;
  const isPlace = numbers.some((number) => number.start === only.start && isOrdinal(number));
  return isPlace && /^(?:most|best|worst|\p{L}{3,}est)$/u.test(next.text);
}

/** `was beaten` is `lost`, not `won`. */
function isBeaten({ tokens }: Reading, { text, place }: Token): boolean {
  const front = tokens.slice(Math.max(0, place - 2), place);
  return (
    /^(?:beaten|defeated)$/u.test(text) && front.some((other) => /^(?:is|was|were|been|being|be)$/u.test(other.text))
  );
}

/** Words that say something else only in the same place of the same sentence. */
const IN_PLACE: ReadonlyMap<string, readonly string[]> = new Map(
  ["for against", "wide tall high deep long thick"].flatMap((line) => {
    const group = line.split(" ");
    return group.map((word) => [word, group.filter((other) => other !== word)] as const);
  }),
);
