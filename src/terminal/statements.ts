import type { Answered } from "#types.ts";
import { clean } from "./clean.ts";
import { enumerate } from "./enumerate.ts";
import type { Look } from "./look.ts";
import { wrap } from "./wrap.ts";

/** The statements of an answer from the given index on, numbered, each with the numbers of its sources. */
export function showStatements(answer: Answered, look: Look, from = 0): string[] {
  return answer.statements.flatMap((_, index) => (index < from ? [] : statementLines(answer, index, look)));
}

/** ` 2. Unlike [1], [2] says: The case was heard in June. [2]`. */
export function statementLines(answer: Answered, index: number, { width, paint }: Look): string[] {
  const lead = `${String(index + 1).padStart(2)}. `;
  const words = clean(answer.statements[index]?.text ?? "");
  const markers = sourcesOf(answer, index).map((source) => paint.accent(`[${source}]`));
  return wrap(`${disagreement(answer, index)}${words} ${markers.join("")}`, width, {
    first: lead,
    rest: " ".repeat(lead.length),
  });
}

/** What stands before the later of two statements that disagree; empty before all others. */
function disagreement(answer: Answered, index: number): string {
  const other = earlierOther(answer, index);
  if (other === null) {
    return "";
  }
  const [own, theirs] = [sourcesOf(answer, index), sourcesOf(answer, other)];
  const others = own.filter((source) => !theirs.includes(source));
  if (own.length === 0 || theirs.length === 0) {
    return "But sources differ: ";
  }
  return others.length === 0
    ? `But ${named(own)} also ${own.length === 1 ? "says" : "say"}: `
    : `Unlike ${named(theirs)}, ${named(others)} ${others.length === 1 ? "says" : "say"}: `;
}

/** The statement further up that this one disagrees with, whichever of the two says so. */
function earlierOther({ statements }: Answered, index: number): number | null {
  const stated = statements[index]?.disagreesWith;
  if (stated !== undefined && stated >= 0 && stated < index) {
    return stated;
  }
  const stating = statements.slice(0, index).findIndex(({ disagreesWith }) => disagreesWith === index);
  return stating < 0 ? null : stating;
}

/** In order of first appearance. */
function sourcesOf({ statements }: Answered, index: number): number[] {
  return [...new Set(statements[index]?.citations.map(({ source }) => source))];
}

function named(sources: readonly number[]): string {
  return enumerate(sources.slice(0, 3).map((source) => `[${source}]`));
}
