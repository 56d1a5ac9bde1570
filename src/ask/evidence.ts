import type { LibraryScope } from "#ports.ts";
import type { Turn } from "#types.ts";
import { judge } from "./judge.ts";
import { type RankedSentence, rankSentences } from "./rank/sentences.ts";
import { type Findings, type Found, type RetrieveDependencies, retrieve } from "./retrieve.ts";
import { preferNamedOriginals } from "./sources/reprints.ts";
import { correctSpelling } from "./spelling.ts";
import { understand } from "./understand.ts";

/** What the library holds for one question. */
export interface Gathered {
  /** Without reprints: the original stands in the place of the best of them. */
  readonly findings: Findings;
  /** Everything that was found, reprints included, best first. */
  readonly all: readonly Found[];
  /** Best first. */
  readonly ranking: readonly RankedSentence[];
  /** Probability (0 to 1) that the evidence answers the question. */
  readonly confidence: number;
}

/** The first half of the walk without a model: understand, retrieve, judge. Throws `InputError` where nothing is asked. */
export async function gather(
  question: string,
  history: readonly Turn[],
  scope: LibraryScope,
  tools: RetrieveDependencies,
  signal?: AbortSignal,
): Promise<Gathered> {
  const { vocabulary, weights } = tools;
  const understood = await correctSpelling(understand(question, history, vocabulary), scope, vocabulary);
  const found = await retrieve(understood, scope, tools, { signal });
  const findings = { ...found, evidence: await preferNamedOriginals(found.evidence, scope) };
  const ranking = rankSentences(findings, weights);
  return { findings, all: found.evidence, ranking, confidence: judge(findings, ranking, weights) };
}
