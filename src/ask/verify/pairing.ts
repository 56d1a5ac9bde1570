import type { Check } from "./check.ts";
import { around, type Reading } from "./reading.ts";

/** A number in its place, with the stems beside it. */
interface Placed {
  readonly text: string;
  readonly value: number;
  readonly kind: string;
  readonly beside: readonly string[];
}

/** Content words on each side that tell what a number counts. */
const BESIDE = 2;

/** A number of the statement does not stand where the quotes have another one that the statement leaves out. */
export const numbersArePaired: Check = ({ stated, quoted }) => {
  const claimed = placedNumbers(stated);
  const known = placedNumbers(quoted);
  const values = new Set(claimed.map(({ value }) => value));
  for (const number of claimed) {
    const shared = (other: Placed) => other.beside.filter((stem) => number.beside.includes(stem)).length;
    const own = Math.max(0, ...known.filter(({ value }) => value === number.value).map(shared));
    const rival = known.find(
      (other) => !values.has(other.value) && other.kind === number.kind && isClear(shared(other), own, number),
    );
    if (rival) return `Where the statement has ${number.text}, the quotes have ${rival.text}.`;
  }
  return null;
};

function isClear(rival: number, own: number, { beside }: Placed): boolean {
  return own <= 1 && rival >= own + 2 && rival >= beside.length - 1;
}

function placedNumbers(reading: Reading): readonly Placed[] {
  return reading.numbers.map(({ text, start, end, value, kind }) => {
    const inside = reading.tokens.filter((token) => token.end > start && token.start < end);
    const first = inside[0]?.place ?? 0;
    const beside = around(reading, first, inside.at(-1)?.place ?? first, BESIDE).map(({ stem }) => stem);
    return { text: text.trim(), value, kind, beside };
  });
}
