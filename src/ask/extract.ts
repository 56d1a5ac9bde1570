import { ModelError } from "#errors.ts";
import type { AskRequest, LibraryScope } from "#ports.ts";
import type { Answer } from "#types.ts";
import { nearestArticles, reasonToAbstain } from "./abstain.ts";
import { compose } from "./compose.ts";
import { draft } from "./draft.ts";
import type { Gathered } from "./evidence.ts";
import { wordsOnly } from "./model/instead.ts";
import { byMeaning } from "./rank/by-meaning.ts";
import type { Findings } from "./retrieve.ts";
import { besideOf, verified } from "./verified.ts";
import type { AskDependencies } from "./walk.ts";

interface Task {
  readonly request: AskRequest;
  readonly understoodAs: string;
  readonly scope: LibraryScope;
  readonly deps: AskDependencies;
  /** Time (milliseconds) at which the question came. */
  readonly started: number;
  readonly signal: AbortSignal | undefined;
}

/** The second half of the walk without a model: draft, verify, compose. Throws the signal's reason when it is aborted. */
export async function extract(task: Task, gathered: Gathered): Promise<Answer> {
  const { request, understoodAs, scope, deps, started, signal } = task;
  const { findings, ranking, confidence } = await withMeaning(gathered, deps, signal);
  const instead = findings.isWordsOnly ? { instead: wordsOnly() } : {};
  const base = { question: request.question, understoodAs, confidence, ...instead };
  const finished = () => ({ milliseconds: Math.max(0, deps.clock.now().getTime() - started) });
  const drafts = confidence < deps.weights.threshold ? [] : draft(findings, ranking);
  const support = { lexicon: deps.lexicon, thesaurus: deps.thesaurus, model: deps.support };
  const kept = await verified(drafts, scope, support);
  signal?.throwIfAborted();
  if (kept.length === 0) return { ...base, ...(await abstention(findings, scope)), ...finished() };
  const removed = drafts.length - kept.length;
  const composed = compose(kept, await besideOf(kept, { findings, all: gathered.all }, scope, support));
  return { ...base, kind: "answered", answeredBy: "extractive", ...composed, removed, ...finished() };
}

/** Where the words find no answer, a strong embedder may: then its nearest sentences are the evidence. */
async function withMeaning(gathered: Gathered, { embedder, weights }: AskDependencies, signal?: AbortSignal) {
  const { findings, ranking, confidence } = gathered;
  if (embedder.kind !== "neural" || findings.isWordsOnly || confidence >= weights.threshold) return gathered;
  try {
    const near = await byMeaning(findings.question.understoodAs, ranking, embedder, signal);
    return near.isClear ? { findings, ranking: near.ranking, confidence: weights.threshold } : gathered;
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { ...gathered, findings: { ...findings, isWordsOnly: true } };
  }
}

async function abstention(findings: Findings, scope: LibraryScope) {
  const coverage = await scope.coverage();
  const reason = reasonToAbstain(findings, coverage);
  return { kind: "abstained", reason, nearest: nearestArticles(findings), coverage } as const;
}
