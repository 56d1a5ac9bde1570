import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createAsk } from "#ask/ask.ts";
import { createSearch } from "#ask/search.ts";
import type { AskDependencies } from "#ask/walk.ts";
import { evaluateQuestions } from "#evaluation/evaluate.ts";
import type { Outcome } from "#evaluation/outcome.ts";
import type { ChosenQuestion } from "#evaluation/selection.ts";
import { fillLibrary, type Shelved } from "../fitting/cases.ts";
import type { Ablation } from "./ablation.ts";
import type { AblatedRun } from "./ablation-table.ts";

/** Questions, and how the articles they are asked of stand on shelves. */
export interface AblationSet {
  readonly name: string;
  readonly chosen: readonly ChosenQuestion[];
  /** The shelf a question is asked of. */
  readonly shelfOf: (question: ChosenQuestion) => string;
  readonly shelves: readonly Shelved[];
  readonly verbatim: boolean;
}

/** Articles of a set up to which it is also asked with each article on a shelf of its own. */
const FEW = 200;

/** The set with all articles on one shelf; and, of few, with one article a shelf. */
export function arrange(
  name: string,
  articles: Shelved["articles"],
  questions: Pick<AblationSet, "chosen" | "verbatim">,
): readonly AblationSet[] {
  const all = { name, ...questions, shelfOf: () => "all", shelves: [{ name: "all", articles }] };
  if (articles.length > FEW) return [all];
  const about = ({ articleIds, nearArticleIds }: ChosenQuestion) => articleIds[0] ?? nearArticleIds[0];
  const alone: AblationSet = {
    name: `${name}, each article on a shelf of its own`,
    verbatim: questions.verbatim,
    // What is to be found is all there is: only answers are measured.
    chosen: questions.chosen.filter((item) => about(item) !== undefined).map(withoutEvidence(about)),
    shelfOf: ({ nearArticleIds }) => aloneShelf(nearArticleIds[0]),
    shelves: articles.map((article) => ({ name: aloneShelf(article.id), articles: [article] })),
  };
  return [all, alone];
}

function withoutEvidence(about: (item: ChosenQuestion) => string | undefined) {
  return (item: ChosenQuestion): ChosenQuestion => ({
    ...item,
    articleIds: [],
    nearArticleIds: [about(item) ?? ""],
  });
}

function aloneShelf(articleId: string | undefined): string {
  return `alone-${articleId}`;
}

/** Asks the set with nothing switched off, then without each part in turn. `onRun` hears what is asked next. */
export async function ablate(
  set: AblationSet,
  deps: AskDependencies,
  ablations: readonly Ablation[],
  onRun: (part: string | null) => void,
): Promise<readonly AblatedRun[]> {
  await fillLibrary(deps.library, deps.embedder, set.shelves);
  const neverRefusing = { ...deps, weights: { ...deps.weights, threshold: 0 } };
  onRun(null);
  const runs: AblatedRun[] = [{ part: null, outcomes: await askAll(set, neverRefusing) }];
  const hasHistory = set.chosen.some(({ history }) => history.length > 0);
  for (const { part, without, forgets } of ablations) {
    if (forgets && !hasHistory) continue;
    onRun(part);
    const chosen = forgets ? set.chosen.map((item) => ({ ...item, history: [] })) : set.chosen;
    runs.push({ part, outcomes: await askAll({ ...set, chosen }, without(neverRefusing)) });
  }
  return runs;
}

async function askAll({ chosen, shelfOf, verbatim }: AblationSet, deps: AskDependencies): Promise<readonly Outcome[]> {
  const walks = { ask: createAsk(deps), search: createSearch(deps), verbatim };
  const outcomes: Outcome[] = [];
  for (const item of chosen) {
    outcomes.push(...(await evaluateQuestions({ ...walks, shelves: [shelfOf(item)] }, [item])));
  }
  return outcomes;
}

/** The articles of a folder, as its lines name them. */
export function readArticles(folder: string): Shelved["articles"] {
  return readFileSync(join(folder, "articles.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));
}
