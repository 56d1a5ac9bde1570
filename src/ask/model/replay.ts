import type { DraftStatement } from "#ask/draft.ts";
import type { RetrieveDependencies } from "#ask/retrieve.ts";
import { verify } from "#ask/verify/verify.ts";
import { type AskDependencies, createTools } from "#ask/walk.ts";
import { ModelError } from "#errors.ts";
import type { AnswerRecord, ChatModel, LibraryScope } from "#ports.ts";
import type { Answer, Answered, Article, Citation, ModelCall, OfferedPassage, Passage } from "#types.ts";
import { loadArticles } from "./articles.ts";
import { createCalls } from "./call.ts";
import type { Offer } from "./offer.ts";
import { isBorneOut, type Verdict, type Worded, wordAnswer } from "./wording.ts";

/** A stored answer, gone through again without any model. */
export interface Replay {
  readonly answer: Answer;
  /** The same statements with the same quotes come out as were shown. */
  readonly same: boolean;
  /** Every statement that was drafted, in order, with what the check says of it now. */
  readonly statements: readonly Verdict[];
}

/** Checks a stored answer again: from what its model wrote, where one did, else statement by statement. */
export async function replay(record: AnswerRecord, deps: AskDependencies): Promise<Replay> {
  const { answer } = record;
  const scope = deps.library.within(record.shelves);
  const tools = createTools(deps)();
  const { trace } = answer;
  if (trace === undefined || trace.offered.length === 0) return recheck(answer, scope, tools, deps);
  const offer = await reopen(trace.offered, scope, tools);
  const articles = await loadArticles(offer, scope);
  const player = playBack(trace.model, trace.calls);
  const question = answer.understoodAs;
  try {
    const worded = await wordAnswer({
      question,
      grounds: { offer, articles, support: { lexicon: deps.lexicon, thesaurus: deps.thesaurus, model: deps.support } },
      conversing: {
        chat: player,
        checker: trace.checker === undefined ? null : player,
        prompts: { version: trace.prompts, messages: () => [] },
        delimiter: "",
        payer: null,
      },
      calls: createCalls(deps.clock),
      onKept: () => {},
    });
    return { answer, same: isSame(answer, worded), statements: worded.verdicts };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { answer, same: isSame(answer, { kept: [], unfounded: 0 }), statements: [] };
  }
}

/** A model that says again what was said, call by call. */
function playBack(id: string, calls: readonly ModelCall[]): ChatModel {
  const left = [...calls];
  return {
    id,
    async *complete({ purpose }) {
      const at = left.findIndex((call) => call.purpose === purpose);
      const [call] = at === -1 ? [] : left.splice(at, 1);
      if (call === undefined) throw new ModelError(`The record holds no further call for “${purpose}”.`);
      yield { kind: "text", text: call.output };
      if (call.finish === "failed") throw new ModelError(call.error ?? "The call failed.");
      const usage = call.usage ?? { inputTokens: 0, outputTokens: 0, isEstimate: true, cost: null };
      yield { kind: "end", finish: call.finish, usage };
    },
  };
}

/** The passages as they stood in the versions that were offered; those of removed articles are left out. */
async function reopen(
  offered: readonly OfferedPassage[],
  scope: LibraryScope,
  tools: RetrieveDependencies,
): Promise<Offer> {
  const passages = new Map<string, ReturnType<typeof tools.analyse>>();
  for (const { label, passageId: id, shelf, articleId, version, start, end } of offered) {
    const article = await scope.article(shelf, articleId, version);
    if (article === null) continue;
    const passage: Passage = {
      id,
      articleId,
      shelf,
      version,
      ordinal: 0,
      start,
      end,
      text: article.text.slice(start, end),
    };
    passages.set(label, tools.analyse({ passage, article }));
  }
  return { delimiter: "", passages };
}

async function recheck(
  answer: Answer,
  scope: LibraryScope,
  tools: RetrieveDependencies,
  deps: AskDependencies,
): Promise<Replay> {
  if (answer.kind === "abstained") return { answer, same: true, statements: [] };
  const statements: Verdict[] = [];
  for (const { text, citations } of answer.statements) {
    const { claim, isGone } = await claimOf(text, citations, answer, scope, tools);
    const verdict = isGone
      ? GONE
      : verify(claim, { lexicon: deps.lexicon, thesaurus: deps.thesaurus, model: deps.support });
    statements.push({ text, kept: verdict.kept, complaint: verdict.kept ? null : verdict.complaint });
  }
  return { answer, same: statements.every(({ kept }) => kept), statements };
}

const GONE = { kept: false, complaint: "The cited article is no longer in the library." } as const;

async function claimOf(
  text: string,
  citations: readonly Citation[],
  answer: Answered,
  scope: LibraryScope,
  tools: RetrieveDependencies,
) {
  const articles = new Map<string, Article | null>();
  const quotes: DraftStatement["quotes"][number][] = [];
  for (const { passageId, start, end, quote, source: number } of citations) {
    const source = answer.sources.find((item) => item.number === number);
    const cited = source?.passages.find((item) => item.passageId === passageId);
    if (!source || !cited) continue;
    const { shelf, articleId, version } = source;
    const article = await scope.article(shelf, articleId, version);
    articles.set(passageId, article);
    if (article === null) continue;
    const passage = { id: passageId, articleId, shelf, version, ordinal: 0, ...cited };
    quotes.push({ passage: tools.analyse({ passage, article }), start, end, quote });
  }
  // What stands in front of the quotes, a lead-in or a short answer, was checked when it was written.
  const at = Math.max(0, text.indexOf(quotes[0]?.quote ?? ""));
  const statement = { text: text.slice(at), short: "", lead: "", quotes };
  return { claim: { statement, articles }, isGone: quotes.length < citations.length };
}

/** The statements and quotes that were shown are those that pass now; where none were, too little passes now as well. */
function isSame(answer: Answer, worded: Pick<Worded, "kept" | "unfounded">): boolean {
  if (answer.kind === "abstained") return !isBorneOut(worded);
  const shown = answer.statements
    .filter(({ disagreesWith }) => disagreesWith === undefined)
    .map(({ text, citations }) =>
      JSON.stringify([text, ...citations.map(({ passageId, start, end }) => [passageId, start, end])]),
    );
  const now = worded.kept.map(({ text, quotes }) =>
    JSON.stringify([text, ...quotes.map(({ passage, start, end }) => [passage.passage.id, start, end])]),
  );
  return answer.answeredBy === "model" && JSON.stringify(shown) === JSON.stringify(now);
}
