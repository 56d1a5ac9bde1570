import { isListOf, isRecord, isString, type JsonLine, readJsonLines } from "./json-lines.ts";
import type { Outcome } from "./outcome.ts";
import { isPart, parts } from "./parts.ts";
import type { RelevantArticle } from "./retrieval.ts";

/**
 * Outcomes from the JSON lines that hold one each. `what` names the text in errors. Throws `InputError` where a line
 * does not fit, or where two are of the same question.
 */
export function parseDetails(jsonLines: string, what: string): readonly Outcome[] {
  const seen = new Set<string>();
  return readJsonLines(jsonLines, what, (line) => {
    const outcome = readOutcome(line);
    const key = questionKey(outcome);
    if (seen.has(key)) throw line.misfit("every question once", outcome.id);
    seen.add(key);
    return outcome;
  });
}

/** What tells the questions of one run apart: ids of two folders may be equal. */
export function questionKey({ id, foreign }: { readonly id: string; readonly foreign?: boolean }): string {
  return `${foreign === true ? "foreign" : "own"} ${id}`;
}

function readOutcome(line: JsonLine): Outcome {
  return { ...readAsked(line), ...readResult(line) };
}

function readAsked({ value, misfit }: JsonLine) {
  const { id, question, part, kind, foreign, answerable, answers } = value;
  if (!isString(id)) throw misfit("`id` as a string", id);
  if (!isString(question)) throw misfit("`question` as a string", question);
  if (!isPart(part)) throw misfit(`\`part\` as ${parts.join(" or ")}`, part);
  if (typeof answerable !== "boolean") throw misfit("`answerable` as true or false", answerable);
  if (!isListOf(answers, isString)) throw misfit("`answers` as a list of strings", answers);
  const sort = { ...(isString(kind) && { kind }), ...(foreign === true && { foreign }) };
  return { id, question, part, answerable, answers, ...sort };
}

function readResult({ value, misfit }: JsonLine) {
  const { ranks, abstained, cited, first, confidence, milliseconds, quotes } = value;
  if (ranks !== undefined && !isListOf(ranks, isRelevant))
    throw misfit("`ranks` as a list of {articleId, rank}", ranks);
  if (typeof abstained !== "boolean") throw misfit("`abstained` as true or false", abstained);
  if (!isShare(confidence)) throw misfit("`confidence` from 0 to 1", confidence);
  if (!isTime(milliseconds)) throw misfit("`milliseconds` as a number", milliseconds);
  if (!isListOf(quotes, isString)) throw misfit("`quotes` as a list of strings", quotes);
  return {
    ...{ abstained, confidence, milliseconds, quotes },
    ...(ranks !== undefined && { ranks }),
    ...(typeof cited === "boolean" && { cited }),
    ...(typeof first === "boolean" && { first }),
  };
}

function isRelevant(value: unknown): value is RelevantArticle {
  return isRecord(value) && isString(value.articleId) && (value.rank === null || isRank(value.rank));
}

function isRank(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value > 0;
}

function isShare(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && value >= 0;
}
