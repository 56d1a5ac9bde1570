import type { Library } from "#ports.ts";
import type { KnownPassage } from "#terminal/replay.ts";
import type { OfferedPassage } from "#types.ts";

/** What is known now of the articles whose passages a model was offered, in the same order. */
export async function lookUpOffered(
  library: Library,
  offered: readonly OfferedPassage[],
): Promise<readonly KnownPassage[]> {
  return await Promise.all(
    offered.map(async (passage) => {
      const { shelf, articleId, version } = passage;
      const scope = library.within([shelf]);
      const [article, current] = [
        await scope.article(shelf, articleId, version),
        await scope.article(shelf, articleId),
      ];
      return { passage, article, newest: current?.version ?? null };
    }),
  );
}
