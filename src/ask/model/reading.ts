import { type Gathered, gather } from "#ask/evidence.ts";
import { applyFilters, type Filters, filtersOf } from "#ask/filters.ts";
import { fuse } from "#ask/questions/fuse.ts";
import { subQuestions } from "#ask/questions/sub-questions.ts";
import type { Found, RetrieveDependencies } from "#ask/retrieve.ts";
import { preferNamedOriginals } from "#ask/sources/reprints.ts";
import { speaksEnglish } from "#ask/verify/language.ts";
import type { Lexicon, LibraryScope } from "#ports.ts";
import type { Turn } from "#types.ts";
import type { Calls } from "./call.ts";
import type { Conversing } from "./conversing.ts";
import { MOST_OFFERED } from "./offer.ts";
import { type Reread, reread } from "./reread.ts";
import { staysWithin } from "./within.ts";

/** A question as it was read with the help of a model, and what the library holds for it. */
export interface Reading {
  /** Stands without its conversation. */
  readonly standalone: string;
  /** Best first, without reprints. */
  readonly evidence: readonly Found[];
  /** Everything that was found, reprints included, best first. */
  readonly all: readonly Found[];
  /** Articles of one outlet or time are asked for, and there are none. */
  readonly lacksSource: boolean;
  /** Probability (0 to 1) that the evidence answers the question: the best of its readings. */
  readonly confidence: number;
}

interface Task {
  readonly question: string;
  readonly history: readonly Turn[];
  /** What was found without a model. */
  readonly first: Gathered;
  readonly scope: LibraryScope;
  readonly tools: RetrieveDependencies;
  readonly lexicon: Lexicon;
  readonly conversing: Conversing;
  readonly calls: Calls;
  readonly today: Date;
  readonly signal?: AbortSignal | undefined;
}

/** Places in the evidence that each reading of the question has to itself. */
const SLOTS = 2;

/**
 * Reads the question and finds its evidence: a follow-up also in its stand-alone form, a comparison also by its parts.
 * The model is only asked where the question leans on the conversation, asks for several things or is not in English.
 * Throws as `ChatModel`.
 */
export async function readQuestion(task: Task): Promise<Reading> {
  const { question, first, tools, scope, signal } = task;
  const parts = subQuestions(question);
  const found = needsReading(task, parts) ? await askModel(task) : null;
  const standalone = found?.standalone ?? question;
  const others = new Set([standalone, ...(found?.subQuestions.length ? found.subQuestions : parts)]);
  others.delete(question);
  const gathered: Gathered[] = [first];
  for (const other of others) gathered.push(await gather(other, [], scope, tools, signal));
  const all = fuse(
    gathered.map((item) => item.all),
    SLOTS,
  );
  const filters = mergeFilters(filtersOf(question, task.today), found);
  const filtered = applyFilters(all, filters);
  const evidence = (await preferNamedOriginals(filtered.evidence, scope)).slice(0, MOST_OFFERED);
  const lacksSource = filtered.noneMatched && filters.isAboutSource;
  return {
    standalone,
    evidence,
    all,
    lacksSource,
    confidence: Math.max(...gathered.map(({ confidence }) => confidence)),
  };
}

function needsReading({ question, history, first }: Task, parts: readonly string[]): boolean {
  const leans = first.findings.question.words.some(({ weight }) => weight < 1);
  const isForeign = speaksEnglish(question) === false;
  return (leans && history.length > 0) || parts.length > 0 || isForeign || ASKS_MUCH.test(question);
}

/** Comparisons, changes, and questions with another question in them. */
const ASKS_MUCH =
  /\b(?:compare[ds]?|comparison|difference between|differ|versus|vs\.?|changed?|evolve[ds]?|over time|between \S+ and|both)\b|\?.*\?/iu;

/** The model's reading, without what nobody said. */
async function askModel(task: Task): Promise<Reread | null> {
  const { question, history, conversing, calls, signal, lexicon } = task;
  const today = task.today.toISOString().slice(0, 10);
  const found = await reread(question, history, { ...conversing, today }, calls, signal);
  if (found === null) return null;
  const said = [question, ...history.map(({ text }) => text)];
  const spoken = said.join("\n").toLowerCase();
  const outlets = found.outlets.filter((name) => spoken.includes(name.toLowerCase()));
  const standalone = staysWithin(found.standalone, said, lexicon) ? found.standalone : question;
  return { ...found, outlets, standalone };
}

function mergeFilters(own: Filters, found: Reread | null): Filters {
  if (found === null) return own;
  const outlets = own.outlets.length > 0 ? own.outlets : found.outlets;
  return { ...own, outlets, from: own.from ?? found.from, to: own.to ?? found.to };
}
