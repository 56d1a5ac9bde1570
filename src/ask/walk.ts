import type { ChatModel, Clock, Embedder, Lexicon, Library, Thesaurus } from "#ports.ts";
import type { Prompts } from "./model/prompts.ts";
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
  /** Words the answers; left out or `null`: the extractive answerer does. */
  readonly model?: ModelDependencies | null;
}

/** What answering with a model needs besides. */
export interface ModelDependencies {
  readonly chat: ChatModel;
  /** Looks at every statement a second time; `null`: `chat` looks at those that the rules can say little about. */
  readonly checker: ChatModel | null;
  readonly prompts: Prompts;
  /** A random code, another one at each call. */
  code(): string;
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
