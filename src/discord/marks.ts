import type { AnswerMark } from "#ports.ts";
import type { Answered } from "#types.ts";
import { contentsOf } from "./answer.ts";
import { enumerate } from "./enumerate.ts";
import { showDate } from "./headline.ts";
import { limits } from "./limits.ts";
import { shownSources } from "./sources.ts";

/**
 * The contents of the messages of an answer as they were sent, with a line for each source whose cited words do not stand
 * any more under the last. Where there is no room for all of these, one line names the sources.
 */
export function markedContents(answer: Answered, marks: readonly AnswerMark[]): string[] {
  const contents = contentsOf(answer);
  const last = contents.pop() ?? "";
  const latest = shownSources(answer).flatMap(({ number }) => latestMark(marks, number) ?? []);
  const whole = [last, ...latest.map(markLine)].join("\n");
  return [...contents, whole.length <= limits.content ? whole : `${last}\n${shortLine(latest)}`];
}

/** What was noticed last about a source; `null`: nothing, or its words stand again. */
export function latestMark(marks: readonly AnswerMark[] | undefined, source: number): AnswerMark | null {
  const last = marks?.findLast((mark) => mark.source === source);
  return last === undefined || last.quotes === 0 ? null : last;
}

function markLine({ source, version, at }: AnswerMark): string {
  const date = showDate(at);
  return version === null
    ? `-# ⚠ [${source}] was removed since${date === "" ? "" : ` (${date})`}.`
    : `-# ⚠ [${source}] has changed since (${[`version ${version}`, date].filter(Boolean).join(", ")}): words cited here no longer stand in it.`;
}

/** At most `markRoom` code units. */
function shortLine(marks: readonly AnswerMark[]): string {
  const numbers = marks.slice(0, 5).map(({ source }) => `[${source}]`);
  const rest = marks.length - numbers.length;
  const named = enumerate(rest === 0 ? numbers : [...numbers, `${rest} more`]);
  return `-# ⚠ ${named}: changed or removed since, words cited here no longer stand.`;
}
