import type { AskRequest, Search } from "#ports.ts";
import type { Evidence } from "#types.ts";

interface SearchCall {
  readonly request: AskRequest & { readonly limit: number };
  readonly signal: AbortSignal | undefined;
}

interface FakeSearch extends Search {
  readonly calls: readonly SearchCall[];
}

export const ARTICLE =
  "Johnson was convicted in 1996 and sentenced to life in prison.\n\nA week later Trump commuted the sentence, and Johnson was released.";

const EVIDENCE: readonly Evidence[] = [evidence(64, ARTICLE.length, 2.5), evidence(0, 62, 1.25)];

function evidence(start: number, end: number, score: number): Evidence {
  const article = {
    id: "story",
    shelf: "news",
    version: 2,
    title: "Never say never",
    url: "https://example.org/story",
    outlet: "The Example",
    author: null,
    publishedAt: "2018-06-15",
  };
  const ordinal = start === 0 ? 0 : 1;
  const text = ARTICLE.slice(start, end);
  return {
    passage: { id: `story-2-${ordinal}`, articleId: "story", shelf: "news", version: 2, ordinal, start, end, text },
    article,
    score,
    ranks: { lexical: 1, dense: null },
  };
}

/** A search that remembers what it was asked. `answer` defaults to both passages. */
export function createFakeSearch(answer: Search = async ({ limit }) => EVIDENCE.slice(0, limit)): FakeSearch {
  const calls: SearchCall[] = [];
  const search: Search = (request, signal) => {
    calls.push({ request, signal });
    return answer(request, signal);
  };
  return Object.assign(search, { calls });
}

/** A search that never answers and ends only when it is aborted. */
export const endlessSearch: Search = (_, signal) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
