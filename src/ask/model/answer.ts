import { nearestArticles } from "#ask/abstain.ts";
import { type Composed, compose } from "#ask/compose.ts";
import type { Gathered } from "#ask/evidence.ts";
import type { RetrieveDependencies } from "#ask/retrieve.ts";
import { besideOf } from "#ask/verified.ts";
import type { Support } from "#ask/verify/support.ts";
import type { AskDependencies, ModelDependencies } from "#ask/walk.ts";
import type { AskRequest, LibraryScope } from "#ports.ts";
import type { Abstained, Answer, Answered, Trace } from "#types.ts";
import { loadArticles } from "./articles.ts";
import type { Calls } from "./call.ts";
import type { Conversing } from "./conversing.ts";
import { delimiterOf, type Offer, offer, offeredPassages } from "./offer.ts";
import { type Reading, readQuestion } from "./reading.ts";
import { staysWithin } from "./within.ts";
import { isBorneOut, type Worded, wordAnswer } from "./wording.ts";

/**
 * Below this confidence in the evidence no model is asked: what it would be shown is about something else. Of the
 * answerable questions of squad, nq and news (held-out parts) .2, .4 and 1.1 % lie below.
 */
const LEAST_EVIDENCE = 0.1;

interface Task {
  readonly request: AskRequest;
  /** What was found without a model. */
  readonly first: Gathered;
  /** The question as it is understood without a model. */
  readonly understoodAs: string;
  readonly scope: LibraryScope;
  readonly tools: RetrieveDependencies;
  readonly deps: AskDependencies;
  readonly model: ModelDependencies;
  readonly calls: Calls;
  /** Time (milliseconds) at which the question came. */
  readonly started: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The second half of the walk with a model: understand, retrieve, judge, draft, verify, compose. Three gates lead to an
 * abstention: the evidence before the model is asked, its own word, and the share of its statements that pass. Throws
 * `ModelError` where the model could do nothing, and the signal's reason.
 */
export async function answerByModel(task: Task): Promise<Answer> {
  const { request, model, calls, deps, signal } = task;
  const code = model.code();
  const conversing: Conversing = { ...model, delimiter: delimiterOf(code), payer: request.payer ?? null };
  const reading = await readQuestion({
    ...task,
    ...request,
    history: request.history ?? [],
    lexicon: deps.lexicon,
    conversing,
    today: deps.clock.now(),
  });
  if (isHopeless(reading, task)) return abstain(task, reading, NOTHING_NEAR, null);
  const offered = offer(
    reading.evidence.map(({ analysed }) => analysed),
    code,
  );
  const articles = await loadArticles(offered, task.scope);
  const support = supportOf(deps);
  const worded = await wordAnswer({
    question: reading.standalone,
    grounds: { offer: offered, articles, support },
    conversing,
    calls,
    signal,
    onKept: (kept) => request.onProgress?.(answered(task, reading, compose(kept), {})),
  });
  signal?.throwIfAborted();
  return conclude(task, reading, offered, worded);
}

function supportOf({ lexicon, thesaurus, support }: AskDependencies): Support {
  return { lexicon, thesaurus, model: support };
}

function isHopeless({ evidence, confidence }: Reading, { deps }: Task): boolean {
  // A strong embedder finds what shares no word with the question; then only the model can say whether it answers.
  const leastEvidence = deps.embedder.kind === "neural" ? 0 : LEAST_EVIDENCE;
  return evidence.length === 0 || confidence < leastEvidence;
}

const NOTHING_NEAR = "Nothing in the articles comes near the question.";
const NOT_ANSWERED = "The articles do not answer that.";
const NOT_BORNE_OUT = "What the language model wrote was not borne out by the articles, so there is no answer.";
const NO_SUCH_SOURCE = "anything from the outlet or time that was asked for";

async function conclude(task: Task, reading: Reading, offered: Offer, worded: Worded): Promise<Answer> {
  const { kept, removed, isCutOff } = worded;
  const missing = missingOf(worded, reading, task);
  if (kept.length === 0 && worded.verdicts.length === 0) {
    const what = missing === null ? NOT_ANSWERED : `${NOT_ANSWERED} Not in them: ${missing}`;
    return abstain(task, reading, what, offered);
  }
  if (!isBorneOut(worded)) return abstain(task, reading, NOT_BORNE_OUT, offered);
  const findings = { ...task.first.findings, evidence: reading.evidence };
  const beside = await besideOf(kept, { findings, all: reading.all }, task.scope, supportOf(task.deps));
  return answered(task, reading, compose(kept, beside), {
    removed,
    ...(missing !== null && { missing }),
    ...(isCutOff && { isCutOff }),
    trace: traceOf(task, offered),
  });
}

/** Words of the model that nobody can check are only shown where they say nothing but what was asked. */
function missingOf({ missing }: Worded, { lacksSource }: Reading, { request, deps }: Task): string | null {
  if (lacksSource) return NO_SUCH_SOURCE;
  if (missing === null || missing === "") return null;
  const said = [request.question, ...(request.history ?? []).map(({ text }) => text)];
  return staysWithin(missing, said, deps.lexicon) ? missing : null;
}

function answered(
  task: Task,
  reading: Reading,
  composed: Composed,
  details: Partial<Pick<Answered, "removed" | "missing" | "isCutOff" | "trace">>,
): Answered {
  return { ...base(task, reading), kind: "answered", answeredBy: "model", ...composed, removed: 0, ...details };
}

async function abstain(task: Task, reading: Reading, reason: string, offered: Offer | null): Promise<Abstained> {
  const trace = offered === null && task.calls.made.length === 0 ? {} : { trace: traceOf(task, offered) };
  const nearest = nearestArticles({ ...task.first.findings, evidence: reading.evidence });
  const coverage = await task.scope.coverage();
  return { ...base(task, reading), kind: "abstained", reason, nearest, coverage, ...trace };
}

function base({ request, understoodAs, started, deps }: Task, { standalone, confidence }: Reading) {
  const milliseconds = Math.max(0, deps.clock.now().getTime() - started);
  const isReworded = standalone !== request.question;
  return { question: request.question, understoodAs: isReworded ? standalone : understoodAs, confidence, milliseconds };
}

function traceOf({ model, calls }: Task, offered: Offer | null): Trace {
  return {
    model: model.chat.id,
    ...(model.checker !== null && { checker: model.checker.id }),
    prompts: model.prompts.version,
    offered: offered === null ? [] : offeredPassages(offered),
    calls: [...calls.made],
  };
}
