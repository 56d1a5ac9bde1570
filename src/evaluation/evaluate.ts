import type { Ask, AskRequest, Search } from "#ports.ts";
import { type AbstentionReport, type Decision, measureAbstention } from "./abstention.ts";
import { answerIsCited, containsWords } from "./citations.ts";
import type { EvaluationQuestion } from "./questions.ts";
import { distinctArticles, measureRetrieval, type RankedArticles, type RetrievalReport } from "./retrieval.ts";
import { measureTimes, type TimingReport } from "./timing.ts";

/** Passages asked for, so that ten distinct articles are found where an article has several of them. */
const SEARCH_LIMIT = 50;

export interface EvaluationReport {
  readonly questions: number;
  /** Absent where no question names its evidence. */
  readonly retrieval?: RetrievalReport;
  /** Share of the answerable questions; absent where fewer than half of the answers stand verbatim in the articles. */
  readonly answerInCitation?: number;
  readonly abstention: AbstentionReport;
  /** Of `ask`. */
  readonly milliseconds: TimingReport;
}

interface EvaluationArticle {
  readonly id: string;
  readonly text: string;
}

interface EvaluationDependencies {
  readonly ask: Ask;
  readonly search: Search;
  readonly shelves: readonly string[];
}

/**
 * Asks every question in turn of shelves that hold `articles` and measures what came back.
 * `onProgress` hears how many questions are done, after each.
 */
export async function evaluateQuestions(
  deps: EvaluationDependencies,
  questions: readonly EvaluationQuestion[],
  articles: readonly EvaluationArticle[],
  onProgress?: (done: number) => void,
): Promise<EvaluationReport> {
  const searches: RankedArticles[] = [];
  const decisions: Decision[] = [];
  const cited: boolean[] = [];
  const times: number[] = [];
  for (const [index, item] of questions.entries()) {
    const request: AskRequest = { question: item.question, history: item.history, shelves: deps.shelves };
    if (item.articleIds.length > 0) {
      const evidence = await deps.search({ ...request, limit: SEARCH_LIMIT });
      searches.push({ ranked: distinctArticles(evidence), relevant: item.articleIds });
    }
    const answer = await deps.ask(request);
    times.push(answer.milliseconds);
    decisions.push({
      answerable: item.answerable,
      abstained: answer.kind === "abstained",
      confidence: answer.confidence,
    });
    if (item.answerable) cited.push(answerIsCited(answer, item.answers));
    onProgress?.(index + 1);
  }
  return {
    questions: questions.length,
    ...(searches.length > 0 && { retrieval: measureRetrieval(searches) }),
    ...(answersStandVerbatim(questions, articles) && { answerInCitation: share(cited) }),
    abstention: measureAbstention(decisions),
    milliseconds: measureTimes(times),
  };
}

/** At least half of the answers, each looked for in the articles its question names (in all where it names none). */
function answersStandVerbatim(
  questions: readonly EvaluationQuestion[],
  articles: readonly EvaluationArticle[],
): boolean {
  const texts = new Map(articles.map((article) => [article.id, article.text]));
  const found = questions
    .filter((item) => item.answerable)
    .flatMap((item) => {
      const places = item.articleIds.length > 0 ? item.articleIds : [...texts.keys()];
      return item.answers.map((answer) => places.some((id) => containsWords(texts.get(id) ?? "", answer)));
    });
  return found.length > 0 && share(found) >= 0.5;
}

function share(values: readonly boolean[]): number {
  return values.length === 0 ? 0 : values.filter(Boolean).length / values.length;
}
