import type { Check } from "./check.ts";
import type { Reading, Token } from "./reading.ts";

/** Nothing goes from Y to X where the quotes say from X to Y. */
export const rangesAreKept: Check = ({ stated, quoted }) => {
  const known = [...ranges(quoted), ...results(quoted)];
  const turned = [...ranges(stated), ...results(stated)].find(
    (range) =>
      !known.some((other) => isSame(range.from, other.from)) &&
      known.some((other) => isSame(range.from, other.to) && isSame(range.to, other.from)),
  );
  if (turned === undefined) return null;
  const said = `${turned.from.text} to ${turned.to.text}`;
  return `The statement says “${said}”, the quotes the other way round.`;
};

interface Range {
  readonly from: Token;
  readonly to: Token;
}

/** Words between `from` and what it names, and between that and `to`. */
const APART = 6;

/** `from Oslo to Bergen`, `to 10 percent from 5`. */
function ranges({ tokens }: Reading): readonly Range[] {
  return tokens.flatMap((token) => {
    const isOpening = token.text === "from" || token.text === "to";
    if (!isOpening) return [];
    const after = tokens.slice(token.place + 1, token.place + 1 + 2 * APART);
    const rest = after.filter(({ sentence }) => sentence === token.sentence);
    const other = rest.findIndex(({ text }) => text === (token.text === "from" ? "to" : "from"));
    const first = rest.slice(0, APART).find(isTelling);
    const second = rest.slice(other + 1, other + 1 + APART).find(isTelling);
    if (other < 1 || first === undefined || second === undefined || first.place > (rest[other]?.place ?? 0)) return [];
    return [token.text === "from" ? { from: first, to: second } : { from: second, to: first }];
  });
}

/** `48 to 52`, `3-1`: a result, told the other way round. */
function results({ tokens, text }: Reading): readonly Range[] {
  return tokens.flatMap((token, at) => {
    const [next, after] = [tokens[at + 1], tokens[at + 2]];
    const isHyphened = next !== undefined && /^[-–:]$/u.test(text.slice(token.end, next.start));
    const to = isHyphened ? next : next?.text === "to" ? after : undefined;
    return to && isFigure(token) && isFigure(to) ? [{ from: token, to }] : [];
  });
}

/** Up to three digits: no year. */
function isFigure({ text }: Token): boolean {
  return /^\d{1,3}$/u.test(text);
}

function isTelling({ isContent, text }: Token): boolean {
  return isContent || /\d/u.test(text);
}

function isSame(one: Token, other: Token): boolean {
  return one.stem === other.stem;
}
