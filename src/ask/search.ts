import type { Search } from "#ports.ts";
import { retrieve } from "./retrieve.ts";
import { correctSpelling } from "./spelling.ts";
import { understand } from "./understand.ts";
import { type AskDependencies, createTools } from "./walk.ts";

/** The first half of the ask walk: ranked evidence. Throws `InputError` where nothing is asked. */
export function createSearch(deps: AskDependencies): Search {
  const tools = createTools(deps);
  return async ({ question, history = [], shelves, limit }, signal) => {
    signal?.throwIfAborted();
    const scope = deps.library.within(shelves);
    const { vocabulary } = tools();
    const understood = await correctSpelling(understand(question, history, vocabulary), scope, vocabulary);
    const { evidence } = await retrieve(understood, scope, tools(), { signal, wanted: limit });
    return evidence.slice(0, limit).map(({ passage, article, score, ranks }) => ({ passage, article, score, ranks }));
  };
}
