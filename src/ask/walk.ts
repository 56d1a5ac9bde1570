import type { Clock, Embedder, Lexicon, Library, Thesaurus } from "#ports.ts";
import { createAnalyser } from "./rank/memory.ts";
import { createVocabulary } from "./rank/vocabulary.ts";
import type { RetrieveDependencies } from "./retrieve.ts";
import type { SupportModel } from "./verify/model.ts";
import type { RankWeights } from "./weights.ts";

/** What asking and searching need from the world. */
export interface AskDependencies {
  readonly library: Library;
  readonly embedder: Embedder;
  readonly lexicon: Lexicon;
  readonly thesaurus: Thesaurus;
  readonly clock: Clock;
  readonly weights: RankWeights;
  /** Decides, beside the rules, whether quotes carry a statement. */
  readonly support: SupportModel;
}

/** What is remembered between questions; made anew when it has grown too large. */
export function createTools({ embedder, lexicon, thesaurus, weights }: AskDependencies): () => RetrieveDependencies {
  const make = () => {
    const vocabulary = createVocabulary(lexicon, thesaurus);
    return { vocabulary, analyse: createAnalyser(vocabulary), embedder, weights };
  };
  let tools = make();
  return () => {
    if (tools.vocabulary.full()) tools = make();
    return tools;
  };
}
