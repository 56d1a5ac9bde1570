import type { Ask, AskRequest, LibraryScope } from "#ports.ts";
import type { Answer, Article } from "#types.ts";
import { nearestArticles, reasonToAbstain } from "./abstain.ts";
import { compose } from "./compose.ts";
import { type DraftStatement, draft } from "./draft.ts";
import { judge } from "./judge.ts";
import { rankSentences } from "./rank/sentences.ts";
import { type Findings, retrieve } from "./retrieve.ts";
import { correctSpelling } from "./spelling.ts";
import { withTopics } from "./topics.ts";
import { understand } from "./understand.ts";
import type { Support } from "./verify/support.ts";
import { verify } from "./verify/verify.ts";
import { type AskDependencies, createTools } from "./walk.ts";

/**
 * The ask walk: understand, retrieve, judge, draft, verify, compose.
 * Throws `InputError` where nothing is asked, and the signal's reason when it is aborted.
 */
export function createAsk(deps: AskDependencies): Ask {
  const tools = createTools(deps);
  return async (request: AskRequest, signal?: AbortSignal): Promise<Answer> => {
    signal?.throwIfAborted();
    const started = deps.clock.now().getTime();
    const scope = deps.library.within(request.shelves);
    const { vocabulary } = tools();
    const understood = understand(request.question, request.history ?? [], vocabulary);
    const question = await correctSpelling(understood, scope, vocabulary);
    const findings = await retrieve(question, scope, tools(), { signal });
    const ranking = rankSentences(findings, deps.weights);
    const confidence = judge(findings, ranking, deps.weights);
    const base = { question: request.question, understoodAs: withTopics(findings, request.history ?? []), confidence };
    const finished = () => ({ milliseconds: Math.max(0, deps.clock.now().getTime() - started) });
    if (confidence < deps.weights.threshold) {
      return { ...base, ...(await abstention(findings, scope)), ...finished() };
    }
    const drafts = draft(findings, ranking);
    const kept = await verified(drafts, scope, { lexicon: deps.lexicon, model: deps.support });
    signal?.throwIfAborted();
    if (kept.length === 0) return { ...base, ...(await abstention(findings, scope)), ...finished() };
    const removed = drafts.length - kept.length;
    return { ...base, kind: "answered", answeredBy: "extractive", ...compose(kept), removed, ...finished() };
  };
}

async function abstention(findings: Findings, scope: LibraryScope) {
  const coverage = await scope.coverage();
  return {
    kind: "abstained",
    reason: reasonToAbstain(findings, coverage),
    nearest: nearestArticles(findings),
    coverage,
  } as const;
}

async function verified(
  drafts: readonly DraftStatement[],
  scope: LibraryScope,
  support: Support,
): Promise<readonly DraftStatement[]> {
  const articles = new Map<string, Article | null>();
  for (const { passage } of drafts.flatMap((statement) => statement.quotes)) {
    const { id, shelf, articleId, version } = passage.passage;
    if (!articles.has(id)) articles.set(id, await scope.article(shelf, articleId, version));
  }
  return drafts.filter((statement) => verify({ statement, articles }, support).kept);
}
