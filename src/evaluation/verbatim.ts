import { plain, standsIn } from "./citations.ts";
import type { EvaluationQuestion } from "./questions.ts";

interface EvaluationArticle {
  readonly id: string;
  readonly text: string;
}

/**
 * Whether at least half of the answers stand in the articles, each looked for in those its question names (in all where
 * it names none). Where fewer do, quotes cannot be searched for them.
 */
export function answersStandVerbatim(
  questions: readonly EvaluationQuestion[],
  articles: readonly EvaluationArticle[],
): boolean {
  const texts = new Map(articles.map((article) => [article.id, plain(article.text)]));
  const found = questions
    .filter((item) => item.answerable)
    .flatMap((item) => {
      const places = item.articleIds.length > 0 ? item.articleIds : [...texts.keys()];
      return item.answers.map((answer) => places.some((id) => standsIn(texts.get(id) ?? "", plain(answer))));
    });
  return found.length > 0 && found.filter(Boolean).length >= found.length / 2;
}
