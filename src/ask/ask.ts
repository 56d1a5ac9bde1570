import { InputError, ModelError } from "#errors.ts";
import type { Ask, AskRequest, LibraryScope } from "#ports.ts";
import type { Abstained, Answer } from "#types.ts";
import { type Gathered, gather } from "./evidence.ts";
import { extract } from "./extract.ts";
import { answerByModel } from "./model/answer.ts";
import { type Calls, createCalls } from "./model/call.ts";
import { insteadOf, wordsOnly } from "./model/instead.ts";
import type { RetrieveDependencies } from "./retrieve.ts";
import { smallTalk } from "./small-talk.ts";
import { withTopics } from "./topics.ts";
import { type AskDependencies, createTools, type ModelDependencies } from "./walk.ts";

/**
 * The ask walk: understand, retrieve, judge, draft, verify, compose; with a model where one is configured, without one
 * where it fails. Throws `InputError` where nothing is asked, and the signal's reason when it is aborted.
 */
export function createAsk(deps: AskDependencies): Ask {
  const tools = createTools(deps);
  return async (request, signal) => {
    signal?.throwIfAborted();
    const scope = deps.library.within(request.shelves);
    const aside = smallTalk(request.question);
    if (aside !== null) return talk(request, aside, scope);
    const started = deps.clock.now().getTime();
    const walk: Walk = { request, scope, deps, tools: tools(), started, signal };
    const history = request.history ?? [];
    const first = await gather(request.question, history, scope, walk.tools, signal);
    const understoodAs = withTopics(first.findings, history);
    const model = modelFor(request, deps);
    return model === null ? extract({ ...walk, understoodAs }, first) : byModel(walk, first, understoodAs, model);
  };
}

interface Walk {
  readonly request: AskRequest;
  readonly scope: LibraryScope;
  readonly deps: AskDependencies;
  readonly tools: RetrieveDependencies;
  /** Time (milliseconds) at which the question came. */
  readonly started: number;
  readonly signal: AbortSignal | undefined;
}

function modelFor({ answerer }: AskRequest, { model = null }: AskDependencies): ModelDependencies | null {
  if (answerer === "model" && model === null) {
    throw new InputError("Expected a model to word the answer, found none configured. Set MODEL, or ask without it.");
  }
  return answerer === "extractive" ? null : model;
}

/** With the model, or without it where the model fails: then the answer says why. */
async function byModel(walk: Walk, first: Gathered, understoodAs: string, model: ModelDependencies): Promise<Answer> {
  const calls = createCalls(walk.deps.clock);
  try {
    const answer = await answerByModel({ ...walk, first, understoodAs, model, calls });
    return first.findings.isWordsOnly ? { ...answer, instead: wordsOnly() } : answer;
  } catch (error) {
    walk.signal?.throwIfAborted();
    if (!(error instanceof ModelError)) throw error;
    const answer = await extract({ ...walk, understoodAs }, first);
    const instead = [insteadOf(error), answer.instead].filter((reason) => reason !== undefined).join(" ");
    return { ...answer, instead, trace: failedTrace(model, calls, error) };
  }
}

/** A model that could not even be called is in the record with why. */
function failedTrace({ chat, prompts }: ModelDependencies, { made }: Calls, error: ModelError) {
  const refused = {
    purpose: "draft",
    model: chat.id,
    output: "",
    finish: "failed",
    usage: null,
    milliseconds: 0,
  } as const;
  const calls = made.length > 0 ? [...made] : [{ ...refused, error: error.message }];
  return { model: chat.id, prompts: prompts.version, offered: [], calls };
}

async function talk({ question }: AskRequest, reason: string, scope: LibraryScope): Promise<Abstained> {
  const coverage = await scope.coverage();
  const base = { question, understoodAs: question, confidence: 0, milliseconds: 0 };
  return { ...base, kind: "abstained", reason, nearest: [], coverage, isSmallTalk: true };
}
