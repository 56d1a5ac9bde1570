import type { AnswerRecord } from "#ports.ts";
import type { Answer, ArticleSummary, Finish, ModelCall, OfferedPassage, Usage } from "#types.ts";
import { headline, showAnswer } from "./answer.ts";
import { clean } from "./clean.ts";
import { showTime } from "./date.ts";
import type { Look } from "./look.ts";
import { wrap } from "./wrap.ts";

/** What came of going through a stored answer again, without its model. */
interface Replayed {
  readonly answer: Answer;
  /** Whether it is the answer that was given. */
  readonly same: boolean;
  /** Every statement that was drafted, and why it was left out. */
  readonly statements: readonly { readonly text: string; readonly kept: boolean; readonly complaint: string | null }[];
}

/** A passage that a model was offered, with what is known of its article now. */
export interface KnownPassage {
  readonly passage: OfferedPassage;
  /** As the version says that was offered; `null`: the article was removed since. */
  readonly article: Pick<ArticleSummary, "title" | "outlet" | "publishedAt"> | null;
  /** The article's version now. */
  readonly newest: number | null;
}

/** How a stored answer came about, and what it comes to when it is gone through again. */
export interface Replay {
  readonly record: AnswerRecord;
  /** In the order in which they were offered. */
  readonly offered: readonly KnownPassage[];
  readonly again: Replayed;
}

export function showReplay({ record, offered, again }: Replay, look: Look): string {
  const { bold } = look.paint;
  const calls = record.answer.trace?.calls ?? [];
  const drafts = again.statements.flatMap((draft, index) => draftLines(draft, index + 1, look));
  const parts = [
    originLines(record, look),
    ...(offered.length === 0
      ? []
      : [[bold("Passages the model was offered"), ...offered.flatMap((one) => passageLines(one, look))]]),
    ...(calls.length === 0
      ? []
      : [[bold("Calls of the model"), ...calls.flatMap((call, at) => callLines(call, at + 1, look))]]),
    [
      bold("Gone through again, without the model"),
      ...(drafts.length === 0 ? ["  No statement was drafted."] : drafts),
    ],
    [again.same ? "It comes to the same answer as was given:" : "It comes to another answer than was given:"],
    [showAnswer(again.answer, look)],
  ];
  return parts.map((lines) => lines.join("\n")).join("\n\n");
}

function originLines({ answer, askedAt, place, id }: AnswerRecord, look: Look): string[] {
  const { question, understoodAs, trace } = answer;
  const facts: [string, string][] = [
    ["Answer", id],
    ["Question", question],
    ...(understoodAs === question ? [] : [["Understood as", understoodAs] satisfies [string, string]]),
    ["Asked", `${showTime(askedAt)}, ${place}`],
    ["Model", trace === undefined ? "none was asked" : `${trace.model}, version ${trace.prompts} of the prompts`],
  ];
  return facts.flatMap(([name, text]) =>
    wrap(clean(text), look.width, { first: name.padEnd(15), rest: " ".repeat(15) }),
  );
}

function passageLines({ passage, article, newest }: KnownPassage, { width, paint }: Look): string[] {
  const { label, articleId, version, start, end } = passage;
  const lead = `  ${clean(label)}  `;
  const state =
    article === null
      ? ", removed since"
      : newest !== null && newest > version
        ? `, changed since (now version ${newest})`
        : "";
  const what = article === null ? clean(articleId) : headline(article, paint);
  return wrap(`${what} · version ${version}, characters ${start} to ${end}${state}`, width, {
    first: lead,
    rest: " ".repeat(lead.length),
  });
}

/** What was called and what it took; then everything that came, line by line as it came, and what went wrong. */
function callLines(call: ModelCall, number: number, { width, paint }: Look): string[] {
  const { purpose, model, output, finish, usage, milliseconds, error } = call;
  const parts = [purpose, clean(model), ...showUsage(usage), `${milliseconds.toLocaleString("en")} ms`, ends[finish]];
  const lines = output === "" ? ["(nothing came)"] : output.replace(/\r?\n$/u, "").split(/\r?\n/u);
  return [
    ...wrap(parts.join(" · "), width, { first: `${String(number).padStart(2)}. `, rest: "    " }),
    ...lines.map((line) => paint.dim(`    ${clean(line)}`)),
    ...(error === undefined ? [] : wrap(clean(error), width, { first: "    ", rest: "    " }).map(paint.bad)),
  ];
}

function showUsage(usage: Usage | null): string[] {
  if (usage === null) {
    return ["nothing counted"];
  }
  const { inputTokens, outputTokens, isEstimate, cost } = usage;
  const tokens = `${inputTokens.toLocaleString("en")} tokens in, ${outputTokens.toLocaleString("en")} out`;
  return [isEstimate ? `about ${tokens}` : tokens, ...(cost === null ? [] : [`cost ${Number(cost.toPrecision(3))}`])];
}

const ends: Readonly<Record<Finish | "failed", string>> = {
  stop: "ended by itself",
  length: "cut off at its limit",
  refused: "refused by its provider",
  failed: "failed",
};

function draftLines({ text, kept, complaint }: Replayed["statements"][number], number: number, look: Look): string[] {
  const { paint, width } = look;
  const mark = kept ? "kept" : "left out";
  const lead = `${String(number).padStart(2)}. ${mark.padEnd(10)}`;
  const rest = " ".repeat(lead.length);
  const why = complaint === null ? [] : wrap(clean(complaint), width, { first: rest, rest }).map(paint.dim);
  return [...wrap(clean(text), width, { first: lead, rest }), ...why];
}
