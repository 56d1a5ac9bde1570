import type { LibraryScope } from "#ports.ts";
import type { Article } from "#types.ts";
import type { Beside } from "./compose.ts";
import type { DraftStatement } from "./draft.ts";
import type { Findings, Found } from "./retrieve.ts";
import { disagreements } from "./sources/disagreements.ts";
import { knownCarriers } from "./sources/known-carriers.ts";
import type { Support } from "./verify/support.ts";
import { verify } from "./verify/verify.ts";

/** The statements that their quotes carry, in their order. */
export async function verified(
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

/** What stands beside the statements that were kept: who else carries their articles, and who says otherwise. */
export async function besideOf(
  kept: readonly DraftStatement[],
  found: { readonly findings: Findings; readonly all: readonly Found[] },
  scope: LibraryScope,
  support: Support,
): Promise<Beside> {
  const differing = disagreements(kept, found.findings);
  const standing = await verified(
    differing.map(({ statement }) => statement),
    scope,
    support,
  );
  return {
    evidence: found.all,
    carriers: await knownCarriers([...kept, ...standing], scope),
    disagreements: differing.filter(({ statement }) => standing.includes(statement)),
  };
}
