import type { DraftStatement } from "#ask/draft.ts";
import { ModelError } from "#errors.ts";
import type { Calls } from "./call.ts";
import { checkStatement, type Grounds, type SaidStatement } from "./check.ts";
import { confirm } from "./confirm.ts";
import type { Conversing } from "./conversing.ts";
import { createObjectScanner } from "./objects.ts";
import { showOffer } from "./offer.ts";
import { readSaid, type Said } from "./said.ts";

/** What became of one statement of a model. */
export interface Verdict {
  readonly text: string;
  readonly kept: boolean;
  /** Why it was refused; `null` where it was kept. */
  readonly complaint: string | null;
}

/** What a model made of the passages, checked. */
export interface Worded {
  /** In the order in which they passed. */
  readonly kept: readonly DraftStatement[];
  readonly verdicts: readonly Verdict[];
  /** Refused and not mended. */
  readonly removed: number;
  /** Of these, the ones that the passages do not bear out; the others were refused for their form. */
  readonly unfounded: number;
  /** What the passages do not say, in the model's own words, unchecked; `null`: it said nothing of the kind. */
  readonly missing: string | null;
  /** It was ended before it was done. */
  readonly isCutOff: boolean;
}

/** Share of its statements that must pass: a model most of whose words are refused is guessing. */
const LEAST_KEPT = 1 / 3;

/** The last gate: whether enough of what the model said is borne out to be an answer. */
export function isBorneOut({ kept, unfounded }: Pick<Worded, "kept" | "unfounded">): boolean {
  return kept.length > 0 && kept.length >= LEAST_KEPT * (kept.length + unfounded);
}

interface Task {
  readonly question: string;
  readonly grounds: Grounds;
  readonly conversing: Conversing;
  readonly calls: Calls;
  readonly signal?: AbortSignal | undefined;
  /** Called with all that has passed, whenever one more has. */
  onKept(kept: readonly DraftStatement[]): void;
}

/** Statements of one answer that are looked at, first drafts and repairs each. */
const MOST_STATEMENTS = 8;
const MOST_TOKENS = { draft: 1500, repair: 900 } as const;

/**
 * Lets the model answer from the passages. Every statement is checked as it arrives; those refused are given back once,
 * with what is wrong with them, and dropped if they fail again. Throws `ModelError` where the model failed before
 * anything passed, or said nothing in the form it was asked for; and the signal's reason.
 */
export async function wordAnswer(task: Task): Promise<Worded> {
  const state: State = { kept: [], verdicts: [], refused: [], missing: null };
  let isCutOff = false;
  try {
    await hear(task, "draft", state);
    isCutOff = finishOf(task.calls) === "length";
  } catch (error) {
    task.signal?.throwIfAborted();
    if (!(error instanceof ModelError) || state.kept.length === 0) throw error;
    isCutOff = true;
  }
  if (!isCutOff && state.refused.length > 0) await repair(task, state);
  const { kept, verdicts, refused, missing } = state;
  if (verdicts.length === 0 && missing === null) throw unreadable(task);
  const unfounded = refused.filter(({ isImproper }) => !isImproper).length;
  return { kept, verdicts, removed: refused.length, unfounded, missing, isCutOff };
}

interface Refused {
  readonly said: SaidStatement;
  readonly complaint: string;
  readonly isImproper: boolean;
}

interface State {
  readonly kept: DraftStatement[];
  readonly verdicts: Verdict[];
  refused: Refused[];
  missing: string | null;
}

/** Listens to one call and checks each statement as soon as it is whole. */
async function hear(task: Task, purpose: "draft" | "repair", state: State): Promise<void> {
  const scanner = createObjectScanner();
  let heard = 0;
  for await (const piece of speak(task, purpose, state)) {
    for (const value of scanner.push(piece)) {
      const said = readSaid(value);
      if (said !== null) await take(said, task, state);
      if (said?.kind === "statement") heard += 1;
      if (heard === MOST_STATEMENTS) return;
    }
  }
}

function speak({ question, grounds, conversing, calls, signal }: Task, purpose: "draft" | "repair", state: State) {
  const { chat, prompts, delimiter, payer } = conversing;
  const refused = state.refused.map(({ said, complaint }) =>
    JSON.stringify({
      statement: said.text,
      quotes: said.quotes.map(({ label, quote }) => ({ passage: label, quote })),
      complaint,
    }),
  );
  const values = { question, delimiter, passages: showOffer(grounds.offer), refused: refused.join("\n") };
  const messages = prompts.messages(purpose, values);
  return calls.stream(chat, { purpose, messages, maxTokens: MOST_TOKENS[purpose], ...(payer && { payer }) }, signal);
}

async function take(said: Said, task: Task, state: State): Promise<void> {
  if (said.kind === "missing") {
    state.missing ??= said.text;
    return;
  }
  if (state.kept.some(({ text }) => text === said.text)) return;
  const found = await examine(said, task);
  const complaint = "complaint" in found ? found.complaint : null;
  state.verdicts.push({ text: said.text, kept: complaint === null, complaint });
  if ("complaint" in found) {
    state.refused.push(found);
  } else {
    state.kept.push(found);
    task.onKept([...state.kept]);
  }
}

async function examine(said: SaidStatement, task: Task): Promise<DraftStatement | Refused> {
  const checked = checkStatement(said, task.grounds);
  if (!checked.kept) return { said, ...checked };
  const { conversing, calls, signal } = task;
  const asks = checked.isForeign || conversing.checker !== null;
  const isBorneOut = !asks || (await confirm(checked.statement, conversing, calls, signal));
  return isBorneOut ? checked.statement : { said, complaint: UNCONFIRMED, isImproper: false };
}

const UNCONFIRMED = "On a second look the quotes do not bear it out. Say less, or quote more.";

/** One more try for all that was refused: as many as pass now count as mended. */
async function repair(task: Task, state: State): Promise<void> {
  const first = [...state.refused];
  const before = state.kept.length;
  try {
    await hear(task, "repair", state);
  } catch (error) {
    task.signal?.throwIfAborted();
    // What was refused stays out; the answer was complete without it.
    if (!(error instanceof ModelError)) throw error;
  }
  const mended = state.kept.length - before;
  state.refused = first.slice(Math.min(mended, first.length));
}

function finishOf({ made }: Calls): string {
  return made.findLast(({ purpose }) => purpose === "draft")?.finish ?? "failed";
}

function unreadable({ conversing, calls }: Task): ModelError {
  if (finishOf(calls) === "refused") {
    return new ModelError(`Expected ${conversing.chat.id} to answer, found that it declined.`, { trouble: "refused" });
  }
  return new ModelError(
    `Expected statements as JSON lines from ${conversing.chat.id}, found none. Use a model that follows such instructions.`,
    { trouble: "down" },
  );
}
