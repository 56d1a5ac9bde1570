import { sha256 } from "#text/hash.ts";
import type { IdentifiedArticle } from "./identify.ts";

/** The ids that sources gave in one run, each with the place that gave it first. */
export interface GivenIds {
  /** What is wrong with the article's id: it was given before, with other content. `null` where nothing is. */
  clash(article: IdentifiedArticle, source: string): string | null;
}

/**
 * Two articles under one given id would replace each other in every run, and no run would find anything unchanged. Ids
 * made from addresses are not among them: of one page at two times the later is the newer version.
 */
export function createGivenIds(): GivenIds {
  const given = new Map<string, { readonly source: string; readonly facts: string }>();
  return {
    clash(article, source) {
      if (!article.hasOwnId) {
        return null;
      }
      const facts = factsOf(article);
      const first = given.get(article.id);
      if (first === undefined) {
        given.set(article.id, { source, facts });
        return null;
      }
      return first.facts === facts
        ? null
        : `Expected each id once in a run, found "${article.id}" again with other content: ${first.source} gave it first. Give this article an id of its own, or, if it is to replace that one, ingest it in a run of its own.`;
    },
  };
}

/** A hash of all that `compare` looks at, short because a run may give a hundred thousand ids. */
function factsOf({ contentHash, extracted }: IdentifiedArticle): string {
  const { url, outlet, author, publishedAt } = extracted;
  return sha256(JSON.stringify([contentHash, url, outlet, author, publishedAt])).slice(0, 16);
}
