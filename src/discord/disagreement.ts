import type { Answered } from "#types.ts";
import { enumerate } from "./enumerate.ts";
import { markersOf } from "./sources.ts";

/**
 * What stands before the later of two statements that disagree: `Unlike **[1]**, **[2]** says: `. Empty before all
 * others. Foreign text has no part in it.
 */
export function disagreement(answer: Answered, index: number): string {
  const other = earlierOther(answer, index);
  if (other === null) {
    return "";
  }
  const theirs = markersOf(answer, other);
  const own = markersOf(answer, index);
  const others = own.filter((number) => !theirs.includes(number));
  if (theirs.length === 0 || own.length === 0) {
    return "But sources differ: ";
  }
  return others.length === 0
    ? `But ${named(own)} also ${own.length === 1 ? "says" : "say"}: `
    : `Unlike ${named(theirs)}, ${named(others)} ${others.length === 1 ? "says" : "say"}: `;
}

/** The statement further up that this one disagrees with, whichever of the two says so. */
function earlierOther({ statements }: Answered, index: number): number | null {
  const named = statements[index]?.disagreesWith;
  if (named !== undefined && named >= 0 && named < index) {
    return named;
  }
  const naming = statements.slice(0, index).findIndex(({ disagreesWith }) => disagreesWith === index);
  return naming < 0 ? null : naming;
}

/** `**[1]** and **[2]**`; of more than three the first three. */
function named(numbers: readonly number[]): string {
  return enumerate(numbers.slice(0, 3).map((number) => `**[${number}]**`));
}
