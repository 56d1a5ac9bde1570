import { readFileSync } from "node:fs";
import { InputError } from "#errors.ts";
import type { Ask, LibraryScope } from "#ports.ts";
import { names } from "#text/names.ts";
import type { ArticleSummary } from "#types.ts";

interface ExampleOptions {
  readonly scope: LibraryScope;
  readonly ask: Ask;
  /** JSON: questions worth asking of the articles that ship, by title. */
  readonly file: string;
}

const wanted = 3;

/** Newest articles looked at for names. */
const considered = 12;

/** Questions tried at most: each costs some milliseconds before the greeting. */
const tried = 8;

/**
 * Up to three questions that the articles answer: for the articles that ship, those that ship with them; for others,
 * about names in their titles, kept only where asking them gives an answer.
 */
export async function exampleQuestions({ scope, ask, file }: ExampleOptions): Promise<readonly string[]> {
  const articles = await scope.articles({ limit: considered, offset: 0 });
  const shipped = readShipped(file);
  if (articles.length > 0 && articles.every((article) => shipped.has(article.title))) {
    return articles.flatMap((article) => shipped.get(article.title) ?? []).slice(0, wanted);
  }
  const found: string[] = [];
  for (const question of candidates(articles).slice(0, tried)) {
    const answer = await ask({ question, shelves: scope.shelves });
    if (answer.kind === "answered") {
      found.push(question);
    }
    if (found.length === wanted) {
      break;
    }
  }
  return found;
}

/** One question for each name, a name of every article before the second name of any. */
function candidates(articles: readonly ArticleSummary[]): string[] {
  const perArticle = articles.map(({ title }) => names(title).map((name) => name.text));
  const deepest = Math.max(0, ...perArticle.map((list) => list.length));
  const inTurn = Array.from({ length: deepest }, (_, depth) =>
    perArticle.flatMap((list) => list.slice(depth, depth + 1)),
  );
  return [...new Set(inTurn.flat())].map((name) => `What is said about ${name}?`);
}

function readShipped(file: string): ReadonlyMap<string, readonly string[]> {
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!Array.isArray(value) || !value.every(isEntry)) {
    throw new InputError(`${file}: expected a list of {"title": "...", "questions": ["..."]}, found something else.`);
  }
  return new Map(value.map(({ title, questions }) => [title, questions]));
}

function isEntry(value: unknown): value is { title: string; questions: string[] } {
  const { title, questions } = (value ?? {}) as Record<string, unknown>;
  return typeof title === "string" && Array.isArray(questions) && questions.every((item) => typeof item === "string");
}
