/** Questions and the passages that hold their evidence, as the encoder is trained and measured on them. */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Part, partOf } from "#evaluation/parts.ts";
import { parseQuestions } from "#evaluation/questions.ts";

/** A folder of `articles.jsonl` and `questions.jsonl`, as `npm run evaluate` reads it. */
export interface RetrievalSet {
  readonly name: string;
  /** Title, then text: what the product embeds. */
  readonly passages: readonly string[];
  readonly questions: readonly RetrievalQuestion[];
}

interface RetrievalQuestion {
  readonly text: string;
  readonly part: Part;
  /** Indices of the passages the question is answered by or, where it has no answer, is about. */
  readonly about: readonly number[];
  readonly answerable: boolean;
}

/** Questions that name no article are left out. */
export function loadRetrievalSet(folder: string): RetrievalSet {
  const articles = readFileSync(join(folder, "articles.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { readonly id: string; readonly title: string; readonly text: string });
  const places = new Map(articles.map(({ id }, i) => [id, i]));
  const questions = parseQuestions(readFileSync(join(folder, "questions.jsonl"), "utf8")).map((question) => ({
    text: question.question,
    part: partOf(question),
    about: (question.answerable ? question.articleIds : question.nearArticleIds).flatMap((id) => places.get(id) ?? []),
    answerable: question.answerable,
  }));
  return {
    name: basename(folder),
    passages: articles.map(({ title, text }) => (title === "" ? text : `${title}\n${text}`)),
    questions: questions.filter(({ about }) => about.length > 0),
  };
}
